import net from 'node:net';

const HEAD_END = '\r\n\r\n';

/** A request that got no reply of HTTP. */
export class NoReply extends Error {}

/**
 * One keep-alive connection of HTTP/1.1 that carries one request at a time, all of them ASCII; opened when needed. It
 * ends when the server is silent for `patience` milliseconds, if that is not 0.
 */
export class Connection {
  #url;
  #patience;
  #socket;
  #pending;
  #input = Buffer.alloc(0);
  #head;
  #parts = [];

  constructor(url, patience) {
    this.#url = url;
    this.#patience = patience;
  }

  /**
   * Sends a request; `headers` end in a line break each. The reply is {status, session, messages}: the JSON texts of its
   * body, whether that is JSON or a stream of events. `onHead` is told of the status when the body has yet to come.
   */
  request(method, headers, body = '', onHead = undefined) {
    return new Promise((resolve, reject) => {
      this.#pending = { resolve, reject, onHead };
      this.#socket ??= this.#open();
      this.#socket.write(
        `${method} ${this.#url.pathname} HTTP/1.1\r\nHost: ${this.#url.host}\r\n${headers}` +
          `Content-Length: ${body.length}${HEAD_END}${body}`,
        'latin1',
      );
    });
  }

  close() {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#input = Buffer.alloc(0);
    this.#head = undefined;
    this.#parts = [];
    socket?.destroy();
  }

  #open() {
    const socket = net.connect({ host: this.#url.hostname, port: Number(this.#url.port), noDelay: true });
    const failed = (why) => {
      if (socket === this.#socket) this.#fail(why);
    };
    socket.on('data', (data) => {
      if (socket === this.#socket) this.#read(data);
    });
    socket.on('error', (error) => failed(error.code ?? error.message));
    socket.on('close', () => failed('closed'));
    socket.setTimeout(this.#patience, () => failed('timeout'));
    return socket;
  }

  #fail(why) {
    const pending = this.#pending;
    this.#pending = undefined;
    this.close();
    pending?.reject(new NoReply(why));
  }

  #read(data) {
    this.#input = this.#input.length === 0 ? data : Buffer.concat([this.#input, data]);
    while (this.#pending && this.#readHead() && this.#readBody()) this.#finish();
  }

  #readHead() {
    if (this.#head) return true;
    const end = this.#input.indexOf(HEAD_END);
    if (end < 0) return false;
    this.#head = parseHead(this.#input.latin1Slice(0, end));
    this.#input = this.#input.subarray(end + HEAD_END.length);
    this.#pending.onHead?.(this.#head.status);
    return true;
  }

  /** Whether the body is here as a whole. */
  #readBody() {
    if (this.#head.chunked) return this.#readChunks();
    if (this.#input.length < this.#head.length) return false;
    this.#take(this.#head.length);
    return true;
  }

  #readChunks() {
    for (;;) {
      const sizeEnd = this.#input.indexOf('\r\n');
      if (sizeEnd < 0) return false;
      const size = parseInt(this.#input.latin1Slice(0, sizeEnd), 16);
      if (this.#input.length < sizeEnd + 2 + size + 2) return false;
      this.#input = this.#input.subarray(sizeEnd + 2);
      this.#take(size);
      this.#input = this.#input.subarray(2);
      if (size === 0) return true;
    }
  }

  #take(length) {
    if (length > 0) this.#parts.push(this.#input.subarray(0, length));
    this.#input = this.#input.subarray(length);
  }

  #finish() {
    const { status, session, events, close } = this.#head;
    const body = (this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts)).toString();
    const messages = events ? dataOf(body) : body ? [body] : [];
    const pending = this.#pending;
    this.#pending = undefined;
    this.#head = undefined;
    this.#parts = [];
    if (close) this.close();
    pending.resolve({ status, session, messages });
  }
}

function parseHead(text) {
  const lower = text.toLowerCase();
  const chunked = lower.includes('\r\ntransfer-encoding: chunked');
  return {
    status: Number(text.slice(9, 12)),
    chunked,
    length: chunked ? 0 : Number(/\r\ncontent-length: *(\d+)/.exec(lower)?.[1] ?? 0),
    events: lower.includes('\r\ncontent-type: text/event-stream'),
    close: lower.includes('\r\nconnection: close'),
    session: lower.includes('\r\nmcp-session-id:') ? /\r\nmcp-session-id: *(\S+)/i.exec(text)[1] : undefined,
  };
}

/** The data of each event that has any. */
function dataOf(stream) {
  return stream
    .split(/\r?\n\r?\n/)
    .map((event) =>
      event
        .split(/\r?\n/)
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(line[5] === ' ' ? 6 : 5))
        .join('\n'),
    )
    .filter((data) => data !== '');
}
