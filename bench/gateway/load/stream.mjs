/*
 * Reads one long event stream and prints what it saw as one line of JSON: node stream.mjs --url URL --token TOKEN --pid
 * GATEWAY [--megabytes 1000] [--rate MEGABYTES A SECOND]. Memory is resident, in MB, looked at 20 times a second.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { options } from './options.mjs';

const given = options({ url: '', token: '', pid: '', megabytes: '1000', rate: '0' });
const events = Number(given.megabytes) * 16;
const rate = Number(given.rate);

function memory() {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${given.pid}/status`, 'utf8'));
  return Number(kilobytes) / 1000;
}

async function post(message, headers = {}) {
  const all = {
    Authorization: `Bearer ${given.token}`,
    'Content-Type': 'application/json',
    Accept: 'application/json, text/event-stream',
    ...headers,
  };
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  const response = await fetch(given.url, { method: 'POST', headers: all, body });
  if (!response.ok) throw new Error(`${message.method}: ${response.status} ${await response.text()}`);
  return response;
}

const clientInfo = { name: 'stream', version: '1' };
const hello = await post({
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo },
});
await hello.text();
const session = { 'Mcp-Session-Id': hello.headers.get('Mcp-Session-Id') };
await (await post({ method: 'notifications/initialized' }, session)).text();

const before = memory();
let most = before;
const watching = setInterval(() => (most = Math.max(most, memory())), 50);
const began = performance.now();
const params = { name: 'stream', arguments: { events }, _meta: { progressToken: 'p' } };
const response = await post({ id: 1, method: 'tools/call', params }, session);
let told = 0;
let bytes = 0;
const decoder = new TextDecoder();
let rest = '';
for await (const chunk of response.body) {
  bytes += chunk.length;
  const text = rest + decoder.decode(chunk, { stream: true });
  told += text.split('"notifications/progress"').length - 1;
  // a word that the end of the chunk cut is found with the next one
  rest = text.slice(Math.max(text.lastIndexOf('"notifications/progress"') + 1, text.length - 23));
  if (rate > 0) {
    const ahead = bytes / rate / 1e6 - (performance.now() - began) / 1000;
    if (ahead > 0.01) await delay(ahead * 1000);
  }
}
clearInterval(watching);
const seconds = (performance.now() - began) / 1000;
console.log(JSON.stringify({ seconds, before, most, missing: events - told }));
