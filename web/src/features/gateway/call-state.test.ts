import { expect, test } from 'vitest';
import type { CallMessage } from '@/lib/live-messages';
import { callState } from './call-state';

const notified = (method: string, params: unknown): CallMessage => ({
  type: 'call:notification',
  data: { callId: 'c', message: { method, params } },
});
const asked = (question: string): CallMessage => ({
  type: 'call:question',
  data: { callId: 'c', question, params: { message: 'Who?' } },
});

test('the latest progress counts, and the latest log messages are kept as text', () => {
  const logs = ['a', { b: 1 }, 'c', 'd', 'e', 'f'].map((data) => notified('notifications/message', { data }));
  const state = callState([
    notified('notifications/progress', { progress: 1, total: 2 }),
    notified('notifications/progress', { progress: 2, total: 2 }),
    ...logs,
  ]);
  expect(state.progress).toEqual({ progress: 2, total: 2, message: undefined });
  expect(state.logs).toEqual(['{"b":1}', 'c', 'd', 'e', 'f']);
});

test('a question that is told again is one', () => {
  expect(callState([asked('one'), asked('two'), asked('one')]).questions).toHaveLength(2);
});

test('a question is there until it is settled', () => {
  const settled: CallMessage = { type: 'call:settled', data: { callId: 'c', question: 'one', action: 'accept' } };
  expect(callState([asked('one'), asked('two')]).questions.map(({ question }) => question)).toEqual(['one', 'two']);
  expect(callState([asked('one'), asked('two'), settled]).questions.map(({ question }) => question)).toEqual(['two']);
});
