import { queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api';

/** A server's health over a range, in numbers; the live socket has it asked again after each check. */
export const healthSummaryQuery = (id: string, range: Schemas['HealthRange']) =>
  queryOptions({
    queryKey: ['server', id, 'health', 'summary', range],
    queryFn: ({ signal }) =>
      data(api.GET('/api/servers/{id}/health/summary', { params: { path: { id }, query: { range } }, signal })),
  });
