import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/lib/api';

export const eventsQuery = (id: string) =>
  queryOptions({
    queryKey: ['server', id, 'events'],
    queryFn: ({ signal }) =>
      data(api.GET('/api/servers/{id}/events', { params: { path: { id }, query: { limit: 100 } }, signal })),
  });
