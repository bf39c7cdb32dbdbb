import { expect, test } from 'vitest';
import type { Server } from '@/lib/api';
import { filterServers } from './filter-servers';
import { serversSearch } from './servers-search';

const SERVERS = [
  {
    name: 'time',
    type: 'python',
    command: 'uvx',
    args: ['mcp-server-time'],
    status: 'running',
    healthStatus: 'healthy',
  },
  { name: 'files', type: 'nodejs', command: 'npx', args: ['-y', 'files'], status: 'stopped', healthStatus: 'unknown' },
  { name: 'far', type: 'remote', url: 'https://far.example/mcp', args: [], status: 'error', healthStatus: 'unhealthy' },
] as unknown as Server[];

test.each([
  [{}, ['time', 'files', 'far']],
  [{ q: 'TIME' }, ['time']],
  [{ q: 'y npx' }, ['files']],
  [{ q: 'far.example' }, ['far']],
  [{ status: 'running' }, ['time']],
  [{ health: 'unhealthy', type: 'remote' }, ['far']],
  [{ q: 'time', status: 'stopped' }, []],
] as const)('%o chooses %o', (search, names) => {
  expect(filterServers(SERVERS, search).map(({ name }) => name)).toEqual(names);
});

test('what an address says and nobody knows is left out', () => {
  expect(serversSearch({ q: 'a', status: 'running', health: 'odd', type: 7, other: 'x' })).toEqual({
    q: 'a',
    status: 'running',
  });
});
