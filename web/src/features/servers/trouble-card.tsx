import { Group, Paper, Text } from '@mantine/core';
import { TextLink } from '@/components/text-link';
import type { Server } from '@/lib/api';
import { ServerActions } from './server-actions';
import { ServerState } from './server-state';
import { SignInButton } from './sign-in-buttons';

export function TroubleCard({ server, reason }: { server: Server; reason: string }) {
  const params = { name: server.name };
  return (
    <Paper withBorder p="md" component="article" aria-label={server.name}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Group gap="sm">
            <TextLink to="/servers/$name" params={params} fw={600} c="inherit">
              {server.name}
            </TextLink>
            <ServerState server={server} />
            <SignInButton server={server} />
          </Group>
          <Text size="sm" c="red">
            {reason}
          </Text>
          <Group gap="md" mt={4}>
            <TextLink to="/servers/$name/events" params={params} size="sm">
              What happened
            </TextLink>
            <TextLink to="/servers/$name/logs" params={params} size="sm">
              Logs
            </TextLink>
          </Group>
        </div>
        <ServerActions server={server} />
      </Group>
    </Paper>
  );
}
