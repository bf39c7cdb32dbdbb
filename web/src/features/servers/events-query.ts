import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, body } from '@/lib/api';

/** A server's history, newest first, page by page. */
export const eventsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['server', id, 'events'],
    queryFn: ({ signal, pageParam: before }) =>
      body(api.GET('/api/servers/{id}/events', { params: { path: { id }, query: { limit: 50, before } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    select: ({ pages }) => pages.flatMap(({ data }) => data),
  });
