import { Checkbox, Text } from '@mantine/core';
import { memo } from 'react';
import { HealthIndicator } from '@/components/health-indicator';
import { TextLink } from '@/components/text-link';
import type { Server } from '@/lib/api';
import { formatDuration } from '@/lib/format';
import type { Watched } from '@/lib/usage';
import { launchText } from './filter-servers';
import { ServerActions } from './server-actions';
import { ServerMenu } from './server-menu';
import { ServerState } from './server-state';
import { SignInButton } from './sign-in-buttons';
import classes from './server-list.module.css';
import { UsageCell } from './usage-cell';
import { trouble } from './trouble';

interface ServerRowProps {
  server: Server;
  status: Watched | undefined;
  selected: boolean;
  onSelect: (id: string, selected: boolean) => void;
}

export const ServerRow = memo(function ServerRow({ server, status, selected, onSelect }: ServerRowProps) {
  const problem = trouble(server, status);
  const uptime = status?.details.uptime;
  return (
    <>
      <div role="cell" className={classes.select}>
        <Checkbox
          aria-label={`Select ${server.name}`}
          checked={selected}
          onChange={(event) => onSelect(server.id, event.currentTarget.checked)}
        />
      </div>
      <div role="cell" className={classes.name}>
        <TextLink to="/servers/$name" params={{ name: server.name }} fw={600} c="inherit">
          {server.name}
        </TextLink>
        {problem ? (
          <Text size="xs" c="red" truncate title={problem}>
            {problem}
          </Text>
        ) : (
          <Text size="xs" c="dimmed" ff="monospace" truncate>
            {launchText(server)}
          </Text>
        )}
      </div>
      <div role="cell" className={classes.state}>
        <ServerState server={server} />
        <SignInButton server={server} />
        {typeof uptime === 'number' && (
          <Text size="xs" c="dimmed">
            {formatDuration(uptime)}
          </Text>
        )}
      </div>
      <div role="cell" className={classes.health}>
        <HealthIndicator status={server.healthStatus} lastCheck={server.lastHealthCheck} />
      </div>
      <div role="cell" className={classes.usage}>
        <UsageCell status={status} />
      </div>
      <div role="cell" className={classes.actions}>
        <ServerActions server={server} />
        <ServerMenu server={server} />
      </div>
    </>
  );
});
