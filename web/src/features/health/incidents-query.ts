import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api';
import type { HealthRange } from './health-range';

export type Incident = Schemas['Incident'];

/** When a server was unhealthy within a range, newest first. */
export const incidentsQuery = (id: string, range: HealthRange) =>
  queryOptions({
    queryKey: ['server', id, 'health', 'incidents', range],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/servers/{id}/health/incidents', {
          params: { path: { id }, query: { range, limit: 100 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
