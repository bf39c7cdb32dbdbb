import { ActionIcon, Group } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop, IconRotateClockwise } from '@tabler/icons-react';
import type { Server } from '@/lib/api';
import { type Action, useServerAction } from './use-server-action';

export const ACTIONS = [
  { action: 'start', label: 'Start', icon: IconPlayerPlay },
  { action: 'stop', label: 'Stop', icon: IconPlayerStop },
  { action: 'restart', label: 'Restart', icon: IconRotateClockwise },
] as const;

/** Whether an action makes sense in the state that a server is in. */
export function isPossible(action: Action, { status }: Server): boolean {
  const down = status === 'stopped' || status === 'error';
  return action === 'start' ? down : action === 'stop' ? status !== 'stopped' : status === 'running';
}

export function ServerActions({ server }: { server: Server }) {
  const { mutate, isPending, variables } = useServerAction();
  return (
    <Group gap={4} wrap="nowrap">
      {ACTIONS.map(({ action, label, icon: Icon }) => (
        <ActionIcon
          key={action}
          title={label}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`${label} ${server.name}`}
          disabled={!isPossible(action, server)}
          loading={isPending && variables.action === action}
          onClick={() => mutate({ action, servers: [server] })}
        >
          <Icon size={18} aria-hidden />
        </ActionIcon>
      ))}
    </Group>
  );
}
