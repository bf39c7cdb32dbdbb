import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, data, type Server } from './api';

/** All servers by name, kept up to date by the live socket. */
export const serversQuery = queryOptions({
  queryKey: ['servers'],
  queryFn: async ({ signal }) => (await data(api.GET('/api/servers', { signal }))) as Server[],
});

/** One server out of the list; undefined while the list loads, or if there is none of that name. */
export function useServer(name: string) {
  return useQuery({ ...serversQuery, select: (servers) => servers.find((server) => server.name === name) });
}

/** How a server is now, in detail. */
export const statusQuery = (id: string) =>
  queryOptions({
    queryKey: ['server', id, 'status'],
    queryFn: ({ signal }) => data(api.GET('/api/servers/{id}/status', { params: { path: { id } }, signal })),
    refetchInterval: 5_000,
  });
