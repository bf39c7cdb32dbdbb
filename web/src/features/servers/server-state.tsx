import { Group, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { StateLabel } from '@/components/state-label';
import tone from '@/components/tone.module.css';
import type { Server } from '@/lib/api';

/** Whether a server runs, or what it waits for. */
export function ServerState({ server }: { server: Server }) {
  if (!server.signIn?.needed) return <StateLabel state={server.status} />;
  return (
    <Group gap={6} wrap="nowrap" className={tone.busy}>
      <IconLock size={16} aria-hidden />
      <Text size="sm" fw={500} style={{ whiteSpace: 'nowrap' }}>
        Sign-in needed
      </Text>
    </Group>
  );
}
