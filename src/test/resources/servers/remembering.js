// A legacy MCP server that tells what it remembers of its client: all of it is lost with the process.
const { existsSync } = require('fs');

const crashing = process.argv[2]; // a file: while there is one, the process ends as soon as its client is there
const notified = [];
let opening;
let count = 0;
let level = 'none';
let roots = 'none';
let questions = 0;
const answers = new Map();

const write = (json) => process.stdout.write(json + '\n');
const send = (message) => write(JSON.stringify({ jsonrpc: '2.0', ...message }));
const ask = (method, params) =>
  new Promise((resolve) => {
    const id = `question-${++questions}`;
    answers.set(id, resolve);
    send({ id, method, params });
  });

const tools = {
  remember: () => ({ pid: process.pid, count: ++count, opening, notified, level, roots }),
  ask: () => ask('elicitation/create', { message: 'your name?', requestedSchema: { type: 'object', properties: {} } }),
  exit: () => process.exit(3),
  hang: () => new Promise(() => {}),
};

async function request({ id, method, params }) {
  if (method === 'initialize') {
    opening = params;
    // in a way in which no library writes it
    write(`{"jsonrpc":"2.0","id":${id},"result":{ "extra" : 1.50, "protocolVersion":"2025-06-18","capabilities":{"tools":{},"logging":{}},"serverInfo":{"name":"remembering","version":"1"}}}`);
  } else if (method === 'tools/call') {
    const told = await tools[params.name]();
    send({ id, result: { content: [{ type: 'text', text: JSON.stringify(told) }] } });
  } else if (method === 'logging/setLevel') {
    level = params.level;
    send({ id, result: {} });
  } else {
    send({ id, error: { code: -32601, message: `no ${method} here` } });
  }
}

async function notification({ method }) {
  notified.push(method);
  if (method === 'notifications/initialized' && existsSync(crashing)) process.exit(4);
  if (method === 'notifications/roots/list_changed') roots = await ask('roots/list');
}

require('readline')
  .createInterface({ input: process.stdin })
  .on('line', (line) => {
    const message = JSON.parse(line);
    if (message.method === undefined) answers.get(message.id)?.(message.result ?? message.error);
    else if (message.id === undefined) notification(message);
    else request(message);
  })
  .on('close', () => process.exit(0));
process.stderr.write(`process ${process.pid} remembers nothing\n`);
