import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body, data, type Schemas } from '@/lib/api';

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => data(api.GET('/api/webhooks', { signal })),
});

export interface NewWebhook {
  name: string;
  url: string;
  format: Schemas['Webhook']['format'];
}

export function useAddWebhook() {
  return useWebhookMutation((webhook: NewWebhook) => data(api.POST('/api/webhooks', { body: webhook })));
}

export function useTestWebhook() {
  return useWebhookMutation((name: string) =>
    data(api.POST('/api/webhooks/{name}/test', { params: { path: { name } } })),
  );
}

export function useRemoveWebhook() {
  return useWebhookMutation((name: string) => body(api.DELETE('/api/webhooks/{name}', { params: { path: { name } } })));
}

function useWebhookMutation<T, R>(mutationFn: (variables: T) => Promise<R>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: webhooksQuery.queryKey }),
  });
}
