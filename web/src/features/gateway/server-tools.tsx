import { Code, Paper, Stack, Text, Title } from '@mantine/core';
import { IconTool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Empty } from '@/components/empty';
import { Result } from '@/components/result';
import type { Server } from '@/lib/api';
import { toolsQuery } from './tools-query';

export function ServerTools({ server }: { server: Server }) {
  const query = useQuery(toolsQuery(server.id));
  return (
    <Result query={query}>
      {(tools) =>
        tools.length === 0 ? (
          <Empty icon={IconTool} title="It offers no tools" />
        ) : (
          <Stack>
            {tools.map(({ name, title, description }) => (
              <Paper key={name} withBorder p="md">
                <Title order={2}>{title ?? name}</Title>
                <Code>{name}</Code>
                <Text mt="xs">{description}</Text>
              </Paper>
            ))}
          </Stack>
        )
      }
    </Result>
  );
}
