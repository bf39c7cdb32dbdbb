import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, data, type Server } from '@/lib/api';
import { formatMilliseconds } from '@/lib/format';

/** Checks a server at once, and tells what was found. */
export function useCheckNow({ id, name }: Server) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => data(api.POST('/api/servers/{id}/health/check', { params: { path: { id } } })),
    onSuccess: ({ status, responseTime, error }) => {
      const healthy = status === 'healthy';
      notifications.show({
        title: `${name} is ${status}`,
        message: error ?? (responseTime === null ? '' : `It answered within ${formatMilliseconds(responseTime)}.`),
        color: healthy ? 'teal' : 'red',
      });
      return client.invalidateQueries({ queryKey: ['server', id, 'health'] });
    },
    onError: ({ message }) => notifications.show({ title: `${name} was not checked`, message, color: 'red' }),
  });
}
