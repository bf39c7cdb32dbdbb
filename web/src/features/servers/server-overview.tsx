import { Alert, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CopyButton } from '@/components/copy-button';
import { Facts } from '@/components/facts';
import { Result } from '@/components/result';
import type { Server } from '@/lib/api';
import { formatDateTime, formatDuration } from '@/lib/format';
import { statusQuery, type Watched } from '@/lib/usage';
import { launchText } from './filter-servers';
import { ServerUsage } from './server-usage';

/** How one server is now. */
export function ServerOverview({ server }: { server: Server }) {
  const query = useQuery(statusQuery(server.id));
  return <Result query={query}>{(status) => <Overview server={server} status={status} />}</Result>;
}

function Overview({ server, status }: { server: Server; status: Watched }) {
  const { error, healthReason, details } = status;
  const { pid, containerId, containerStatus, ports, startTime, uptime, restarts, lastExit, mcp } = details;
  const address = `${location.origin}/mcp/${server.name}`;
  return (
    <Stack>
      {error && (
        <Alert
          color={server.signIn?.needed ? 'yellow' : 'red'}
          title={server.signIn?.needed ? 'Sign-in needed' : 'What is wrong'}
        >
          {error}
        </Alert>
      )}
      <Facts
        facts={[
          ['Health', healthReason],
          ['Uptime', uptime === null ? null : formatDuration(uptime)],
          ['Started', startTime && formatDateTime(startTime)],
          containerId ? ['Container', `${containerId.slice(0, 12)} (${containerStatus})`] : ['Process', pid],
          ['Restarts', restarts],
          ['Last exit', lastExit],
          ['Protocol', mcp && `${mcp.protocolVersion} (${mcp.era})`],
          ['It calls itself', mcp && [mcp.title ?? mcp.name, mcp.version].filter(Boolean).join(' ')],
          ['Offers', mcp?.capabilities.join(', ')],
          ...(ports.length > 0 ? ([['Ports', ports.join(', ')]] as [string, string][]) : []),
        ]}
      />
      {server.type !== 'remote' && <ServerUsage serverId={server.id} status={status} />}
      <Paper withBorder p="md">
        <Group justify="space-between">
          <div>
            <Text size="xs" c="dimmed">
              Address for clients
            </Text>
            <Text ff="monospace" size="sm">
              {address}
            </Text>
          </div>
          <CopyButton text={address} label="Copy address" />
        </Group>
        <Text size="xs" c="dimmed" mt="sm">
          Starts
        </Text>
        <Text ff="monospace" size="sm">
          {launchText(server)}
        </Text>
      </Paper>
    </Stack>
  );
}
