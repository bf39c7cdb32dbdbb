import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useState } from 'react';
import { Failure } from '@/components/failure';
import { serversQuery } from '@/lib/servers';
import { useImportServers } from './definitions';
import { EXAMPLES } from './examples';
import { ImportOutcome } from './import-outcome';
import { RecognisedServers } from './recognised-servers';
import { recognise } from './recognise';

/** Adds what a pasted configuration, command line or URL describes. */
export function PasteServers() {
  const [text, setText] = useState('');
  const deferred = useDeferredValue(text);
  const recognised = useMemo(() => recognise(deferred), [deferred]);
  const { data: existing = [] } = useQuery(serversQuery);
  const { mutate, data: outcome, error, isPending, reset } = useImportServers();
  if (outcome) {
    return (
      <ImportOutcome
        imported={outcome}
        onMore={() => {
          reset();
          setText('');
        }}
      />
    );
  }
  return (
    <Stack>
      <Textarea
        label="Configuration, command or URL"
        description="The JSON of Claude, Cursor, VS Code or Zed; a line for npx, uvx or docker run; or the URL of a server"
        placeholder="npx -y @modelcontextprotocol/server-everything"
        autosize
        minRows={6}
        maxRows={20}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        spellCheck={false}
      />
      {text === '' && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            Or try
          </Text>
          {EXAMPLES.map(({ name, line }) => (
            <Button key={name} variant="default" size="xs" onClick={() => setText(line)}>
              {name}
            </Button>
          ))}
        </Group>
      )}
      {'problem' in recognised
        ? text.trim() !== '' && <Alert color="yellow">{recognised.problem}</Alert>
        : Object.keys(recognised.servers).length > 0 && (
            <RecognisedServers
              key={deferred}
              servers={recognised.servers}
              taken={existing.map(({ name }) => name)}
              adding={isPending}
              onAdd={(mcpServers) => mutate({ mcpServers })}
            />
          )}
      {error && <Failure error={error} />}
    </Stack>
  );
}
