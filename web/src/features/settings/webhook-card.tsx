import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Confirm } from '@/components/confirm';
import { Failure } from '@/components/failure';
import type { Schemas } from '@/lib/api';
import { formatDateTime } from '@/lib/format';
import { useRemoveWebhook, useTestWebhook } from './webhooks';

export function WebhookCard({ webhook }: { webhook: Schemas['Webhook'] }) {
  const { name, target, format, lastDelivery } = webhook;
  const test = useTestWebhook();
  const remove = useRemoveWebhook();
  const [removing, setRemoving] = useState(false);
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between">
          <div>
            <Group gap="xs">
              <Text fw={600}>{name}</Text>
              <Badge variant="light">{format}</Badge>
            </Group>
            <Text size="sm" c="dimmed">
              {target ?? 'Its address cannot be read: remove it and add it again.'}
            </Text>
            {lastDelivery && <Text size="sm">{outcome(lastDelivery)}</Text>}
          </div>
          <Group gap="xs">
            <Button variant="default" loading={test.isPending} onClick={() => test.mutate(name)}>
              Send a test
            </Button>
            <Button variant="light" color="red" onClick={() => setRemoving(true)}>
              Remove …
            </Button>
          </Group>
        </Group>
        {test.error && <Failure error={test.error} />}
      </Stack>
      {removing && (
        <Confirm
          title={`Remove ${name}?`}
          loss="It is told nothing any more. Its address cannot be brought back."
          action="Remove"
          pending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(name)}
          onClose={() => setRemoving(false)}
        />
      )}
    </Paper>
  );
}

function outcome({ at, delivered, error }: NonNullable<Schemas['Webhook']['lastDelivery']>): string {
  return delivered ? `Delivered ${formatDateTime(at)}` : `Failed ${formatDateTime(at)}: ${error}`;
}
