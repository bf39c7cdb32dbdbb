// A Streamable HTTP server for the integration tests that speaks MCP 2026-07-28, at /mcp on the port in PORT.
//   --both-eras  also serves earlier revisions, without sessions
import { Server, createMcpHandler } from '@modelcontextprotocol/server';
import { serve } from './serve.mjs';

const echo = {
  name: 'echo größe',
  description: 'Returns its message',
  inputSchema: { type: 'object', properties: { message: { type: 'string' } } },
};

function newServer() {
  const server = new Server(
    { name: 'modern-test-server', version: '1.2.3' },
    { capabilities: { tools: {} } },
  );
  server.setRequestHandler('tools/list', () => ({ tools: [echo] }));
  server.setRequestHandler('tools/call', ({ params }) => ({
    content: [{ type: 'text', text: `Echo: ${params.arguments.message}` }],
  }));
  return server;
}

const handler = createMcpHandler(newServer, {
  legacy: process.argv.includes('--both-eras') ? 'stateless' : 'reject',
});

serve((request) => handler.fetch(request));
