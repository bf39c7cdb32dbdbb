import { spawn } from 'node:child_process';
import { once } from 'node:events';
import readline from 'node:readline';
import { Connection } from './connection.mjs';

const PATIENCE_MS = 30_000;
const VERSIONS = { legacy: '2025-06-18', modern: '2026-07-28' };
const INFO = '{"name":"load","version":"1"}';
const META =
  `"_meta":{"io.modelcontextprotocol/protocolVersion":"${VERSIONS.modern}",` +
  `"io.modelcontextprotocol/clientInfo":${INFO},"io.modelcontextprotocol/clientCapabilities":{}},`;
const INITIALIZE = `{"protocolVersion":"${VERSIONS.legacy}","capabilities":{},"clientInfo":${INFO}}`;
const INITIALIZED = '{"jsonrpc":"2.0","method":"notifications/initialized"}';
const ACCEPT = 'Accept: application/json, text/event-stream\r\nContent-Type: application/json\r\n';

/** A call whose answer is an error, of HTTP or of JSON-RPC: it is known to have failed. */
export class CallFailed extends Error {}

/** An answer that is another call's. */
export class WrongReply extends Error {}

const PADDING = 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(5000);

let lastId = 0;

function request(id, method, params) {
  return `{"jsonrpc":"2.0","id":${id},"method":"${method}","params":${params}}`;
}

/** A text of `length` that no other call has. */
function uniqueText(id, length) {
  const begin = `<${id}>`;
  return begin + PADDING.slice(0, length - begin.length);
}

function echo(id, text, meta, tool = 'echo') {
  return request(id, 'tools/call', `{${meta}"name":"${tool}","arguments":{"message":"${text}"}}`);
}

function checkEcho(id, text, message) {
  if (message.id !== id) throw new WrongReply(`${message.id} for ${id}`);
  if (message.error) throw new CallFailed(message.error.message);
  if (message.result.content[0].text !== text) throw new WrongReply(`another text for ${id}`);
}

/** A client of either era over HTTP, with a connection of its own for calls; one call at a time. */
export class HttpClient {
  #url;
  #era;
  #connection;
  #headers;
  #payload;
  #tool;

  /** @param tool the name that the echo has at the address */
  constructor(url, era, token, payload, tool) {
    this.#url = url;
    this.#era = era;
    this.#payload = payload;
    this.#tool = tool;
    this.#connection = new Connection(url, PATIENCE_MS);
    this.#headers = ACCEPT + (token ? `Authorization: Bearer ${token}\r\n` : '');
  }

  /** Opens a session, if the era has them. */
  async start() {
    this.#headers += `MCP-Protocol-Version: ${VERSIONS[this.#era]}\r\n`;
    if (this.#era === 'modern') return;
    const id = ++lastId;
    const { status, session, messages } = await this.#post(request(id, 'initialize', INITIALIZE));
    if (status !== 200 || !JSON.parse(messages[0]).result) throw new CallFailed(`initialize: ${status} ${messages}`);
    if (session) this.#headers += `Mcp-Session-Id: ${session}\r\n`;
    const accepted = await this.#post(INITIALIZED);
    if (accepted.status !== 202) throw new CallFailed(`initialized: ${accepted.status} ${accepted.messages}`);
  }

  async call() {
    const id = ++lastId;
    const text = uniqueText(id, this.#payload);
    const modern = this.#era === 'modern';
    const headers = modern ? `Mcp-Method: tools/call\r\nMcp-Name: ${this.#tool}\r\n` : '';
    const { status, messages } = await this.#post(echo(id, text, modern ? META : '', this.#tool), headers);
    if (status !== 200) throw new CallFailed(`${status} ${messages}`);
    const answer = messages.map((message) => JSON.parse(message)).find((message) => !message.method);
    if (!answer) throw new WrongReply(`nothing for ${id}`);
    checkEcho(id, text, answer);
  }

  /** Asks for the tools, and gives the answer's text. */
  async list() {
    const id = ++lastId;
    const modern = this.#era === 'modern';
    const headers = modern ? 'Mcp-Method: tools/list\r\n' : '';
    const params = modern ? `{${META.slice(0, -1)}}` : '{}';
    const { status, messages } = await this.#post(request(id, 'tools/list', params), headers);
    if (status !== 200) throw new CallFailed(`${status} ${messages}`);
    return messages[0];
  }

  #post(body, headers = '') {
    return this.#connection.request('POST', this.#headers + headers, body);
  }

  /** Opens the session's stream of events, and returns when its head is here. */
  listen() {
    const stream = new Connection(this.#url, 0);
    return new Promise((resolve, reject) => {
      stream.request('GET', this.#headers, '', (status) => {
        if (status === 200) resolve(stream);
        else reject(new CallFailed(`stream: ${status}`));
      }).catch(reject);
    });
  }

  /** Closes the connection for calls; the next one opens another. */
  rest() {
    this.#connection.close();
  }

  /** Ends the session too. */
  async stop() {
    if (this.#headers.includes('Mcp-Session-Id')) await this.#connection.request('DELETE', this.#headers);
    this.#connection.close();
  }
}

/** A client with a server of its own over stdio; one call at a time. */
export class StdioClient {
  #process;
  #payload;
  #waiting;

  constructor(command, payload) {
    this.#payload = payload;
    this.#process = spawn(command, { stdio: ['pipe', 'pipe', 'inherit'] });
    readline.createInterface({ input: this.#process.stdout }).on('line', (line) => this.#waiting(JSON.parse(line)));
  }

  async start() {
    await this.#send(request(++lastId, 'initialize', INITIALIZE));
    this.#process.stdin.write(`${INITIALIZED}\n`);
  }

  async call() {
    const id = ++lastId;
    const text = uniqueText(id, this.#payload);
    checkEcho(id, text, await this.#send(echo(id, text, '')));
  }

  #send(message) {
    return new Promise((resolve) => {
      this.#waiting = resolve;
      this.#process.stdin.write(`${message}\n`);
    });
  }

  async stop() {
    this.#process.stdin.end();
    await once(this.#process, 'exit');
  }
}
