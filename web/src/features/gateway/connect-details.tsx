import { Code, Group, PasswordInput, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyButton } from '@/components/copy-button';
import { systemQuery } from '@/lib/system';
import { clientConfigs } from './client-configs';

interface ConnectDetailsProps {
  /** By which clients show it. */
  name: string;
  /** At this manager. */
  path: string;
}

/** What clients need to reach an address, ready to copy. */
export function ConnectDetails({ name, path }: ConnectDetailsProps) {
  const { data: system } = useQuery(systemQuery);
  const [token, setToken] = useState('');
  const [client, setClient] = useState('Claude Desktop');
  const url = `${location.origin}${path}`;
  const configs = clientConfigs({ name, url, token: token.trim() || 'THE-TOKEN' });
  const config = configs.find((one) => one.client === client);
  return (
    <Stack maw={760}>
      <div>
        <Text fw={500} size="sm">
          Address
        </Text>
        <Group gap="xs">
          <Code fz="sm">{url}</Code>
          <CopyButton text={url} label="Copy address" />
        </Group>
      </div>
      <Group align="flex-end" grow preventGrowOverflow={false}>
        <Select
          label="Client"
          data={configs.map((one) => one.client)}
          value={client}
          onChange={(one) => setClient(one ?? client)}
          allowDeselect={false}
          miw={200}
        />
        <PasswordInput
          label="Token"
          description={system && `In ${system.dataDirectory}/token; only used to fill in what is below`}
          placeholder="THE-TOKEN"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          autoComplete="off"
          miw={260}
        />
      </Group>
      {config && (
        <div>
          <Group justify="space-between" mb="xs">
            <Text size="sm" c="dimmed">
              {config.where}
            </Text>
            <CopyButton text={config.text} label="Copy configuration" />
          </Group>
          <Code block tabIndex={0} aria-label={`Configuration for ${config.client}`} role="region">
            {config.text}
          </Code>
        </div>
      )}
    </Stack>
  );
}
