// A server for MixUpIT, of the legacy era or, with the argument "modern", of 2026-07-28; over HTTP where PORT is given.
// Its tool "echo" gives `text` back after `delay` ms, so out of order, with WHO it is. On the way it tells progress to who
// wants it, and with `ask` it asks the client for a word, which it gives back too. A call that is cancelled ends with an error, as that of
// a legacy server of the Python SDK does, or with nothing, as the modern era has it. Its tool "crash" ends it.
'use strict';

const http = require('node:http');

const { PORT, WHO } = process.env;
const modern = process.argv.includes('modern');
const calls = new Map(); // id -> what stops the call
const questions = new Map(); // id of an elicitation -> what takes its answer
let lastQuestion = 0;
let waiting = [];
const streams = new Map(); // over HTTP: id of a request -> where its answer goes

/** Sends it on the way of the request with the id. */
function send(message, id = message.id) {
  if (PORT) return sendEvent(streams.get(id), message);
  if (waiting.length === 0) setImmediate(flush);
  waiting.push(JSON.stringify({ jsonrpc: '2.0', ...message }));
}

function flush() {
  process.stdout.write(waiting.join('\n') + '\n');
  waiting = [];
}

function sendEvent(stream, message) {
  stream?.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...message })}\n\n`);
  if (!message.method) stream?.end();
}

const complete = (result) => (modern ? { resultType: 'complete', ...result } : result);

function answer(id, { text }, word = '') {
  calls.delete(id);
  const content = [text, word, WHO].map((each) => ({ type: 'text', text: each }));
  send({ id, result: complete({ content }) });
}

const question = ({ text }) => ({
  mode: 'form',
  message: text,
  requestedSchema: { type: 'object', properties: { word: { type: 'string' } } },
});

function askLegacy(id, given) {
  const asked = `question-${++lastQuestion}`;
  calls.set(id, () => questions.delete(asked));
  questions.set(asked, ({ result, error }) => {
    questions.delete(asked);
    if (!error) return answer(id, given, result.content.word);
    calls.delete(id);
    send({ id, error: { code: -32000, message: `nobody to ask: ${error.message}` } });
  });
  send({ id: asked, method: 'elicitation/create', params: question(given) }, id);
}

function askModern(id, given, { inputResponses, requestState }) {
  const again = requestState === given.text;
  if (again && inputResponses?.word?.content) return answer(id, given, inputResponses.word.content.word);
  calls.delete(id);
  if (again) return send({ id, error: { code: -32000, message: 'nobody to ask' } });
  const inputRequests = { word: { method: 'elicitation/create', params: question(given) } };
  send({ id, result: { resultType: 'input_required', inputRequests, requestState: given.text } });
}

function echo(id, params) {
  const given = params.arguments;
  const progressToken = params._meta?.progressToken;
  if (progressToken !== undefined) {
    send({ method: 'notifications/progress', params: { progressToken, progress: 1, message: given.text } }, id);
  }
  const finish = () => {
    if (!given.ask) answer(id, given);
    else if (modern) askModern(id, given, params);
    else askLegacy(id, given);
  };
  if (given.delay === 0) return finish();
  const timer = setTimeout(finish, given.delay);
  calls.set(id, () => clearTimeout(timer));
}

const serverInfo = { name: 'mix-up', version: '1' };
const capabilities = { tools: {} };
const methods = {
  'tools/list': (id) => {
    const tools = ['echo', 'crash'].map((name) => ({ name, inputSchema: { type: 'object' } }));
    send({ id, result: complete({ tools, ...(modern && { ttlMs: 0, cacheScope: 'public' }) }) });
  },
  'tools/call': (id, params) => (params.name === 'crash' ? process.exit(1) : echo(id, params)),
  'notifications/cancelled': (_, { requestId }) => {
    calls.get(requestId)?.();
    if (calls.delete(requestId) && !modern) send({ id: requestId, error: { code: 0, message: 'Request cancelled' } });
  },
  'notifications/initialized': () => {},
  ...(modern
    ? {
        'server/discover': (id) => {
          const _meta = { 'io.modelcontextprotocol/serverInfo': serverInfo };
          const supportedVersions = ['2026-07-28'];
          send({ id, result: complete({ supportedVersions, capabilities, _meta, ttlMs: 0, cacheScope: 'public' }) });
        },
      }
    : {
        initialize: (id) => send({ id, result: { protocolVersion: '2025-11-25', capabilities, serverInfo } }),
        ping: (id) => send({ id, result: {} }),
      }),
};

function receive(message) {
  const { id, method, params } = message;
  if (method === undefined) questions.get(id)?.(message);
  else if (methods[method]) methods[method](id, params);
  else if (id !== undefined) send({ id, error: { code: -32601, message: `no ${method} here` } });
}

function exchange(request, response) {
  if (request.method !== 'POST') return response.writeHead(405).end();
  let body = '';
  request.setEncoding('utf8').on('data', (data) => (body += data));
  request.on('end', () => {
    const message = JSON.parse(body);
    if (!message.method || message.id === undefined) response.writeHead(202).end();
    else {
      streams.set(message.id, response.writeHead(200, { 'Content-Type': 'text/event-stream' }));
      response.on('close', () => {
        streams.delete(message.id);
        if (modern) methods['notifications/cancelled'](undefined, { requestId: message.id });
      });
    }
    receive(message);
  });
}

if (PORT) http.createServer(exchange).listen(PORT, '127.0.0.1');

let rest = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (data) => {
  const lines = (rest + data).split('\n');
  rest = lines.pop();
  lines.map((line) => JSON.parse(line)).forEach(receive);
});
