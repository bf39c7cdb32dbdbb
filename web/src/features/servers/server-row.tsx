import { Text } from '@mantine/core';
import { memo } from 'react';
import { HealthIndicator } from '@/components/health-indicator';
import { StateLabel } from '@/components/state-label';
import { TextLink } from '@/components/text-link';
import type { Server } from '@/lib/api';
import { launchText } from './filter-servers';
import { ServerActions } from './server-actions';

export const ServerRow = memo(function ServerRow({ server }: { server: Server }) {
  return (
    <>
      <div role="cell">
        <TextLink to="/servers/$name" params={{ name: server.name }} fw={600} c="inherit">
          {server.name}
        </TextLink>
        <Text size="xs" c="dimmed" ff="monospace" truncate>
          {launchText(server)}
        </Text>
      </div>
      <div role="cell">
        <StateLabel state={server.status} />
      </div>
      <div role="cell">
        <HealthIndicator status={server.healthStatus} lastCheck={server.lastHealthCheck} />
      </div>
      <div role="cell">
        <ServerActions server={server} />
      </div>
    </>
  );
});
