import { Button, Group, Text } from '@mantine/core';
import type { Server } from '@/lib/api';
import { ACTIONS, isPossible } from './server-actions';
import { useServerAction } from './use-server-action';

interface BulkActionsProps {
  shown: number;
  selected: Server[];
  onSelectAll: () => void;
  onClear: () => void;
}

/** Starts, stops or restarts all that are selected. */
export function BulkActions({ shown, selected, onSelectAll, onClear }: BulkActionsProps) {
  const { mutate, isPending, variables } = useServerAction();
  return (
    <Group gap="xs" mih={36}>
      <Text size="sm" c="dimmed" role="status">
        {selected.length > 0 ? `${selected.length} of ${shown} selected` : `${shown} shown`}
      </Text>
      {selected.length < shown && (
        <Button variant="subtle" size="xs" onClick={onSelectAll}>
          Select all
        </Button>
      )}
      {selected.length > 0 && (
        <>
          <Button variant="subtle" size="xs" onClick={onClear}>
            Select none
          </Button>
          {ACTIONS.map(({ action, label, icon: Icon }) => {
            const servers = selected.filter((server) => isPossible(action, server));
            return (
              <Button
                key={action}
                variant="default"
                size="xs"
                leftSection={<Icon size={14} aria-hidden />}
                disabled={servers.length === 0}
                loading={isPending && variables.action === action}
                onClick={() => mutate({ action, servers })}
              >
                {label} {servers.length}
              </Button>
            );
          })}
        </>
      )}
    </Group>
  );
}
