import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createElement } from 'react';
import { Failure } from '@/components/failure';
import { api, data, type Server } from '@/lib/api';
import { serversQuery } from '@/lib/servers';

export type Action = 'start' | 'stop' | 'restart';

const PAST: Record<Action, string> = { start: 'started', stop: 'stopped', restart: 'restarted' };

/** Starts, stops or restarts servers side by side, and tells what failed. */
export function useServerAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ action, servers }: { action: Action; servers: Server[] }) => {
      const outcomes = await Promise.allSettled(servers.map(({ id }) => perform(action, id)));
      outcomes.forEach((outcome, index) => {
        if (outcome.status === 'rejected')
          tell(`${servers[index]?.name} was not ${PAST[action]}`, outcome.reason as Error);
      });
    },
    onSettled: () => client.invalidateQueries({ queryKey: serversQuery.queryKey }),
  });
}

function perform(action: Action, id: string) {
  return data(api.POST(`/api/servers/{id}/${action}`, { params: { path: { id } } }));
}

function tell(title: string, error: Error): void {
  notifications.show({
    title,
    message: createElement(Failure, { error }),
    color: 'red',
    autoClose: 15_000,
  });
}
