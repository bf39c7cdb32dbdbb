import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/lib/api';

export const latestLinesQuery = (id: string) =>
  queryOptions({
    queryKey: ['server', id, 'logs'],
    queryFn: ({ signal }) =>
      data(api.GET('/api/servers/{id}/logs', { params: { path: { id }, query: { limit: 200 } }, signal })),
    refetchInterval: 2_000,
  });

export const allLatestLinesQuery = queryOptions({
  queryKey: ['logs'],
  queryFn: ({ signal }) => data(api.GET('/api/logs/search', { params: { query: { limit: 200 } }, signal })),
  refetchInterval: 2_000,
});
