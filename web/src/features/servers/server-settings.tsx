import { Alert, Button, Group, Paper } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Server } from '@/lib/api';
import { useChangeServer } from './definitions';
import { draftOf, patchOf } from './draft';
import { ServerForm } from './server-form';
import { useServerAction } from './use-server-action';

/** Changes a server's definition. */
export function ServerSettings({ server }: { server: Server }) {
  const [before, setBefore] = useState(() => draftOf(server));
  const [draft, setDraft] = useState(before);
  const [outdated, setOutdated] = useState(false);
  const { mutate, error, isPending } = useChangeServer(server.id);
  const navigate = useNavigate();
  const { mutate: act } = useServerAction();
  const patch = patchOf(before, draft);
  return (
    <Paper withBorder p="lg" maw={760}>
      {outdated && server.status === 'running' && (
        <Alert mb="md" title="It still runs as it was started">
          <Group>
            <Button
              size="xs"
              onClick={() => {
                act({ action: 'restart', servers: [server] });
                setOutdated(false);
              }}
            >
              Restart now
            </Button>
          </Group>
        </Alert>
      )}
      <ServerForm
        draft={draft}
        onChange={setDraft}
        error={error}
        submitting={isPending}
        submitLabel={Object.keys(patch).length === 0 ? 'Nothing to save' : 'Save'}
        onSubmit={() =>
          mutate(patch, {
            onSuccess: (changed) => {
              const stored = draftOf(changed);
              setBefore(stored);
              setDraft(stored);
              setOutdated(true);
              notifications.show({ message: 'Saved' });
              if (stored.values.name !== server.name) void navigate(settingsOf(changed as Server));
            },
          })
        }
      />
    </Paper>
  );
}

const settingsOf = ({ name }: Server) => ({ to: '/servers/$name/settings', params: { name } }) as const;
