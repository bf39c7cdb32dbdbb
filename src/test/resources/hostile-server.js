// A legacy MCP server over stdio whose tools misbehave as their arguments say.
const readline = require('node:readline');

const write = (text) => process.stdout.write(text + '\n');
const send = (message) => write(JSON.stringify({ jsonrpc: '2.0', ...message }));
const done = (id, text) => send({ id, result: { content: [{ type: 'text', text: String(text) }] } });

/** What is to be done with the answer to a question, by the question's id. */
const questions = new Map();
/** What waits for a completion of its kind. */
let waiting = [];
/** What questions were answered with. */
const outcomes = [];
const cancelled = [];
let lastQuestion = 0;

/** Asks one question; {@code then} gets what it was answered with. */
function question({ method = 'sampling/createMessage', params = { messages: [], maxTokens: 1 } }, then) {
  const id = ++lastQuestion;
  questions.set(id, (answer) => {
    outcomes.push(answer.error ? answer.error.code : answer.result.model ?? JSON.stringify(answer.result));
    then(outcomes.at(-1));
  });
  write(`{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${typeof params === 'string' ? params : JSON.stringify(params)}}`);
}

/** Takes so many answers, and then answers the call with all. */
function collector(id, count) {
  const answers = [];
  return (answer) => answers.push(answer) === count && done(id, answers.join(' '));
}

/** Asks as often as wanted, and answers when all is answered. */
function ask(id, { count = 1, ...options }) {
  const answered = collector(id, count);
  for (let i = 0; i < count; i++) {
    question(options, answered);
  }
}

const tools = {
  echo: (id, { text }) => done(id, text),
  ask,
  /** Asks, and answers the call without waiting. */
  askAndAnswer(id, options) {
    ask(id, options);
    done(id, 'did not wait');
  },
  /** Writes lines as they are; ID stands for the call's id. */
  raw: (id, { lines }) => lines.forEach((line) => write(line.replaceAll('ID', id))),
  /** Answers when somebody asks for a completion. */
  wait: (id) => waiting.push({ kind: 'answer', go: () => done(id, 'waited') }),
  /** Asks when somebody asks for a completion. */
  askLater: (id, options) => waiting.push({ kind: 'ask', go: () => ask(id, options) }),
  /** Asks, and once more when somebody asks for a completion. */
  askAgainLater(id, options) {
    const answered = collector(id, 2);
    question(options, answered);
    waiting.push({ kind: 'ask', go: () => question(options, answered) });
  },
  /** Asks, and tells of progress when somebody asks for a completion. */
  askAndProgress(id, options, progressToken) {
    ask(id, options);
    const go = () => send({ method: 'notifications/progress', params: { progressToken, progress: 1 } });
    waiting.push({ kind: 'progress', go });
  },
  /** Tells what all questions were answered with. */
  outcomes: (id) => done(id, outcomes.join(' ')),
  /** Tells which requests were cancelled. */
  cancelled: (id) => done(id, JSON.stringify(cancelled)),
  die: () => process.exit(3),
  /** Dies when it has written this, which ends in no line break. */
  dieAfter: (id, { text }) => process.stdout.write(text.replaceAll('ID', id), () => process.exit(3)),
  /** Notifies so often, and answers then. */
  flood(id, { count, method, params = {} }) {
    const line = JSON.stringify({ jsonrpc: '2.0', method, params });
    write(Array(count).fill(line).join('\n'));
    done(id, 'flooded');
  },
};

function call(id, { name, arguments: options = {}, _meta = {} }) {
  tools[name](id, options, _meta.progressToken);
}

function received(message) {
  const { id, method, params } = message;
  if (method === undefined) {
    questions.get(id)?.(message);
    questions.delete(id);
  } else if (method === 'initialize') {
    const capabilities = { tools: { listChanged: true }, resources: { subscribe: true }, logging: {} };
    send({ id, result: { protocolVersion: '2025-11-25', capabilities, serverInfo: { name: 'hostile', version: '1' } } });
  } else if (method === 'tools/call') {
    call(id, params);
  } else if (method === 'notifications/cancelled') {
    cancelled.push(params.requestId);
  } else if (method === 'notifications/roots/list_changed') {
    question({ method: 'roots/list', params: {} }, () => {});
  } else if (method === 'resources/subscribe' || method === 'resources/unsubscribe') {
    const refused = params.uri.startsWith('refused:');
    send({ id, ...(refused ? { error: { code: -32602, message: 'refused' } } : { result: {} }) });
  } else if (method === 'resources/read') {
    send({ id, error: { code: -32002, message: 'not found' } });
  } else if (id !== undefined) {
    if (method === 'completion/complete') {
      const ready = waiting.filter(({ kind }) => kind === (params.kind ?? kind));
      waiting = waiting.filter((each) => !ready.includes(each));
      ready.forEach(({ go }) => go());
    }
    if (method === 'server/discover') {
      send({ id, error: { code: -32601, message: 'Method not found' } });
    } else {
      send({ id, result: method === 'tools/list' ? { tools: [], waiting: waiting.length, cancelled: cancelled.length } : {} });
    }
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => received(JSON.parse(line)));
