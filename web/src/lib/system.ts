import { queryOptions } from '@tanstack/react-query';
import { api, data } from './api';

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => data(api.GET('/api/system', { signal })),
  refetchInterval: 10_000,
});
