import { Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page with its heading, which is also the title of the browser's tab. */
export function Page({ title, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · MCP Manager`;
  }, [title]);
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title order={1} tabIndex={-1}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}
