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
