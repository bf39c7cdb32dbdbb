import { Center, Container } from '@mantine/core';
import type { ReactNode } from 'react';

export function CentredPage({ children }: { children: ReactNode }) {
  return (
    <Center component="main" mih="100dvh">
      <Container size="xs" w="100%">
        {children}
      </Container>
    </Center>
  );
}
