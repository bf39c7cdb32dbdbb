/*
 * Opens sessions that have made one call each, prints a line, keeps them until its input ends, and ends them:
 * node idle.mjs --url URL [--token TOKEN] [--sessions 2000] [--streams yes]
 * With streams each session has its stream of events open; without, it has no connection.
 */
import { once } from 'node:events';
import { httpClients, options } from './options.mjs';

const given = options({ url: '', token: '', era: 'legacy', payload: '64', sessions: '2000', streams: 'no' });
const clients = httpClients(given, Number(given.sessions));
const streams = [];
for (const client of clients) {
  await client.start();
  await client.call();
  if (given.streams === 'yes') streams.push(await client.listen());
  client.rest();
}
console.log(`${clients.length} sessions`);
await once(process.stdin.resume(), 'end');
streams.forEach((stream) => stream.close());
for (const client of clients) await client.stop();
