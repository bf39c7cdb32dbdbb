import { queryOptions } from '@tanstack/react-query';
import { api, data, type Status } from './api';

const SAMPLES = 120;
const INTERVAL_MS = 5_000;

/** What a server's processes used at one time. */
export interface Sample {
  at: number;
  memory: number;
  cpu: number;
}

/** A status, and what was used in the ten minutes before, as far as this page has seen it. */
export interface Watched extends Status {
  samples: Sample[];
}

/** How all servers are, in detail, by id. */
export const statusesQuery = queryOptions({
  queryKey: ['statuses'],
  queryFn: async ({ signal, client }) => {
    const before = client.getQueryData<Record<string, Watched>>(['statuses']);
    const statuses = await data(api.GET('/api/status', { signal }));
    return Object.fromEntries(Object.entries(statuses).map(([id, status]) => [id, watched(status, before?.[id])]));
  },
  refetchInterval: INTERVAL_MS,
});

/** How one server is, in detail. */
export const statusQuery = (id: string) =>
  queryOptions({
    queryKey: ['server', id, 'status'],
    queryFn: async ({ signal, client, queryKey }) => {
      const before =
        client.getQueryData<Watched>(queryKey) ?? client.getQueryData<Record<string, Watched>>(['statuses'])?.[id];
      return watched(await data(api.GET('/api/servers/{id}/status', { params: { path: { id } }, signal })), before);
    },
    refetchInterval: INTERVAL_MS,
  });

/** Adds what a status tells to what was seen before of the same run. */
export function watched(status: Status, before: Watched | undefined, at = Date.now()): Watched {
  const { memory, cpu, startTime } = status.details;
  const earlier = before?.details.startTime === startTime ? before.samples : [];
  if (memory === null || cpu === null) return { ...status, samples: [] };
  return { ...status, samples: [...earlier, { at, memory, cpu }].slice(-SAMPLES) };
}
