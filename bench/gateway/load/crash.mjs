/*
 * Kills the server under the load of 32 sessions, again and again, and prints what its clients see as one line of JSON:
 * node crash.mjs --url URL --token TOKEN --status URL --notes FILE [--clients 32] [--rounds 20]
 * The status is that of the manager's API, and tells the server's pid; into the notes each run of the server writes when
 * it has answered initialize, by the same clock as ours (see echod.c). A client whose call fails calls again 1 ms later.
 */
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { httpClients, options, percentile } from './options.mjs';

const PATIENCE_MS = 20_000;
const BETWEEN_KILLS_MS = 500;
const given = options({
  url: '',
  token: '',
  era: 'legacy',
  payload: '64',
  status: '',
  notes: '',
  clients: '32',
  rounds: '20',
});

const now = () => Number(process.hrtime.bigint()) / 1e6;
const clients = httpClients(given, Number(given.clients)).map((client) => ({ client, call: undefined, ended: [] }));
const failures = new Map();
let running = true;

async function loop(each) {
  while (running) {
    each.call = { began: now() };
    try {
      await each.client.call();
      each.ended.push({ ...each.call, at: now(), worked: true });
    } catch (error) {
      each.ended.push({ ...each.call, at: now(), worked: false });
      const what = `${error.constructor.name}: ${error.message.slice(0, 200)}`;
      failures.set(what, (failures.get(what) ?? 0) + 1);
      await sleep(1);
    }
  }
}

async function until(condition, what) {
  for (const limit = now() + PATIENCE_MS; !condition(); await sleep(1)) {
    if (now() > limit) throw new Error(`${what} not within ${PATIENCE_MS} ms; ${JSON.stringify([...failures])}`);
  }
}

function lastNote() {
  const [pid, nanoseconds] = fs.readFileSync(given.notes, 'utf8').trimEnd().split('\n').at(-1).split(' ').map(Number);
  return { pid, at: nanoseconds / 1e6 };
}

/** One kill, and the first call of each session that works and began after it. */
async function round() {
  const reply = await fetch(given.status, { headers: { Authorization: `Bearer ${given.token}` } });
  const { pid } = (await reply.json()).data.details;
  clients.forEach((each) => (each.ended = []));
  const killed = now();
  process.kill(pid, 'SIGKILL');
  await until(() => lastNote().pid !== pid, 'the replacement');
  const works = (call) => call.worked && call.began > killed;
  await until(() => clients.every((each) => each.ended.some(works)), 'a call of each session');
  const inFlight = clients.map((each) => each.ended[0]).filter((call) => call.began <= killed && !call.worked);
  const replaced = lastNote().at;
  return {
    failed: inFlight.map((call) => call.at - killed),
    replaced: replaced - killed,
    works: clients.map((each) => Math.max(0, each.ended.find(works).at - replaced)),
  };
}

await Promise.all(clients.map(({ client }) => client.start()));
const loops = clients.map(loop);
const rounds = [];
for (let i = 0; i < Number(given.rounds); i++) {
  await sleep(BETWEEN_KILLS_MS);
  rounds.push(await round());
}
running = false;
await Promise.all(loops);
await Promise.all(clients.map(({ client }) => client.stop()));

const sorted = (values) => values.toSorted((a, b) => a - b);
const failed = sorted(rounds.flatMap((each) => each.failed));
const works = sorted(rounds.flatMap((each) => each.works));
console.log(
  JSON.stringify({
    inFlight: failed.length,
    failed: percentile(failed, 0.5),
    failedWorst: failed.at(-1),
    replaced: percentile(sorted(rounds.map((each) => each.replaced)), 0.5),
    works: percentile(works, 0.5),
    worksWorst: works.at(-1),
    failures: Object.fromEntries(failures),
  }),
);
