import { queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from './api';

/** Clients' calls at all servers over the last hour, minute by minute. */
export const callsQuery = queryOptions({
  queryKey: ['calls', 'history', '1h'],
  queryFn: ({ signal }) => data(api.GET('/api/calls/history', { params: { query: { range: '1h' } }, signal })),
  refetchInterval: 10_000,
});

const MINUTES = 5;

/** How many calls a minute there were over the last five, of which the one that goes on counts as begun. */
export function perMinute(points: Schemas['CallPoint'][], now = Date.now()): number {
  const recent = points.filter(({ timestamp }) => Date.parse(timestamp) > now - MINUTES * 60_000);
  return recent.reduce((sum, { calls }) => sum + calls, 0) / MINUTES;
}
