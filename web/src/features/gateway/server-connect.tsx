import { Code, Text } from '@mantine/core';
import type { Server } from '@/lib/api';

export function ServerConnect({ server }: { server: Server }) {
  return (
    <>
      <Text mb="xs">Clients reach this server at</Text>
      <Code block>{`${location.origin}/mcp/${server.name}`}</Code>
    </>
  );
}
