import { Paper, SegmentedControl, Stack, Tabs } from '@mantine/core';
import { IconClipboardText, IconForms } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '@/components/page';
import type { Server } from '@/lib/api';
import { useCreateServer } from './definitions';
import { copyOf, definitionOf, draftOf } from './draft';
import type { ServerType } from './form-fields';
import { PasteServers } from './paste-servers';
import { ServerForm } from './server-form';

const TYPES: { value: ServerType; label: string }[] = [
  { value: 'nodejs', label: 'Node.js' },
  { value: 'python', label: 'Python' },
  { value: 'container', label: 'Container' },
  { value: 'command', label: 'Command' },
  { value: 'remote', label: 'Remote' },
];

/** Adds servers: what a client's configuration says, or field by field, if wanted as a copy of another. */
export function AddPage({ original }: { original?: Server | undefined }) {
  return (
    <Page title="Add a server">
      <Paper withBorder p="lg" maw={760}>
        <Tabs defaultValue={original ? 'form' : 'paste'}>
          <Tabs.List mb="lg">
            <Tabs.Tab value="paste" leftSection={<IconClipboardText size={16} aria-hidden />}>
              Paste
            </Tabs.Tab>
            <Tabs.Tab value="form" leftSection={<IconForms size={16} aria-hidden />}>
              Fill in
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="paste">
            <PasteServers />
          </Tabs.Panel>
          <Tabs.Panel value="form">
            <FillIn original={original} />
          </Tabs.Panel>
        </Tabs>
      </Paper>
    </Page>
  );
}

function FillIn({ original }: { original: Server | undefined }) {
  const navigate = useNavigate();
  const [draft, setDraft] = useState(() =>
    draftOf({ ...original, ...(original && { name: `${original.name}-copy` }) }),
  );
  const { mutate, error, isPending } = useCreateServer();
  return (
    <ServerForm
      draft={draft}
      onChange={setDraft}
      error={error}
      submitting={isPending}
      submitLabel="Add server"
      onSubmit={() =>
        mutate(original ? copyOf(original, draft) : definitionOf(draft), {
          onSuccess: (server) => void navigate({ to: '/servers/$name', params: { name: server.name ?? '' } }),
        })
      }
    >
      <Stack gap={4}>
        <SegmentedControl
          aria-label="Type"
          data={TYPES}
          value={draft.type}
          onChange={(type) => setDraft({ type, values: { ...draftOf({}, type).values, ...pick(draft.values) } })}
        />
      </Stack>
    </ServerForm>
  );
}

/** What a change of the type leaves. */
function pick({ name = '', environment = [] }: Record<string, ReturnType<typeof draftOf>['values'][string]>) {
  return { name, environment };
}
