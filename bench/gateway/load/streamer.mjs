/*
 * A legacy MCP server over HTTP whose tool "stream" tells of progress in so many events of a megabyte's 16th, as fast as
 * the client takes them, and then answers: node streamer.mjs PORT
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const PADDING = 'x'.repeat(65_536);

function result(id, value) {
  return JSON.stringify({ jsonrpc: '2.0', id, result: value });
}

async function stream({ id, params }, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  const { progressToken } = params._meta;
  for (let progress = 1; progress <= params.arguments.events; progress++) {
    const told = { progressToken, progress, message: PADDING };
    const event = JSON.stringify({ jsonrpc: '2.0', method: 'notifications/progress', params: told });
    if (!response.write(`data: ${event}\n\n`)) {
      await once(response, 'drain');
    }
  }
  response.end(`data: ${result(id, { content: [] })}\n\n`);
}

const answers = {
  initialize: () => ({
    protocolVersion: '2025-11-25',
    capabilities: { tools: {} },
    serverInfo: { name: 'streamer', version: '1' },
  }),
  ping: () => ({}),
};

createServer(async (request, response) => {
  if (request.method !== 'POST') {
    response.writeHead(405).end();
    return;
  }
  const message = await json(request);
  if (message.method === 'tools/call') {
    await stream(message, response);
  } else if (message.method in answers) {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(result(message.id, answers[message.method]()));
  } else if (message.id === undefined) {
    response.writeHead(202).end();
  } else {
    response.writeHead(400, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ jsonrpc: '2.0', id: message.id, error: { code: -32601, message: 'unknown' } }));
  }
}).listen(Number(process.argv[2]), '127.0.0.1');
