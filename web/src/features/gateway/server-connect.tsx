import { Stack } from '@mantine/core';
import { TextLink } from '@/components/text-link';
import type { Server } from '@/lib/api';
import { ConnectDetails } from './connect-details';

/** What clients need to reach a server, ready to copy. */
export function ServerConnect({ server }: { server: Server }) {
  return (
    <Stack>
      <ConnectDetails name={server.name} path={`/mcp/${server.name}`} />
      <TextLink to="/connect" size="sm" w="fit-content">
        All servers at one address
      </TextLink>
    </Stack>
  );
}
