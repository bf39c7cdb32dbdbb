import { Alert, Button, Group, List, Stack } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Schemas } from '@/lib/api';
import { serversQuery } from '@/lib/servers';
import { useServerAction } from './use-server-action';

interface ImportOutcomeProps {
  imported: Schemas['Imported'][];
  onMore: () => void;
}

/** How each entry went, and what comes next: to start them. */
export function ImportOutcome({ imported, onMore }: ImportOutcomeProps) {
  const navigate = useNavigate();
  const { data: servers = [] } = useQuery(serversQuery);
  const { mutate } = useServerAction();
  const taken = servers.filter(({ id }) => imported.some(({ serverId }) => serverId === id));
  const [first] = taken;
  return (
    <Stack>
      {imported.map(({ name, outcome, messages }) => (
        <Alert key={name} color={outcome === 'rejected' ? 'red' : 'teal'} title={`${name}: ${outcome}`}>
          {messages.length > 0 && (
            <List size="sm">
              {messages.map((message) => (
                <List.Item key={message}>{message}</List.Item>
              ))}
            </List>
          )}
        </Alert>
      ))}
      <Group>
        {first && (
          <Button
            autoFocus
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={() => {
              mutate({ action: 'start', servers: taken });
              void navigate(
                taken.length === 1 ? { to: '/servers/$name', params: { name: first.name } } : { to: '/servers' },
              );
            }}
          >
            {taken.length === 1 ? `Start ${first.name}` : `Start all ${taken.length}`}
          </Button>
        )}
        <Button variant="default" onClick={onMore}>
          Add more
        </Button>
      </Group>
    </Stack>
  );
}
