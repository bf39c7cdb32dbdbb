import { queryOptions } from '@tanstack/react-query';
import { api, data } from '@/lib/api';

/** A tool as its server describes it. */
export interface Tool {
  name: string;
  title?: string;
  description?: string;
  inputSchema: object;
}

export const toolsQuery = (id: string) =>
  queryOptions({
    queryKey: ['server', id, 'tools'],
    queryFn: async ({ signal }) =>
      (await data(api.GET('/api/servers/{id}/tools', { params: { path: { id } }, signal }))) as unknown as Tool[],
  });
