import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, data } from '@/lib/api';

/** A line of a server with as many lines before and after it. */
export const contextQuery = (serverId: string, sequence: number, around: number) =>
  queryOptions({
    queryKey: ['context', serverId, sequence, around],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/servers/{id}/logs/context', {
          params: { path: { id: serverId }, query: { sequence, before: around, after: around } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
