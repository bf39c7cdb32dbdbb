import { Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Failure } from '@/components/failure';
import { api, body } from '@/lib/api';
import type { Question } from './call-state';
import { TrialForm } from './trial-form';

interface Answer {
  action: 'accept' | 'decline' | 'cancel';
  content?: Record<string, unknown>;
}

/** What a server asks in the middle of a call, and the form to answer it. */
export function QuestionForm({ serverId, asked }: { serverId: string; asked: Question }) {
  const { callId, question, message, schema, url } = asked;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // the button that began the call cannot have it any more
    if (document.activeElement === document.body) section.current?.focus();
  }, []);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (answer: Answer) =>
      body(
        api.POST('/api/servers/{id}/calls/{callId}/answer', {
          params: { path: { id: serverId, callId } },
          body: { question, ...answer },
        }),
      ),
  });
  return (
    <Paper ref={section} withBorder p="sm" component="section" aria-label="The server asks" tabIndex={-1}>
      <Stack gap="sm">
        <Text fw={500}>{message}</Text>
        {url === undefined ? (
          <TrialForm
            schema={schema}
            action="Accept"
            busy={isPending}
            onSubmit={(content) => mutate({ action: 'accept', content })}
          />
        ) : (
          <OpenAddress url={url} onOpen={() => mutate({ action: 'accept' })} />
        )}
        <Group gap="xs">
          <Button variant="default" disabled={isPending} onClick={() => mutate({ action: 'decline' })}>
            Decline
          </Button>
          <Button variant="subtle" disabled={isPending} onClick={() => mutate({ action: 'cancel' })}>
            Cancel
          </Button>
        </Group>
        {error && <Failure error={error} />}
      </Stack>
    </Paper>
  );
}

/** An address is only opened if it is one of the web: a server could name any. */
function OpenAddress({ url, onOpen }: { url: string; onOpen: () => void }) {
  return /^https?:\/\//.test(url) ? (
    <Anchor href={url} target="_blank" rel="noreferrer" onClick={onOpen}>
      {url}
    </Anchor>
  ) : (
    <Text c="dimmed">{url}</Text>
  );
}
