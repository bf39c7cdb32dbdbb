// A legacy MCP server over stdio for tests of many at one address. Its argument is JSON: what it offers, and how it errs.
const { tools = [], prompts = [], resources = [], templates = [], slow = 0, mute = false } = JSON.parse(process.argv[2] ?? '{}');
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');
const text = (value) => ({ content: [{ type: 'text', text: String(value) }] });
const named = (name) => ({ name });

/** What is to be done with answers to questions, by the question's id. */
const questions = new Map();
const held = [];
let lastQuestion = 0;

function ask(method, params, then) {
  questions.set(++lastQuestion, then);
  send({ id: lastQuestion, method, params });
}

/** Tools that do something; others say what they were called with. */
const doing = {
  /** Offers other tools from now on. */
  change(id, { names }) {
    tools.splice(0, tools.length, ...names);
    send({ method: 'notifications/tools/list_changed' });
    send({ id, result: text('changed') });
  },
  /** Answers when `release` is called. */
  hold: (id) => held.push(id),
  release(id) {
    held.splice(0).forEach((each) => send({ id: each, result: text('released') }));
    send({ id, result: text('done') });
  },
  elicit: (id, { message }) =>
    ask('elicitation/create', { message, requestedSchema: { type: 'object', properties: { who: { type: 'string' } } } },
      (answer) => send({ id, result: text(JSON.stringify(answer.result ?? answer.error)) })),
  roots: (id) => ask('roots/list', {}, (answer) => send({ id, result: text(JSON.stringify(answer.result ?? answer.error)) })),
  update(id, { uri }) {
    send({ method: 'notifications/resources/updated', params: { uri } });
    send({ id, result: text('told') });
  },
  log(id, { level }) {
    send({ method: 'notifications/message', params: { level, data: level } });
    send({ id, result: text('logged') });
  },
  progress(id, _, meta) {
    send({ method: 'notifications/progress', params: { progressToken: meta?.progressToken, progress: 1 } });
    send({ id, result: text('progressed') });
  },
  die: () => process.exit(3),
};

const results = {
  initialize: () => ({
    protocolVersion: '2025-11-25',
    capabilities: {
      tools: { listChanged: true }, prompts: {}, resources: { subscribe: true }, completions: {}, logging: {},
    },
    serverInfo: { name: 'joined', version: '1' },
  }),
  'tools/list': () => ({ tools: tools.map((name) => ({ name, inputSchema: { type: 'object' } })) }),
  'prompts/list': () => ({ prompts: prompts.map(named) }),
  'resources/list': () => ({ resources: resources.map((uri) => ({ uri, name: uri })) }),
  'resources/templates/list': () => ({ resourceTemplates: templates.map((uriTemplate) => ({ uriTemplate, name: uriTemplate })) }),
  'resources/read': ({ uri }) => ({ contents: [{ uri, text: `${process.env.WHO} has ${uri}` }] }),
  'resources/subscribe': () => ({}),
  'resources/unsubscribe': () => ({}),
  'logging/setLevel': () => ({}),
  'prompts/get': ({ name }) => ({ messages: [{ role: 'user', content: { type: 'text', text: `${process.env.WHO} prompts ${name}` } }] }),
  'completion/complete': ({ ref }) => ({ completion: { values: [`${process.env.WHO} completes ${ref.name ?? ref.uri}`] } }),
};

function received({ id, method, params, result, error }) {
  if (method === undefined) {
    questions.get(id)?.({ result, error });
    questions.delete(id);
  } else if (id === undefined) {
    return;
  } else if (method === 'tools/call') {
    const { name, arguments: given = {}, _meta } = params;
    if (doing[name]) {
      doing[name](id, given, _meta);
    } else {
      send({ id, result: text(`${process.env.WHO} ran ${name}`) });
    }
  } else if (!(mute && method.endsWith('/list'))) {
    const answer = results[method]
      ? { id, result: results[method](params) }
      : { id, error: { code: -32601, message: 'Method not found' } };
    setTimeout(() => send(answer), method.endsWith('/list') ? slow : 0);
  }
}

require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => received(JSON.parse(line)));
