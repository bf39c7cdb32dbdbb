import type { QueryClient } from '@tanstack/react-query';
import { apply, collect, noChange } from './live-cache';
import type { CallMessage, LiveMessage } from './live-messages';

export type LiveState = 'connecting' | 'live' | 'offline';

type LogMessage = Extract<LiveMessage, { type: 'logs:new' | 'gap' }>;

/** Who follows the lines of a topic. */
export interface LogFollower {
  /** The last sequence that it has, so that a new connection goes on after it; undefined to begin with what comes. */
  after: () => number | undefined;
  received: (message: LogMessage) => void;
}

const FLUSH_MS = 100;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
const TOPICS = ['servers', 'health'];

/**
 * The one live socket. It patches and invalidates the query cache, hands lines to those who follow a log, connects again
 * when it is cut off, and then has everything asked again that changed meanwhile.
 */
export class Live {
  private readonly client: QueryClient;
  private readonly followers = new Map<string, LogFollower>();
  private readonly calls = new Map<string, (message: CallMessage) => void>();
  private readonly listeners = new Set<() => void>();
  private socket: WebSocket | undefined;
  private state: LiveState = 'connecting';
  private wait = FIRST_WAIT_MS;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private change = noChange();
  private flushing: ReturnType<typeof setTimeout> | undefined;

  constructor(client: QueryClient) {
    this.client = client;
  }

  getState = (): LiveState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Follows `logs:<id>` or `logs:*` until the returned function is called; one follower a topic. */
  follow(topic: string, follower: LogFollower): () => void {
    this.followers.set(topic, follower);
    this.ask(topic, follower);
    return () => {
      this.followers.delete(topic);
      this.send({ unsubscribe: [topic] });
    };
  }

  /** Follows a call until the returned function is called. */
  followCall(callId: string, received: (message: CallMessage) => void): () => void {
    this.calls.set(callId, received);
    this.send({ subscribe: [`call:${callId}`] });
    return () => {
      this.calls.delete(callId);
      this.send({ unsubscribe: [`call:${callId}`] });
    };
  }

  /** Connects, and stays connected until it is closed. */
  open(): void {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws`);
    this.socket = socket;
    socket.onopen = () => this.opened();
    socket.onmessage = ({ data }) => this.received(JSON.parse(String(data)) as LiveMessage);
    socket.onclose = () => this.closed(socket);
  }

  close(): void {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
  }

  private opened(): void {
    this.wait = FIRST_WAIT_MS;
    this.send({ subscribe: TOPICS });
    this.followers.forEach((follower, topic) => this.ask(topic, follower));
    this.calls.forEach((_, callId) => this.send({ subscribe: [`call:${callId}`] }));
    this.become('live');
    void this.client.invalidateQueries();
  }

  private closed(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.become('offline');
    this.timer = setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
  }

  private received(message: LiveMessage): void {
    if (message.type === 'logs:new' || (message.type === 'gap' && message.data.topic)) {
      this.followers.get(message.data.topic ?? '')?.received(message);
      return;
    }
    if (isOfCall(message)) {
      this.calls.get(message.data.callId)?.(message);
      return;
    }
    collect(this.change, message);
    this.flushing ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  private flush(): void {
    const change = this.change;
    this.change = noChange();
    this.flushing = undefined;
    apply(this.client, change);
  }

  private ask(topic: string, follower: LogFollower): void {
    const after = follower.after();
    this.send({ subscribe: [topic], ...(after !== undefined && { after: { [topic]: after } }) });
  }

  private send(message: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private become(state: LiveState): void {
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }
}

function isOfCall(message: LiveMessage): message is CallMessage {
  return message.type.startsWith('call:');
}
