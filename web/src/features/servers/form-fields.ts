import type { Server } from '@/lib/api';

export type ServerType = Server['type'];

/** One field of a server's definition: where it is in the JSON of the API, and how it is shown. */
export interface FormField {
  path: string;
  label: string;
  kind: 'text' | 'number' | 'lines' | 'switch' | 'values' | 'choice';
  choices?: string[];
  hint?: string;
  /** What holds when nothing is entered. */
  placeholder?: string;
  /** Types that have it; all, if absent. */
  types?: readonly ServerType[];
  required?: boolean;
}

const LOCAL = ['nodejs', 'python', 'command'] as const;
const STARTED = [...LOCAL, 'container'] as const;

export const MAIN_FIELDS: FormField[] = [
  { path: 'name', label: 'Name', kind: 'text', hint: 'Small letters, digits and dashes', required: true },
  { path: 'command', label: 'Command', kind: 'text', placeholder: 'npx', types: LOCAL, required: true },
  { path: 'image', label: 'Image', kind: 'text', placeholder: 'mcp/fetch', types: ['container'], required: true },
  { path: 'command', label: 'Command', kind: 'text', placeholder: 'that of the image', types: ['container'] },
  { path: 'args', label: 'Arguments', kind: 'lines', hint: 'One a line', types: STARTED },
  { path: 'workingDirectory', label: 'Working directory', kind: 'text', placeholder: '~/project', types: LOCAL },
  { path: 'url', label: 'URL', kind: 'text', placeholder: 'https://…/mcp', types: ['remote'], required: true },
  { path: 'config.headers', label: 'Headers', kind: 'values', types: ['remote'] },
  { path: 'environment', label: 'Environment', kind: 'values', types: STARTED },
  { path: 'autostart', label: 'Start with the manager', kind: 'switch' },
];

export const MORE_FIELDS: FormField[] = [
  {
    path: 'transport',
    label: 'Transport',
    kind: 'choice',
    choices: ['stdio', 'http'],
    types: STARTED,
    placeholder: 'stdio',
  },
  { path: 'port', label: 'Port', kind: 'number', hint: 'Where an http server listens', types: STARTED },
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
    path: 'restart.policy',
    label: 'Restart',
    kind: 'choice',
    choices: ['on-failure', 'always', 'never'],
    placeholder: 'on-failure',
  },
  { path: 'restart.maxFailures', label: 'Give up after failures', kind: 'number', placeholder: '10' },
  { path: 'restart.failureWindow', label: '… within', kind: 'text', placeholder: '5m' },
  { path: 'config.startTimeout', label: 'Time to start', kind: 'text', placeholder: '1m' },
  { path: 'config.stopTimeout', label: 'Time to stop', kind: 'text', placeholder: '10s', types: STARTED },
  { path: 'health.interval', label: 'Check every', kind: 'text', placeholder: '30s' },
  { path: 'health.timeout', label: 'Check takes at most', kind: 'text', placeholder: '5s' },
  { path: 'health.failureThreshold', label: 'Unhealthy after failed checks', kind: 'number', placeholder: '3' },
  { path: 'health.restartAfter', label: 'Restart after failed checks', kind: 'number', placeholder: 'never' },
  { path: 'healthEndpoint', label: 'Health endpoint', kind: 'text', placeholder: '/health', types: STARTED },
  { path: 'config.logs.maxAge', label: 'Keep logs for', kind: 'text', placeholder: 'as the manager' },
  { path: 'config.logs.maxSize', label: 'Keep logs up to', kind: 'text', placeholder: 'as the manager' },
  { path: 'config.container.memory', label: 'Memory', kind: 'text', placeholder: '1GiB', types: ['container'] },
  { path: 'config.container.cpus', label: 'Processors', kind: 'number', placeholder: 'all', types: ['container'] },
  { path: 'config.container.network', label: 'Network', kind: 'text', placeholder: 'bridge', types: ['container'] },
  {
    path: 'config.container.user',
    label: 'User',
    kind: 'text',
    placeholder: 'that of the image',
    types: ['container'],
  },
];

export const fieldsOf = (fields: FormField[], type: ServerType): FormField[] =>
  fields.filter(({ types }) => !types || types.includes(type));
