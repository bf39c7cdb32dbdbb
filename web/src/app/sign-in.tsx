import { Button, Code, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CentredPage } from '@/components/centred-page';
import { Failure } from '@/components/failure';
import { sessionQuery, signIn } from '@/lib/session';

export function SignIn() {
  const client = useQueryClient();
  const [token, setToken] = useState('');
  const { mutate, error, isPending } = useMutation({
    mutationFn: signIn,
    onSuccess: () => client.resetQueries({ queryKey: sessionQuery.queryKey }),
  });
  return (
    <CentredPage>
      <Paper
        withBorder
        p="xl"
        component="form"
        onSubmit={(event) => {
          event.preventDefault();
          mutate(token.trim());
        }}
      >
        <Stack>
          <Title order={1}>MCP Manager</Title>
          <Text c="dimmed" size="sm">
            The access token is in the file <Code>token</Code> in the data directory.
          </Text>
          <PasswordInput
            label="Access token"
            value={token}
            onChange={(event) => setToken(event.currentTarget.value)}
            autoComplete="current-password"
            required
            autoFocus
          />
          {error && <Failure error={error} />}
          <Button type="submit" loading={isPending}>
            Sign in
          </Button>
        </Stack>
      </Paper>
    </CentredPage>
  );
}
