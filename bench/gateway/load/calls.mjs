/*
 * Calls a tool as fast as its clients can, each of which waits for its answer before it calls again, and prints what came
 * of it as one line of JSON: node calls.mjs (--url URL [--token TOKEN] [--era legacy|modern|both] | --stdio COMMAND)
 * [--pid GATEWAY] [--clients 32] [--payload 64] [--tool echo] [--warm-up SECONDS] [--seconds 3] [--calls MOST]
 */
import { StdioClient } from './clients.mjs';
import { cpuOf } from './cpu.mjs';
import { httpClients, options, percentile } from './options.mjs';

const given = options({
  url: '',
  stdio: '',
  token: '',
  era: 'legacy',
  pid: '',
  clients: '32',
  payload: '64',
  tool: 'echo',
  'warm-up': '0',
  seconds: '3',
  calls: '1000000000',
});

const clients = given.stdio
  ? [new StdioClient(given.stdio, Number(given.payload))]
  : httpClients(given, Number(given.clients));
const failures = new Map();

async function callAll(seconds, most) {
  const latencies = [];
  const until = performance.now() + seconds * 1000;
  let issued = 0;
  const loop = async (client) => {
    for (let began = performance.now(); began < until && issued < most; ) {
      issued++;
      try {
        await client.call();
        const ended = performance.now();
        latencies.push(ended - began);
        began = ended;
      } catch (error) {
        const what = `${error.constructor.name}: ${error.message.slice(0, 200)}`;
        failures.set(what, (failures.get(what) ?? 0) + 1);
        if (failures.get(what) > 100) throw error;
        began = performance.now();
      }
    }
  };
  await Promise.all(clients.map(loop));
  return latencies;
}

/** CPU in microseconds: of this process, of the gateway, and of what the gateway started. */
function cpu() {
  const { user, system } = process.cpuUsage();
  const { self: gateway, below: servers } = given.pid ? cpuOf(Number(given.pid)) : { self: 0, below: 0 };
  return { load: user + system, gateway, servers };
}

await Promise.all(clients.map((client) => client.start()));
await callAll(Number(given['warm-up']), Infinity);
const before = cpu();
const began = performance.now();
const latencies = (await callAll(Number(given.seconds), Number(given.calls))).sort((a, b) => a - b);
const seconds = (performance.now() - began) / 1000;
const after = cpu();
await Promise.all(clients.map((client) => client.stop()));

const calls = latencies.length;
console.log(
  JSON.stringify({
    calls,
    callsPerSecond: calls / seconds,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    gatewayCpu: (after.gateway - before.gateway) / calls,
    allCpu: (after.gateway + after.servers + after.load - before.gateway - before.servers - before.load) / calls,
    loadCpu: (after.load - before.load) / calls,
    failures: Object.fromEntries(failures),
  }),
);
