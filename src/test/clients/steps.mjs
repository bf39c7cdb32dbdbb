// What the Node.js clients have in common: node CLIENT.mjs URL TOKEN MODE <SCENARIO
// A scenario is {answers, steps}. Steps are taken in order; what came of each is printed as one JSON object.
import { EventEmitter, once } from 'node:events';
import { json } from 'node:stream/consumers';

const PATIENCE = 10_000;
export const [url, token, mode] = process.argv.slice(2);
const { answers, steps } = await json(process.stdin);
const arrivals = new EventEmitter();
let heard = new Set();
let outcome;

/** The answer to a request of the server. */
export function answer({ method, params }) {
  return answers[params?.mode === 'url' ? `${method} url` : method];
}

/** Hears a notification. */
export function hear({ method }) {
  heard.add(method);
  arrivals.emit(method);
}

async function every(member, list) {
  const items = [];
  let cursor;
  do {
    const page = await list(cursor && { cursor });
    items.push(...page[member]);
    cursor = page.nextCursor;
  } while (cursor);
  return { [member]: items };
}

const methods = (client) => ({
  ping: () => client.ping(),
  'tools/list': () => every('tools', (page) => client.listTools(page)),
  'tools/call': (params, options) => client.callTool(params, options),
  'resources/list': () => every('resources', (page) => client.listResources(page)),
  'resources/templates/list': () =>
    every('resourceTemplates', (page) => client.listResourceTemplates(page)),
  'resources/read': (params) => client.readResource(params),
  'resources/subscribe': (params) => client.subscribeResource(params),
  'resources/unsubscribe': (params) => client.unsubscribeResource(params),
  'prompts/list': () => every('prompts', (page) => client.listPrompts(page)),
  'prompts/get': (params) => client.getPrompt(params),
  'completion/complete': (params) => client.complete(params),
  'logging/setLevel': ({ level }) => client.setLoggingLevel(level),
});

function optionsOf(step) {
  const limit = 'timeout' in step ? { timeout: step.timeout } : {};
  // a client may tell progress of its own, which has no total
  const onprogress = ({ total }) => (outcome.progress += total ? 1 : 0);
  return 'progress' in step ? { ...limit, onprogress } : limit;
}

async function take(step, call) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const result = await call(step.params, optionsOf(step), step);
    if (!step.until || JSON.stringify(result).includes(step.until) || Date.now() > deadline) {
      return result;
    }
  }
}

/** Takes the steps; `own` has methods that this client calls in its own way. */
export async function run(client, own) {
  const call = { ...methods(client), ...own };
  const outcomes = {};
  for (const step of steps) {
    heard = new Set();
    outcome = outcomes[step.name] = { progress: 0 };
    try {
      outcome.result = await take(step, call[step.method]);
      if (step.await && !heard.has(step.await)) {
        await once(arrivals, step.await, { signal: AbortSignal.timeout(PATIENCE) });
      }
    } catch (error) {
      outcome.error = { code: error.code, message: String(error.message ?? error) };
    }
  }
  return outcomes;
}
