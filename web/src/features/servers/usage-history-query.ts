import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, data } from '@/lib/api';
import { lengthOf, type UsageRange } from './usage-range';

/** What a server used over a range, which the manager adds to each minute. */
export const usageHistoryQuery = (id: string, range: UsageRange) =>
  queryOptions({
    queryKey: ['server', id, 'usage', range],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - lengthOf(range)).toISOString();
      return data(api.GET('/api/servers/{id}/usage/history', { params: { path: { id }, query: { from } }, signal }));
    },
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
