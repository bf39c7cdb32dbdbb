import { Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Result } from '@/components/result';
import type { Server } from '@/lib/api';
import { formatDateTime } from '@/lib/format';
import { eventsQuery } from './events-query';

export function ServerEvents({ server }: { server: Server }) {
  const query = useQuery(eventsQuery(server.id));
  return (
    <Result query={query}>
      {(events) => (
        <Timeline>
          {events.map(({ kind, message, timestamp }, index) => (
            <Timeline.Item key={index} title={message || kind}>
              <Text size="sm" c="dimmed">
                {formatDateTime(timestamp)}
              </Text>
            </Timeline.Item>
          ))}
        </Timeline>
      )}
    </Result>
  );
}
