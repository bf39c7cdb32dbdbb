import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { Server } from './api';
import { apply, collect, noChange } from './live-cache';
import type { LiveMessage } from './live-messages';
import { serversQuery } from './servers';

const server = (id: string) => ({ id, name: id, status: 'stopped', healthStatus: 'unknown' }) as Server;

function clientAfter(...messages: LiveMessage[]): QueryClient {
  const client = new QueryClient();
  client.setQueryData(serversQuery.queryKey, [server('a'), server('b')]);
  for (const key of ['status', 'events', 'health', 'offers']) client.setQueryData(['server', 'a', key], {});
  const change = noChange();
  for (const message of messages) collect(change, message);
  apply(client, change);
  return client;
}

const status = (state: Server['status'], pid: number | null, signIn: Server['signIn'] = null): LiveMessage => ({
  type: 'server:status',
  data: {
    serverId: 'a',
    status: state,
    pid,
    startTime: null,
    restarts: 0,
    lastExit: null,
    error: null,
    signIn,
    timestamp: '',
  },
});
const event = (kind: 'ready' | 'exited' | 'deleted'): LiveMessage => ({
  type: 'server:event',
  data: { serverId: 'a', run: 1, kind, message: '', exit: null, stderr: [], timestamp: '' },
});
const staleOf = (client: QueryClient) =>
  client
    .getQueryCache()
    .getAll()
    .filter(({ state }) => state.isInvalidated)
    .map(({ queryKey }) => queryKey.at(-1));

test('of a burst of changes the last one stays, in one update', () => {
  const client = clientAfter(status('starting', null), status('running', 7));
  expect(client.getQueryData(serversQuery.queryKey)).toMatchObject([
    { id: 'a', status: 'running', processId: 7 },
    { id: 'b', status: 'stopped' },
  ]);
  expect(staleOf(client)).toEqual(['status']);
});

test('a sign-in that is needed shows at once, and its end likewise', () => {
  const signIn = { needed: true, signedIn: false, issuer: null };
  const client = clientAfter(status('restarting', null, signIn));
  expect(client.getQueryData(serversQuery.queryKey)?.[0]).toMatchObject({ signIn });
  const change = noChange();
  collect(change, status('running', null));
  apply(client, change);
  expect(client.getQueryData(serversQuery.queryKey)?.[0]).toMatchObject({ status: 'running', signIn: null });
});

test('a check changes the health that is shown, and has its history asked for again', () => {
  const client = clientAfter({
    type: 'health:update',
    data: {
      serverId: 'a',
      status: 'healthy',
      previousStatus: 'unknown',
      reason: '',
      responseTime: 1,
      error: null,
      timestamp: '2026-07-28T10:00:00.123Z',
    },
  });
  expect(client.getQueryData(serversQuery.queryKey)?.[0]).toMatchObject({
    healthStatus: 'healthy',
    lastHealthCheck: '2026-07-28T10:00:00.123Z',
  });
  expect(staleOf(client)).toEqual(['status', 'health']);
});

test('an event has the history asked for again, and a ready server what it offers', () => {
  expect(staleOf(clientAfter(event('exited')))).toEqual(['events']);
  expect(staleOf(clientAfter(event('ready')))).toEqual(['events', 'offers']);
});

test('what becomes of definitions has the list asked for again', () => {
  expect(staleOf(clientAfter(event('deleted')))).toEqual(['servers']);
});

test('after a gap everything is asked for again', () => {
  expect(staleOf(clientAfter({ type: 'gap', data: { missed: 3 } }))).toHaveLength(5);
});
