import { Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '@/components/empty';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { Result } from '@/components/result';
import { serversQuery } from '@/lib/servers';
import { ServerList } from './server-list';

export function HomePage() {
  const query = useQuery(serversQuery);
  return (
    <Page title="Overview">
      <Result query={query}>
        {(servers) => {
          const wrong = servers.filter((server) => server.status === 'error' || server.healthStatus === 'unhealthy');
          return (
            <>
              <Facts
                facts={[
                  ['Servers', servers.length],
                  ['Running', servers.filter(({ status }) => status === 'running').length],
                  ['Healthy', servers.filter(({ healthStatus }) => healthStatus === 'healthy').length],
                  ['In trouble', wrong.length],
                ]}
              />
              {wrong.length === 0 ? (
                <Empty icon={IconCircleCheck} title="Nothing is wrong" />
              ) : (
                <>
                  <Title order={2}>What is wrong now</Title>
                  <ServerList servers={wrong} />
                </>
              )}
            </>
          );
        }}
      </Result>
    </Page>
  );
}
