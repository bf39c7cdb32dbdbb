import { queryOptions } from '@tanstack/react-query';
import { api, body, data } from '@/lib/api';

export const CALL_RANGES = [
  { value: '1h', label: '1 h' },
  { value: '24h', label: '24 h' },
  { value: '7d', label: '7 d' },
] as const;

export type CallRange = (typeof CALL_RANGES)[number]['value'];

const REFETCH_MS = 10_000;

export const callSummaryQuery = (id: string, range: CallRange) =>
  queryOptions({
    queryKey: ['server', id, 'calls', 'summary', range],
    queryFn: ({ signal }) =>
      data(api.GET('/api/servers/{id}/calls/summary', { params: { path: { id }, query: { range } }, signal })),
    refetchInterval: REFETCH_MS,
  });

export const callHistoryQuery = (id: string, range: CallRange) =>
  queryOptions({
    queryKey: ['server', id, 'calls', 'history', range],
    queryFn: ({ signal }) =>
      data(api.GET('/api/servers/{id}/calls/history', { params: { path: { id }, query: { range } }, signal })),
    refetchInterval: REFETCH_MS,
  });

export const latestCallsQuery = (id: string) =>
  queryOptions({
    queryKey: ['server', id, 'calls', 'latest'],
    queryFn: ({ signal }) =>
      body(api.GET('/api/servers/{id}/calls', { params: { path: { id }, query: { limit: 50 } }, signal })),
    select: ({ data: calls }) => calls,
    refetchInterval: REFETCH_MS,
  });
