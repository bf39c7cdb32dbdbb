import { Code, Group, ScrollArea, Tabs } from '@mantine/core';
import { IconServerOff } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Empty } from '@/components/empty';
import { Failure } from '@/components/failure';
import { HealthIndicator } from '@/components/health-indicator';
import { Loading } from '@/components/loading';
import { Page } from '@/components/page';
import { StateLabel } from '@/components/state-label';
import { useServer } from '@/lib/servers';
import { ServerActions } from './server-actions';
import { ServerMenu } from './server-menu';
import { SERVER_TABS } from './server-tabs';

/** The frame of one server's pages: how it is, what can be done, and the tabs. */
export function ServerFrame({ name, children }: { name: string; children: ReactNode }) {
  const { data: server, error, isPending, refetch } = useServer(name);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  if (isPending) return <Loading />;
  if (error && !server) return <Failure error={error} retry={() => void refetch()} />;
  if (!server)
    return <Empty icon={IconServerOff} title={`There is no server ${name}`} hint="It may have been deleted." />;
  const current = SERVER_TABS.findLast(({ to }) => pathname.startsWith(to.replace('$name', name).replace(/\/$/, '')));
  return (
    <Page
      title={name}
      actions={
        <Group gap={4}>
          <ServerActions server={server} />
          <ServerMenu server={server} />
        </Group>
      }
    >
      <Group gap="lg">
        <StateLabel state={server.status} />
        <HealthIndicator status={server.healthStatus} lastCheck={server.lastHealthCheck} />
        <Code>{server.type}</Code>
      </Group>
      <Tabs
        value={current?.to ?? null}
        onChange={(value) => {
          const tab = SERVER_TABS.find(({ to }) => to === value);
          if (tab) void navigate({ to: tab.to, params: { name } });
        }}
        keepMounted={false}
      >
        <ScrollArea type="never">
          <Tabs.List style={{ flexWrap: 'nowrap' }}>
            {SERVER_TABS.map(({ to, label, icon: Icon }) => (
              <Tabs.Tab key={to} value={to} leftSection={<Icon size={16} aria-hidden />}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </ScrollArea>
        <Tabs.Panel value={current?.to ?? ''} pt="lg">
          {children}
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
