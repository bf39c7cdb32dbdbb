import type { Server } from '@/lib/api';

export type ServerType = Server['type'];

/** One field of a server's definition: where it is in the JSON of the API, and how it is shown. */
export interface FormField {
  path: string;
  label: string;
  kind: 'text' | 'number' | 'lines' | 'words' | 'switch' | 'secret' | 'values' | 'mounts' | 'choice';
  /** What can be chosen; of words, what is proposed. */
  choices?: string[];
  hint?: string;
  /** What holds when nothing is entered. */
  placeholder?: string;
  /** Types that have it; all, if absent. */
  types?: readonly ServerType[];
  required?: boolean;
  /** What a new server has where nothing entered would mean something else. */
  initial?: string | boolean;
}

/** Fields that are shown together, and only when they are wanted. */
export interface FieldGroup {
  label: string;
  fields: FormField[];
}

const LOCAL = ['nodejs', 'python', 'command'] as const;
const STARTED = [...LOCAL, 'container'] as const;
const CONTAINER = ['container'] as const;
const REMOTE = ['remote'] as const;

/** Those that servers ask for; the API takes others, too. */
const CAPABILITIES = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'KILL',
  'NET_ADMIN',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETGID',
  'SETUID',
  'SYS_ADMIN',
  'SYS_PTRACE',
];

export const MAIN_FIELDS: FormField[] = [
  { path: 'name', label: 'Name', kind: 'text', hint: 'Small letters, digits and dashes', required: true },
  { path: 'command', label: 'Command', kind: 'text', placeholder: 'npx', types: LOCAL, required: true },
  { path: 'image', label: 'Image', kind: 'text', placeholder: 'mcp/fetch', types: CONTAINER, required: true },
  { path: 'command', label: 'Command', kind: 'text', placeholder: 'that of the image', types: CONTAINER },
  { path: 'args', label: 'Arguments', kind: 'lines', hint: 'One a line', types: STARTED },
  { path: 'workingDirectory', label: 'Working directory', kind: 'text', placeholder: '~/project', types: LOCAL },
  { path: 'url', label: 'URL', kind: 'text', placeholder: 'https://…/mcp', types: REMOTE, required: true },
  { path: 'config.headers', label: 'Headers', kind: 'values', types: REMOTE },
  { path: 'environment', label: 'Environment', kind: 'values', types: STARTED },
  { path: 'autostart', label: 'Start with the manager', kind: 'switch' },
];

export const GROUPS: FieldGroup[] = [
  {
    label: 'What the container may use and see',
    fields: [
      { path: 'config.container.memory', label: 'Memory', kind: 'text', placeholder: '1GiB', types: CONTAINER },
      { path: 'config.container.cpus', label: 'Processors', kind: 'number', placeholder: 'all', types: CONTAINER },
      {
        path: 'config.container.pidsLimit',
        label: 'Processes and threads',
        kind: 'number',
        placeholder: '256',
        types: CONTAINER,
      },
      {
        path: 'config.container.network',
        label: 'Network',
        kind: 'text',
        placeholder: 'that of the engine; none for none',
        types: CONTAINER,
      },
      {
        path: 'config.container.user',
        label: 'User',
        kind: 'text',
        placeholder: 'that of the image',
        types: CONTAINER,
      },
      {
        path: 'config.container.workingDirectory',
        label: 'Working directory in the container',
        kind: 'text',
        placeholder: 'that of the image',
        types: CONTAINER,
      },
      { path: 'config.container.mounts', label: 'Mounts', kind: 'mounts', types: CONTAINER },
      {
        path: 'config.container.capDrop',
        label: 'Capabilities taken away',
        kind: 'words',
        choices: ['ALL', ...CAPABILITIES],
        initial: 'ALL',
        types: CONTAINER,
      },
      {
        path: 'config.container.capAdd',
        label: 'Capabilities given',
        kind: 'words',
        choices: CAPABILITIES,
        types: CONTAINER,
      },
      {
        path: 'config.container.readOnly',
        label: 'Its files are read-only, but /tmp and mounts',
        kind: 'switch',
        types: CONTAINER,
      },
      {
        path: 'config.container.noNewPrivileges',
        label: 'Its processes gain no privileges',
        kind: 'switch',
        initial: true,
        types: CONTAINER,
      },
      {
        path: 'config.container.init',
        label: 'An init process reaps what its children leave',
        kind: 'switch',
        initial: true,
        types: CONTAINER,
      },
    ],
  },
  {
    label: 'Signing in (OAuth)',
    fields: [
      {
        path: 'config.oauth.clientId',
        label: 'Client ID',
        kind: 'text',
        placeholder: 'the manager registers itself',
        types: REMOTE,
      },
      { path: 'config.oauth.clientSecret', label: 'Client secret', kind: 'secret', types: REMOTE },
      {
        path: 'config.oauth.issuer',
        label: 'Issuer',
        kind: 'text',
        placeholder: 'any that the server names',
        types: REMOTE,
      },
    ],
  },
  {
    label: 'Transport and sessions',
    fields: [
      {
        path: 'transport',
        label: 'Transport',
        kind: 'choice',
        choices: ['stdio', 'http'],
        types: STARTED,
        placeholder: 'stdio',
      },
      { path: 'port', label: 'Port', kind: 'number', hint: 'Where an http server is reached', types: STARTED },
      {
        path: 'config.container.port',
        label: 'Port in the container',
        kind: 'number',
        hint: 'Where an http server listens in it',
        placeholder: 'that of the image',
        types: CONTAINER,
      },
      { path: 'mcpPath', label: 'Path', kind: 'text', placeholder: '/mcp', types: STARTED },
      {
        path: 'config.sessions',
        label: 'Sessions',
        kind: 'choice',
        choices: ['shared', 'dedicated'],
        types: STARTED,
        placeholder: 'shared',
      },
      {
        path: 'config.maxSessions',
        label: 'Most dedicated sessions',
        kind: 'number',
        placeholder: '20',
        types: STARTED,
      },
      { path: 'config.startTimeout', label: 'Time to start', kind: 'text', placeholder: '1m' },
      { path: 'config.stopTimeout', label: 'Time to stop', kind: 'text', placeholder: '10s', types: STARTED },
    ],
  },
  {
    label: 'Restarts',
    fields: [
      {
        path: 'restart.policy',
        label: 'Restart',
        kind: 'choice',
        choices: ['on-failure', 'always', 'never'],
        placeholder: 'on-failure',
      },
      { path: 'restart.maxFailures', label: 'Give up after failures', kind: 'number', placeholder: '10' },
      { path: 'restart.failureWindow', label: '… within', kind: 'text', placeholder: '5m' },
      { path: 'restart.backoff', label: 'Wait before the second restart', kind: 'text', placeholder: '1s' },
      { path: 'restart.maxBackoff', label: 'Wait at most', kind: 'text', placeholder: '1m' },
      { path: 'restart.stableAfter', label: 'Stable after', kind: 'text', placeholder: '30s' },
    ],
  },
  {
    label: 'Health checks',
    fields: [
      { path: 'health.interval', label: 'Check every', kind: 'text', placeholder: '30s' },
      { path: 'health.timeout', label: 'Check takes at most', kind: 'text', placeholder: '5s' },
      { path: 'health.failureThreshold', label: 'Unhealthy after failed checks', kind: 'number', placeholder: '3' },
      { path: 'health.successThreshold', label: 'Healthy after good checks', kind: 'number', placeholder: '1' },
      { path: 'health.restartAfter', label: 'Restart after failed checks', kind: 'number', placeholder: 'never' },
      { path: 'healthEndpoint', label: 'Health endpoint', kind: 'text', placeholder: '/health' },
      { path: 'health.expectedStatus', label: 'Its status', kind: 'number', placeholder: 'any below 500' },
      { path: 'health.expectedBody', label: 'Its answer contains', kind: 'text', placeholder: 'anything' },
    ],
  },
  {
    label: 'Logs',
    fields: [
      { path: 'config.logs.maxAge', label: 'Keep logs for', kind: 'text', placeholder: 'as the manager' },
      { path: 'config.logs.maxSize', label: 'Keep logs up to', kind: 'text', placeholder: 'as the manager' },
    ],
  },
];

export const ALL_FIELDS = [...MAIN_FIELDS, ...GROUPS.flatMap(({ fields }) => fields)];

export const fieldsOf = (fields: FormField[], type: ServerType): FormField[] =>
  fields.filter(({ types }) => !types || types.includes(type));
