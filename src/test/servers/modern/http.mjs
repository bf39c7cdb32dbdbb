// A Streamable HTTP server for the integration tests that speaks MCP 2026-07-28, at /mcp on the port in PORT.
//   --both-eras  also serves earlier revisions, without sessions
import { Server, createMcpHandler } from '@modelcontextprotocol/server';
import { createServer } from 'node:http';

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

async function serve(incoming, outgoing) {
  const { method, headers, url } = incoming;
  const body = Buffer.concat(await incoming.toArray());
  const request = new Request(`http://127.0.0.1${url}`, {
    method,
    headers,
    body: method === 'POST' ? body : undefined,
  });
  const response = await handler.fetch(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  for await (const part of response.body ?? []) {
    outgoing.write(part);
  }
  outgoing.end();
}

createServer(serve).listen(Number(process.env.PORT), '127.0.0.1');
