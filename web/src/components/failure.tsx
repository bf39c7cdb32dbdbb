import { Alert, Button, Code, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ProblemError } from '@/lib/api';

interface FailureProps {
  error: Error;
  title?: string;
  retry?: () => void;
}

/** What went wrong, with the last words of a server where it has some. */
export function Failure({ error, title, retry }: FailureProps) {
  const stderr = error instanceof ProblemError ? error.stderr : [];
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle />} title={title} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{error.message}</Text>
        {stderr.length > 0 && (
          <Code block w="100%" mah={240} tabIndex={0} style={{ overflow: 'auto' }}>
            {stderr.join('\n')}
          </Code>
        )}
        {retry && (
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
