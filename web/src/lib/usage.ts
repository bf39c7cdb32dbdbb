import { queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas, type Status } from './api';

const SAMPLES = 120;
const KNOWN_MS = 600_000;
const NOTHING: Record<string, Schemas['UsagePoint'][]> = {};
const INTERVAL_MS = 5_000;

/** What a server's processes used at one time. */
export interface Sample {
  at: number;
  memory: number;
  cpu: number;
}

/** A status, and what was used in the ten minutes before, by the minute where this page was not there to see it. */
export interface Watched extends Status {
  samples: Sample[];
}

/** How all servers are, in detail, by id. */
export const statusesQuery = queryOptions({
  queryKey: ['statuses'],
  queryFn: async ({ signal, client }) => {
    const before = client.getQueryData<Record<string, Watched>>(['statuses']);
    const [statuses, known] = await Promise.all([
      data(api.GET('/api/status', { signal })),
      before ? NOTHING : noted(signal),
    ]);
    return Object.fromEntries(
      Object.entries(statuses).map(([id, status]) => [id, watched(status, before?.[id] ?? begun(status, known[id]))]),
    );
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

/** What all servers used lately; nothing is lost but the beginning of small lines if it cannot be told. */
async function noted(signal: AbortSignal): Promise<typeof NOTHING> {
  const from = new Date(Date.now() - KNOWN_MS).toISOString();
  return data(api.GET('/api/usage/history', { params: { query: { from } }, signal })).catch(() => NOTHING);
}

/** What the manager noted of the run that goes on. */
export function begun(status: Status, points: Schemas['UsagePoint'][] = []): Watched {
  const started = Date.parse(status.details.startTime ?? '');
  const run = points.at(-1)?.run;
  const samples = points
    .filter((point) => point.run === run && Date.parse(point.timestamp) + point.width > started)
    .map(({ timestamp, memory, cpu }) => ({ at: Date.parse(timestamp), memory, cpu: cpu ?? 0 }));
  return { ...status, samples };
}

/** Adds what a status tells to what was seen before of the same run. */
export function watched(status: Status, before: Watched | undefined, at = Date.now()): Watched {
  const { memory, cpu, startTime } = status.details;
  const earlier = before?.details.startTime === startTime ? before.samples : [];
  if (memory === null || cpu === null) return { ...status, samples: [] };
  return { ...status, samples: [...earlier, { at, memory, cpu }].slice(-SAMPLES) };
}
