// A legacy MCP server over stdio whose tools misbehave as their arguments say.
const readline = require('node:readline');

const write = (text) => process.stdout.write(text + '\n');
const send = (message) => write(JSON.stringify({ jsonrpc: '2.0', ...message }));
const done = (id, text) => send({ id, result: { content: [{ type: 'text', text: String(text) }] } });

/** What is to be done with the answer to a question, by the question's id. */
const questions = new Map();
/** Calls that wait for a completion. */
const waiting = [];
const cancelled = [];
let lastQuestion = 0;

/** Asks as often as wanted, and answers when all is answered. */
function ask(id, { count = 1, method = 'sampling/createMessage', params = { messages: [], maxTokens: 1 } }) {
  const answers = [];
  for (let i = 0; i < count; i++) {
    const question = ++lastQuestion;
    questions.set(question, (answer) => {
      answers.push(answer.error ? answer.error.code : answer.result.model ?? JSON.stringify(answer.result));
      if (answers.length === count) {
        done(id, answers.join(' '));
      }
    });
    write(`{"jsonrpc":"2.0","id":${question},"method":"${method}","params":${typeof params === 'string' ? params : JSON.stringify(params)}}`);
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
  wait: (id) => waiting.push(id),
  /** Tells which requests were cancelled. */
  cancelled: (id) => done(id, JSON.stringify(cancelled)),
  die: () => process.exit(3),
};

function call(id, { name, arguments: options = {} }) {
  tools[name](id, options);
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
  } else if (method === 'resources/read') {
    send({ id, error: { code: -32002, message: 'not found' } });
  } else if (id !== undefined) {
    if (method === 'completion/complete') {
      waiting.splice(0).forEach((call) => done(call, 'waited'));
    }
    if (method === 'server/discover') {
      send({ id, error: { code: -32601, message: 'Method not found' } });
    } else {
      send({ id, result: method === 'tools/list' ? { tools: [] } : {} });
    }
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => received(JSON.parse(line)));
