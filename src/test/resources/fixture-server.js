// A small MCP server of the legacy era, for tests of the API.
const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');

const results = {
  initialize: () => ({
    protocolVersion: '2025-11-25',
    capabilities: { tools: {}, resources: {}, prompts: {} },
    serverInfo: { name: 'fixture', version: '1.2.3', title: 'Fixture' },
  }),
  'tools/list': () => ({ tools: [{ name: 'echo', inputSchema: { type: 'object' } }] }),
  'resources/list': () => ({ resources: [{ uri: 'file:///a', name: 'a' }] }),
  'prompts/list': () => ({ prompts: [{ name: 'greet' }] }),
  'resources/read': ({ uri }) => ({ contents: [{ uri, text: `content of ${uri}` }] }),
  'prompts/get': ({ name, arguments: given }) => ({ messages: [{ role: 'user', content: { type: 'text', text: `${name} ${given.who}` } }] }),
  'tools/call': ({ name, arguments: given }) => ({ content: [{ type: 'text', text: `${name} ${JSON.stringify(given)}` }] }),
};

require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  if (id === undefined || params?.name === 'silent') return;
  if (params?.name === 'log') {
    send({ method: 'notifications/message', params: { level: 'warning', logger: 'fixture', data: params.arguments.message } });
  }
  const result = params?.name === 'broken' ? undefined : results[method]?.(params);
  send(result ? { id, result } : { id, error: { code: -32601, message: `no ${method} here` } });
});
process.stderr.write('fixture is up\n');
