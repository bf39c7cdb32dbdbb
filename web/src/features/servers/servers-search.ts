import type { Schemas } from '@/lib/api';

const STATES: Schemas['ServerState'][] = ['running', 'starting', 'restarting', 'stopping', 'stopped', 'error'];
const HEALTH: Schemas['HealthStatus'][] = ['healthy', 'unhealthy', 'unknown'];
const TYPES = ['nodejs', 'python', 'container', 'command', 'remote'] as const;

/** What the list of servers is narrowed to; it is kept in the address. */
export interface ServersSearch {
  q?: string;
  status?: Schemas['ServerState'];
  health?: Schemas['HealthStatus'];
  type?: (typeof TYPES)[number];
}

/** Reads the address; leaves out what it does not know. */
export function serversSearch(search: Record<string, unknown>): ServersSearch {
  return {
    ...(typeof search.q === 'string' && search.q && { q: search.q }),
    ...known('status', STATES, search.status),
    ...known('health', HEALTH, search.health),
    ...known('type', TYPES, search.type),
  };
}

function known<K extends string, T>(key: K, values: readonly T[], value: unknown): Partial<Record<K, T>> {
  const found = values.find((one) => one === value);
  return found === undefined ? {} : ({ [key]: found } as Record<K, T>);
}

export const FILTERS = { status: STATES, health: HEALTH, type: TYPES };
