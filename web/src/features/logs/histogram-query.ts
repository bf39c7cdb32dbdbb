import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api';
import type { LogsFilter } from './logs-search';

export type Histogram = Schemas['Histogram'];

/** How many of the lines there are over time, by level, whatever their text. */
export const histogramQuery = (serverId: string | undefined, { level, source, run, from, to }: LogsFilter) => {
  const query = { buckets: 90, level, source, run, from, to };
  return queryOptions({
    queryKey: ['histogram', serverId, query],
    queryFn: ({ signal }) =>
      data(
        serverId
          ? api.GET('/api/servers/{id}/logs/histogram', { params: { path: { id: serverId }, query }, signal })
          : api.GET('/api/logs/histogram', { params: { query }, signal }),
      ),
    refetchInterval: to ? false : 5_000,
    placeholderData: keepPreviousData,
  });
};
