import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data, type Schemas, type Server } from '@/lib/api';
import { serversQuery } from '@/lib/servers';

/** What of a server clients get. */
interface Offering {
  offered?: boolean;
  disabledTools?: string[];
}

/** Switches a server at the address of all, or tools of it, on or off; clients are told. */
export function useOffering(server: Server) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (config: Offering) =>
      data(
        api.PATCH('/api/servers/{id}', {
          params: { path: { id: server.id } },
          body: { config } as Schemas['ServerInput'],
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: serversQuery.queryKey }),
  });
}

/** The tools that are off when this one is switched. */
export function switched(disabled: string[], tool: string, on: boolean): string[] {
  const others = disabled.filter((other) => other !== tool);
  return on ? others : [...others, tool];
}
