import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Live } from './live';

/** A socket whose other end is the test. */
class FakeSocket {
  static readonly OPEN = 1;
  static opened: FakeSocket[] = [];
  readyState = 0;
  readonly sent: unknown[] = [];
  onopen?: () => void;
  onclose?: () => void;
  onmessage?: (event: { data: string }) => void;

  constructor() {
    FakeSocket.opened.push(this);
  }

  send(text: string) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.readyState = 3;
    this.onclose?.();
  }

  accept() {
    this.readyState = FakeSocket.OPEN;
    this.onopen?.();
  }
}

function last(): FakeSocket {
  const socket = FakeSocket.opened.at(-1);
  if (!socket) throw new Error('no socket was opened');
  return socket;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('location', { origin: 'http://127.0.0.1:8420' });
  FakeSocket.opened = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a socket that is cut off is opened again, later each time, and everything is asked for again', () => {
  const client = new QueryClient();
  const invalidate = vi.spyOn(client, 'invalidateQueries');
  const live = new Live(client);
  live.open();
  last().accept();
  expect(live.getState()).toBe('live');
  last().close();
  expect(live.getState()).toBe('offline');
  vi.advanceTimersByTime(500);
  last().close();
  vi.advanceTimersByTime(500);
  expect(FakeSocket.opened).toHaveLength(2);
  vi.advanceTimersByTime(500);
  last().accept();
  expect(live.getState()).toBe('live');
  expect(last().sent).toEqual([{ subscribe: ['servers', 'health'] }]);
  expect(invalidate).toHaveBeenCalledTimes(2);
});

test('who follows a log goes on after its last line on a new socket', () => {
  const live = new Live(new QueryClient());
  const received = vi.fn();
  const seen: number[] = [];
  live.open();
  last().accept();
  const leave = live.follow('logs:a', { after: () => seen.at(-1), received });
  const lines = { type: 'logs:new', data: { topic: 'logs:a', lines: [] } };
  last().onmessage?.({ data: JSON.stringify(lines) });
  expect(received).toHaveBeenCalledWith(lines);
  seen.push(41);
  last().close();
  vi.advanceTimersByTime(500);
  last().accept();
  expect(last().sent.at(-1)).toEqual({ subscribe: ['logs:a'], after: { 'logs:a': 41 } });
  leave();
  expect(last().sent.at(-1)).toEqual({ unsubscribe: ['logs:a'] });
});

test('a socket that was closed on purpose stays closed', () => {
  const live = new Live(new QueryClient());
  live.open();
  last().accept();
  live.close();
  vi.advanceTimersByTime(60_000);
  expect(FakeSocket.opened).toHaveLength(1);
});

test('what happens in a call is told to who makes it, and to nobody when it is over', () => {
  const live = new Live(new QueryClient());
  const received = vi.fn();
  live.open();
  last().accept();
  const leave = live.followCall('c1', received);
  expect(last().sent.at(-1)).toEqual({ subscribe: ['call:c1'] });
  const question = { type: 'call:question', data: { callId: 'c1', question: 'q', params: {} } };
  last().onmessage?.({ data: JSON.stringify({ ...question, data: { ...question.data, callId: 'c2' } }) });
  last().onmessage?.({ data: JSON.stringify(question) });
  leave();
  last().onmessage?.({ data: JSON.stringify(question) });
  expect(received.mock.calls).toEqual([[question]]);
  expect(last().sent.at(-1)).toEqual({ unsubscribe: ['call:c1'] });
});
