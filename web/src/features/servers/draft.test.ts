import { expect, test } from 'vitest';
import type { Server } from '@/lib/api';
import { copyOf, definitionOf, draftOf, patchOf } from './draft';

const STORED = {
  name: 'files',
  type: 'nodejs',
  command: 'npx',
  args: ['-y', 'files'],
  environment: { HOME: '/tmp', API_KEY: { secret: true } },
  restart: { policy: 'always', maxFailures: 5 },
  autostart: true,
} as unknown as Server;

test('what is not entered is left to the API', () => {
  const draft = draftOf({});
  draft.values = { ...draft.values, name: 'time', command: 'uvx', args: 'a\nb c\n', 'health.failureThreshold': '4' };
  expect(definitionOf(draft)).toEqual({
    type: 'nodejs',
    name: 'time',
    command: 'uvx',
    args: ['a', 'b c'],
    environment: {},
    autostart: false,
    health: { failureThreshold: 4 },
  });
});

test('a patch has only what was changed, and null for what was emptied', () => {
  const before = draftOf(STORED);
  const after = { ...before, values: { ...before.values, command: 'node', 'restart.maxFailures': '' } };
  expect(patchOf(before, before)).toEqual({});
  expect(patchOf(before, after)).toEqual({ command: 'node', restart: { maxFailures: null } });
});

test('a stored secret stays unless it is entered anew, and a variable that is removed goes', () => {
  const before = draftOf(STORED);
  const variables = [
    { name: 'API_KEY', value: '', secret: true, kept: true },
    { name: 'NEW', value: 'x', secret: false, kept: false },
  ];
  const after = { ...before, values: { ...before.values, environment: variables } };
  expect(patchOf(before, after)).toEqual({
    environment: { HOME: null, API_KEY: { secret: true }, NEW: { value: 'x', secret: false } },
  });
});

test('a number that is none is left for the API to refuse', () => {
  const draft = draftOf({}, 'container');
  draft.values.port = 'many';
  expect(definitionOf(draft)).toMatchObject({ type: 'container', port: 'many' });
});

const CONTAINER = {
  name: 'boxed',
  type: 'container',
  image: 'mcp/files',
  args: ['-c', 'one two', ''],
  config: {
    startTimeout: '1m',
    container: {
      mounts: [{ source: '/data', target: '/data', readOnly: true }],
      memory: 'unlimited',
      pidsLimit: 'unlimited',
      cpus: 0.5,
      capDrop: [],
      capAdd: ['NET_RAW'],
      noNewPrivileges: false,
      init: true,
      unheardOf: { kept: true },
    },
  },
} as unknown as Server;

test('a form that is opened and saved unchanged changes nothing', () => {
  expect(patchOf(draftOf(CONTAINER), draftOf(CONTAINER))).toEqual({});
});

test('a copy loses nothing, not even what the form does not know, but what was changed', () => {
  const draft = draftOf(CONTAINER);
  expect(copyOf(CONTAINER, draft)).toEqual(CONTAINER);
  draft.values.name = 'boxed-copy';
  draft.values['config.container.cpus'] = '';
  const container: Record<string, unknown> = { ...CONTAINER.config.container };
  delete container.cpus;
  expect(copyOf(CONTAINER, draft)).toEqual({
    ...CONTAINER,
    name: 'boxed-copy',
    config: { startTimeout: '1m', container },
  });
});

test('a new container is confined as the API confines it', () => {
  expect(definitionOf(draftOf({}, 'container'))).toMatchObject({
    config: {
      container: { mounts: [], capDrop: ['ALL'], capAdd: [], noNewPrivileges: true, init: true, readOnly: false },
    },
  });
});

test('a mount that is changed is sent with all others', () => {
  const draft = draftOf(CONTAINER);
  const added = { source: 'cache', target: '/cache', readOnly: false, trusted: false };
  const after = {
    ...draft,
    values: { ...draft.values, 'config.container.mounts': [...(draft.values['config.container.mounts'] as []), added] },
  };
  expect(patchOf(draft, after)).toEqual({
    config: {
      container: { mounts: [{ source: '/data', target: '/data', readOnly: true, trusted: false }, added] },
    },
  });
});

const GUARDED = {
  name: 'guarded',
  type: 'remote',
  url: 'https://example.com/mcp',
  config: { headers: {}, oauth: { clientId: 'manager', clientSecret: { secret: true }, unheardOf: 'kept' } },
} as unknown as Server;

test.each([
  ['stays unless it is touched', { value: '', kept: true }, {}],
  ['is replaced', { value: 'new', kept: false }, { config: { oauth: { clientSecret: 'new' } } }],
  ['is removed', { value: '', kept: false }, { config: { oauth: { clientSecret: null } } }],
])('the secret of an OAuth client %s', (_, clientSecret, patch) => {
  const before = draftOf(GUARDED);
  const after = { ...before, values: { ...before.values, 'config.oauth.clientSecret': clientSecret } };
  expect(patchOf(before, after)).toEqual(patch);
});

test('a copy has the OAuth client of its original, and a new server has none', () => {
  const draft = draftOf(GUARDED);
  draft.values['config.oauth.issuer'] = 'https://auth.example.com';
  const oauth = { ...GUARDED.config.oauth, issuer: 'https://auth.example.com' };
  expect(copyOf(GUARDED, draft)).toMatchObject({ config: { oauth } });
  expect(definitionOf(draftOf({}, 'remote'))).not.toHaveProperty('config.oauth');
});
