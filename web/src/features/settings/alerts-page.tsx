import { Stack, Text } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '@/components/empty';
import { Page } from '@/components/page';
import { Result } from '@/components/result';
import { AddWebhook } from './add-webhook';
import { WebhookCard } from './webhook-card';
import { webhooksQuery } from './webhooks';

export function AlertsPage() {
  const query = useQuery(webhooksQuery);
  return (
    <Page title="Alerts">
      <Text c="dimmed">
        Webhooks are told when a server goes down, comes up again, is given up after a crash loop, or goes up and down.
      </Text>
      <AddWebhook />
      <Result query={query}>
        {(webhooks) =>
          webhooks.length === 0 ? (
            <Empty
              icon={IconBellOff}
              title="Nobody is told yet"
              hint="Add the address of a chat room or of a program."
            />
          ) : (
            <Stack>
              {webhooks.map((webhook) => (
                <WebhookCard key={webhook.name} webhook={webhook} />
              ))}
            </Stack>
          )
        }
      </Result>
    </Page>
  );
}
