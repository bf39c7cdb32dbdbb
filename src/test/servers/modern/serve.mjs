// Serves MCP over Streamable HTTP, on the port in PORT.
import { createServer } from 'node:http';

/** Answers with what `fetch` makes of a request; a client that leaves cancels it. */
export function serve(fetch) {
  async function answer(incoming, outgoing) {
    const { method, headers, url } = incoming;
    const body = Buffer.concat(await incoming.toArray());
    const left = new AbortController();
    outgoing.on('close', () => left.abort());
    const request = new Request(`http://127.0.0.1${url}`, {
      method,
      headers,
      body: method === 'POST' ? body : undefined,
      signal: left.signal,
    });
    const response = await fetch(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.flushHeaders();
    const reader = response.body?.getReader();
    outgoing.on('close', () => reader?.cancel().catch(() => {}));
    for (let part = await reader?.read(); part?.value; part = await reader.read()) {
      outgoing.write(part.value);
    }
    outgoing.end();
  }
  createServer(answer).listen(Number(process.env.PORT), '127.0.0.1');
}
