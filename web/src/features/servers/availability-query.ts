import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, data } from '@/lib/api';

export const AVAILABILITY_RANGES = [
  { value: '24h', label: '24 h' },
  { value: '7d', label: '7 d' },
  { value: '30d', label: '30 d' },
] as const;

export type AvailabilityRange = (typeof AVAILABILITY_RANGES)[number]['value'];

/** How available all servers were, together and each. */
export const availabilityQuery = (range: AvailabilityRange) =>
  queryOptions({
    queryKey: ['availability', range],
    queryFn: ({ signal }) => data(api.GET('/api/health/summary', { params: { query: { range } }, signal })),
    placeholderData: keepPreviousData,
    // time passes without a message
    staleTime: 0,
    refetchInterval: 10_000,
  });
