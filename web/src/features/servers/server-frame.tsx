import { Code, Group } from '@mantine/core';
import { IconServerOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Empty } from '@/components/empty';
import { Failure } from '@/components/failure';
import { HealthIndicator } from '@/components/health-indicator';
import { Loading } from '@/components/loading';
import { Page } from '@/components/page';
import { useServer } from '@/lib/servers';
import { ServerActions } from './server-actions';
import { ServerMenu } from './server-menu';
import { ServerNavigation } from './server-navigation';
import { ServerState } from './server-state';
import { SignInButton, SignOutButton } from './sign-in-buttons';
import { StartProgress } from './start-progress';

/** The frame of one server's pages: how it is, what can be done, and where its parts are. */
export function ServerFrame({ name, children }: { name: string; children: ReactNode }) {
  const { data: server, error, isPending, refetch } = useServer(name);
  if (isPending) return <Loading />;
  if (error && !server) return <Failure error={error} retry={() => void refetch()} />;
  if (!server)
    return <Empty icon={IconServerOff} title={`There is no server ${name}`} hint="It may have been deleted." />;
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
        <ServerState server={server} />
        <SignInButton server={server} />
        <SignOutButton server={server} />
        <HealthIndicator status={server.healthStatus} lastCheck={server.lastHealthCheck} />
        <Code>{server.type}</Code>
        {server.status === 'starting' && <StartProgress serverId={server.id} />}
      </Group>
      <ServerNavigation name={name} />
      {children}
    </Page>
  );
}
