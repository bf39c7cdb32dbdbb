import { Button, Code, Group, Paper, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Empty } from '@/components/empty';
import { Failure } from '@/components/failure';
import { Loading } from '@/components/loading';
import type { Schemas, Server } from '@/lib/api';
import { formatDateTime } from '@/lib/format';
import { EVENT_LOOKS } from './event-looks';
import { eventsQuery } from './events-query';

/** What became of a server: starts, exits with code or signal, restarts, and its last words. */
export function ServerEvents({ server }: { server: Server }) {
  const {
    data: events,
    error,
    refetch,
    hasNextPage,
    fetchNextPage,
    isFetchingNextPage,
  } = useInfiniteQuery(eventsQuery(server.id));
  if (!events) return error ? <Failure error={error} retry={() => void refetch()} /> : <Loading />;
  if (events.length === 0) {
    return <Empty icon={IconHistory} title="Nothing has happened yet" hint="Starts, exits and restarts appear here." />;
  }
  return (
    <Stack gap="xs">
      {events.map((event, index) => (
        <EventCard key={events.length - index} event={event} />
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show earlier ones
        </Button>
      )}
    </Stack>
  );
}

function EventCard({ event }: { event: Schemas['Event'] }) {
  const { icon: Icon, color, label } = EVENT_LOOKS[event.kind];
  return (
    <Paper withBorder p="sm" component="article">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" color={color} radius="xl">
          <Icon size={16} aria-hidden />
        </ThemeIcon>
        <Stack gap={4} flex={1} miw={0}>
          <Group gap="xs" justify="space-between">
            <Text fw={600}>
              {label}
              {event.exit && `: ${event.exit}`}
            </Text>
            <Text size="xs" c="dimmed">
              {event.run > 0 && `run ${event.run} · `}
              {formatDateTime(event.timestamp)}
            </Text>
          </Group>
          {event.message && <Text size="sm">{event.message}</Text>}
          {event.stderr.length > 0 && (
            <Code block mah={220} tabIndex={0} style={{ overflow: 'auto' }}>
              {event.stderr.join('\n')}
            </Code>
          )}
        </Stack>
      </Group>
    </Paper>
  );
}
