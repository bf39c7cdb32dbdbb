import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconServer2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '@/components/empty';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { Result } from '@/components/result';
import tones from '@/components/tone.module.css';
import type { Server } from '@/lib/api';
import { callsQuery, perMinute } from '@/lib/calls';
import { serversQuery } from '@/lib/servers';
import { statusesQuery } from '@/lib/usage';
import { formatBytes } from '@/lib/format';
import { AddServerButton } from './add-server-button';
import { AvailabilitySection } from './availability-section';
import { ManagerTroubles } from './manager-troubles';
import { trouble } from './trouble';
import { TroubleCard } from './trouble-card';

/** What is wrong now, and everything at a glance. */
export function HomePage() {
  const query = useQuery(serversQuery);
  return (
    <Page title="Overview" actions={<AddServerButton />}>
      <ManagerTroubles />
      <Result query={query}>
        {(servers) =>
          servers.length === 0 ? (
            <Empty
              icon={IconServer2}
              title="Welcome"
              hint="Add a first server: paste what your MCP client has in its configuration, or try one of the examples."
            >
              <AddServerButton />
            </Empty>
          ) : (
            <Glance servers={servers} />
          )
        }
      </Result>
    </Page>
  );
}

function Glance({ servers }: { servers: Server[] }) {
  const { data: statuses = {} } = useQuery(statusesQuery);
  const wrong = servers.flatMap((server) => {
    const reason = trouble(server, statuses[server.id]);
    return reason ? [{ server, reason }] : [];
  });
  const running = servers.filter(({ status }) => status === 'running');
  const healthy = running.filter(({ healthStatus }) => healthStatus === 'healthy');
  const used = Object.values(statuses).map(({ details }) => details);
  const memory = used.reduce((sum, details) => sum + (details.memory ?? 0), 0);
  const { data: calls = [] } = useQuery(callsQuery);
  const cpu = used.reduce((sum, details) => sum + (details.cpu ?? 0), 0);
  return (
    <>
      <Facts
        facts={[
          ['Running', `${running.length} of ${servers.length}`],
          ['Healthy', `${healthy.length} of ${running.length}`],
          ['Memory of all', formatBytes(memory)],
          ['CPU of all', `${cpu.toFixed(1)} %`],
          ['Calls a minute', perMinute(calls).toFixed(1)],
          ['Calls in the last hour', calls.reduce((sum, point) => sum + point.calls, 0)],
          ['Failed calls in the last hour', calls.reduce((sum, point) => sum + point.failures, 0)],
        ]}
      />
      {wrong.length === 0 ? (
        <Paper withBorder p="md">
          <Group gap="sm" wrap="nowrap">
            <IconCircleCheck className={tones.good} aria-hidden />
            <div>
              <Text fw={600}>Nothing is wrong</Text>
              <Text size="sm" c="dimmed">
                Every server does what it should.
              </Text>
            </div>
          </Group>
        </Paper>
      ) : (
        <Stack gap="sm">
          <Title order={2}>What is wrong now</Title>
          {wrong.slice(0, 50).map(({ server, reason }) => (
            <TroubleCard key={server.id} server={server} reason={reason} />
          ))}
        </Stack>
      )}
      <AvailabilitySection servers={servers} />
    </>
  );
}
