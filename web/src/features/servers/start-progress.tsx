import { Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, data } from '@/lib/api';

const latestLineQuery = (id: string) =>
  queryOptions({
    queryKey: ['server', id, 'latest-line'],
    queryFn: async ({ signal }) => {
      const lines = await data(
        api.GET('/api/servers/{id}/logs', { params: { path: { id }, query: { limit: 1 } }, signal }),
      );
      return lines[0]?.message ?? '';
    },
    refetchInterval: 1_000,
    gcTime: 0,
  });

/** What a start waits for, in the latest words of the server or of the manager: an installation, or an image. */
export function StartProgress({ serverId }: { serverId: string }) {
  const { data: message } = useQuery(latestLineQuery(serverId));
  return (
    <Text size="sm" c="dimmed" role="status" flex={1} miw={0} truncate>
      {message}
    </Text>
  );
}
