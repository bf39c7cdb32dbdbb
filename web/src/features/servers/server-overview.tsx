import { Alert, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Facts } from '@/components/facts';
import { Result } from '@/components/result';
import type { Server } from '@/lib/api';
import { formatBytes, formatDuration } from '@/lib/format';
import { statusQuery } from '@/lib/usage';

export function ServerOverview({ server }: { server: Server }) {
  const query = useQuery(statusQuery(server.id));
  return (
    <Result query={query}>
      {({ error, healthReason, details }) => (
        <Stack>
          {error && (
            <Alert color="red" title="What is wrong">
              {error}
            </Alert>
          )}
          <Facts
            facts={[
              ['Health', healthReason],
              ['Uptime', details.uptime === null ? null : formatDuration(details.uptime)],
              ['Memory', details.memory === null ? null : formatBytes(details.memory)],
              ['CPU', details.cpu === null ? null : `${details.cpu} %`],
              ['Process', details.pid],
              ['Restarts', details.restarts],
              ['Last exit', details.lastExit],
              ['Protocol', details.mcp && `${details.mcp.protocolVersion} (${details.mcp.era})`],
            ]}
          />
        </Stack>
      )}
    </Result>
  );
}
