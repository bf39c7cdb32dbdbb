/*
 * Opens sessions one after the other, each on a connection of its own, and prints how many milliseconds initialize and
 * initialized take together, as one line of JSON: node sessions.mjs --url URL [--token TOKEN] [--sessions 2000]
 * [--warm-up 2000]
 */
import { httpClients, options, percentile } from './options.mjs';

const given = options({ url: '', token: '', era: 'legacy', payload: '64', sessions: '2000', 'warm-up': '2000' });

async function open(count) {
  const times = [];
  for (const client of httpClients(given, count)) {
    const began = performance.now();
    await client.start();
    times.push(performance.now() - began);
    await client.stop();
  }
  return times.sort((a, b) => a - b);
}

await open(Number(given['warm-up']));
const times = await open(Number(given.sessions));
console.log(JSON.stringify({ p50: percentile(times, 0.5), p99: percentile(times, 0.99) }));
