import { Paper, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Labelled values side by side. */
export function Facts({ facts }: { facts: [label: string, value: ReactNode][] }) {
  return (
    <SimpleGrid component="dl" cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm" m={0}>
      {facts.map(([label, value]) => (
        <Paper key={label} withBorder p="md">
          <Text component="dt" size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" m={0} fw={600} size={typeof value === 'string' && value.length > 24 ? 'sm' : 'md'}>
            {value ?? '–'}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
