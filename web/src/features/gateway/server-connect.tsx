import { Stack, Text } from '@mantine/core';
import { TextLink } from '@/components/text-link';
import type { Server } from '@/lib/api';
import { ConnectDetails } from './connect-details';

/** What clients need to reach a server, ready to copy. */
export function ServerConnect({ server }: { server: Server }) {
  return (
    <Stack>
      <ConnectDetails name={server.name} path={`/mcp/${server.name}`} />
      <Text size="sm" c="dimmed">
        All servers at once have <TextLink to="/connect">one address</TextLink>, too.
      </Text>
    </Stack>
  );
}
