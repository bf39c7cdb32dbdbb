import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api';
import type { HealthRange } from './health-range';

export type HealthPoint = Schemas['HealthPoint'];

/** A server's checks over a range, for a chart. */
export const healthHistoryQuery = (id: string, range: HealthRange) =>
  queryOptions({
    queryKey: ['server', id, 'health', 'history', range],
    queryFn: ({ signal }) =>
      data(api.GET('/api/servers/{id}/health/history', { params: { path: { id }, query: { range } }, signal })),
    placeholderData: keepPreviousData,
  });
