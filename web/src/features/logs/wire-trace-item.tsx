import { Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api';
import { serversQuery } from '@/lib/servers';

/** Switches on and off, while a server runs, that the messages to it and from it are in its log. */
export function WireTraceItem({ serverId }: { serverId: string }) {
  const client = useQueryClient();
  const { data: servers } = useQuery(serversQuery);
  const { mutate, isPending } = useMutation({
    mutationFn: (wireTrace: boolean) =>
      data(
        api.PATCH('/api/servers/{id}', {
          params: { path: { id: serverId } },
          body: { config: { wireTrace } } as Schemas['ServerInput'],
        }),
      ),
    onError: ({ message }) => notifications.show({ title: 'Not changed', message, color: 'red' }),
    onSettled: () => client.invalidateQueries({ queryKey: serversQuery.queryKey }),
  });
  return (
    <Menu.CheckboxItem
      checked={servers?.find(({ id }) => id === serverId)?.config.wireTrace ?? false}
      disabled={isPending}
      onChange={mutate}
    >
      Log its MCP messages
      <Text size="xs" c="dimmed">
        Those to it and from it become lines of source wire, and are on disk then, but for secrets.
      </Text>
    </Menu.CheckboxItem>
  );
}
