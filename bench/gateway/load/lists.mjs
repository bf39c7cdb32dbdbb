/*
 * Asks for the tools again and again, one request after the other, and prints what came of it as one line of JSON:
 * node lists.mjs --url URL [--token TOKEN] [--era legacy|modern] [--warm-up 200] [--requests 1000]
 */
import { httpClients, options, percentile } from './options.mjs';

const given = options({ url: '', token: '', era: 'legacy', payload: '0', 'warm-up': '200', requests: '1000' });

const [client] = httpClients(given, 1);
await client.start();
const latencies = [];
let answer = '';
for (let i = Number(given['warm-up']) + Number(given.requests); i > 0; i--) {
  const began = performance.now();
  answer = await client.list();
  if (i <= Number(given.requests)) latencies.push(performance.now() - began);
}
await client.stop();
latencies.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    tools: JSON.parse(answer).result.tools.length,
    bytes: answer.length,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
  }),
);
