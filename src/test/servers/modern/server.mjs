// A server for the integration tests that speaks MCP 2026-07-28, over stdio, or over HTTP on the port in PORT.
//   --both-eras    also accepts initialize
//   --deaf-for MS  starts to read its stdin only after so long, like a server that npx installs first
import { Server, createMcpHandler, inputRequired } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from './serve.mjs';

const PAGE = 10;
const option = (name) => process.argv.includes(name);
const valueOf = (name) => Number(process.argv[process.argv.indexOf(name) + 1]);

const tool = (name, description, properties = {}) => ({
  name,
  description,
  inputSchema: { type: 'object', properties },
});
const tools = [
  tool('echo', 'Returns its message', { message: { type: 'string' } }),
  tool('meta', 'Returns the request metadata that arrived'),
  tool('ask', 'Asks for input before it answers'),
  tool('consult', 'Asks once for all kinds of input, then answers with what it was told'),
  tool('slow', 'Waits until it is cancelled'),
  tool('noise', 'Prints lines that are not MCP, then answers'),
];
const resources = Array.from({ length: 25 }, (_, i) => ({
  uri: `test://resource/${i}`,
  name: `resource ${i}`,
}));
const prompts = Array.from({ length: 12 }, (_, i) => ({ name: `prompt-${i}` }));

const questions = {
  form: inputRequired.elicit({
    message: 'Who are you?',
    requestedSchema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
  }),
  address: inputRequired.elicitUrl({ message: 'Sign in there', url: 'https://example.com/sign-in' }),
  sample: inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: 'say something' } }],
    maxTokens: 100,
  }),
  roots: inputRequired.listRoots(),
};

function page(items, member, cursor) {
  const from = Number(cursor ?? 0);
  const next = from + PAGE < items.length ? { nextCursor: String(from + PAGE) } : {};
  return { [member]: items.slice(from, from + PAGE), ...next };
}

const text = (value) => ({ content: [{ type: 'text', text: value }] });

async function call({ name, arguments: args }, { mcpReq }) {
  switch (name) {
    case 'echo':
      return text(args.message);
    case 'meta':
      return text(JSON.stringify(mcpReq.envelope));
    case 'ask':
      return inputRequired({ requestState: 'round 1' });
    case 'consult':
      return mcpReq.inputResponses
        ? text(JSON.stringify({ state: mcpReq.requestState(), ...mcpReq.inputResponses }))
        : inputRequired({ inputRequests: questions, requestState: 'asked once' });
    case 'slow':
      await new Promise((resolve) => mcpReq.signal.addEventListener('abort', resolve));
      process.stderr.write('slow was cancelled\n');
      return text('cancelled');
    case 'noise':
      process.stdout.write('just a line\n{"level":"info","msg":"a line of JSON"}\r\n\n');
      process.stdout.write(Buffer.from([0xff, 0x00, 0xfe, 0x0a]));
      return text('was noisy');
    default:
      throw new Error(`no tool ${name}`);
  }
}

function newServer() {
  const server = new Server(
    { name: 'modern-test-server', title: 'Modern test server', version: '1.2.3' },
    {
      capabilities: { tools: {}, resources: {}, prompts: {} },
      instructions: 'For tests only',
    },
  );
  server.setRequestHandler('tools/list', () => ({ tools }));
  server.setRequestHandler('tools/call', (request, context) => call(request.params, context));
  server.setRequestHandler('resources/list', (r) => page(resources, 'resources', r.params?.cursor));
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: [{ uriTemplate: 'test://resource/{number}', name: 'resource' }],
  }));
  server.setRequestHandler('prompts/list', (r) => page(prompts, 'prompts', r.params?.cursor));
  return server;
}

if (option('--deaf-for')) {
  await sleep(valueOf('--deaf-for'));
}
if (process.env.PORT) {
  const handler = createMcpHandler(newServer, { legacy: 'reject' });
  serve((request) => handler.fetch(request));
} else {
  serveStdio(newServer, { legacy: option('--both-eras') ? 'serve' : 'reject' });
}
