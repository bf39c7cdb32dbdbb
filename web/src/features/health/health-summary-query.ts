import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, data } from '@/lib/api';
import type { HealthRange } from './health-range';

/** A server's health over a range, in numbers; the live socket has it asked again after each check. */
export const healthSummaryQuery = (id: string, range: HealthRange) =>
  queryOptions({
    queryKey: ['server', id, 'health', 'summary', range],
    queryFn: ({ signal }) =>
      data(api.GET('/api/servers/{id}/health/summary', { params: { path: { id }, query: { range } }, signal })),
    placeholderData: keepPreviousData,
  });
