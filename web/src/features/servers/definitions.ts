import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, data, type Schemas, type Server } from '@/lib/api';
import { serversQuery } from '@/lib/servers';

/** Creates a server; the API says what is wrong with it. */
export function useCreateServer() {
  return useDefinitionMutation((definition: Record<string, unknown>) =>
    data(api.POST('/api/servers', { body: definition as Schemas['ServerInput'] })),
  );
}

/** Changes a server by a JSON Merge Patch. */
export function useChangeServer(id: string) {
  return useDefinitionMutation((patch: Record<string, unknown>) =>
    data(api.PATCH('/api/servers/{id}', { params: { path: { id } }, body: patch as Schemas['ServerInput'] })),
  );
}

/** Stops and deletes a server; `onDeleted` is also called if what asked for it is no longer shown. */
export function useDeleteServer(onDeleted: () => void) {
  return useDefinitionMutation(
    ({ server, purge }: { server: Server; purge: boolean }) =>
      body(api.DELETE('/api/servers/{id}', { params: { path: { id: server.id }, query: { purge } } })),
    onDeleted,
  );
}

/** Takes the configuration of a client over; tells how each entry went. */
export function useImportServers() {
  return useDefinitionMutation((file: Record<string, unknown>) => data(api.POST('/api/import', { body: file })));
}

function useDefinitionMutation<T, R>(mutationFn: (variables: T) => Promise<R>, onSuccess?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess,
    onSettled: () => client.invalidateQueries({ queryKey: serversQuery.queryKey }),
  });
}
