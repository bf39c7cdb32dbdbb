import { Button, Paper, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '@/components/failure';
import { type NewWebhook, useAddWebhook } from './webhooks';

const EMPTY: NewWebhook = { name: '', url: '', format: 'generic' };

export function AddWebhook() {
  const [webhook, setWebhook] = useState(EMPTY);
  const { mutate, error, isPending } = useAddWebhook();
  const set = (fields: Partial<NewWebhook>) => setWebhook({ ...webhook, ...fields });
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      aria-label="New webhook"
      onSubmit={(event) => {
        event.preventDefault();
        mutate(webhook, { onSuccess: () => setWebhook(EMPTY) });
      }}
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput
            label="Name"
            required
            value={webhook.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label="Address"
            type="url"
            placeholder="https://…"
            required
            value={webhook.url}
            onChange={(event) => set({ url: event.currentTarget.value })}
          />
          <Select
            label="Format"
            data={[
              { value: 'generic', label: 'JSON' },
              { value: 'slack', label: 'Slack' },
            ]}
            value={webhook.format}
            onChange={(format) => set({ format: format ?? 'generic' })}
            allowDeselect={false}
          />
        </SimpleGrid>
        {error && <Failure error={error} />}
        <Button type="submit" loading={isPending} w="fit-content">
          Add webhook
        </Button>
      </Stack>
    </Paper>
  );
}
