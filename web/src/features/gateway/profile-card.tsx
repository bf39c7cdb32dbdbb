import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Confirm } from '@/components/confirm';
import { ProfileForm } from './profile-form';
import { type Profile, useRemoveProfile } from './profiles';

/** A profile: what it has, and how to change it. */
export function ProfileCard({ profile }: { profile: Profile }) {
  const { name, servers } = profile;
  const [changing, setChanging] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { mutate: remove, error, isPending } = useRemoveProfile();
  return (
    <Paper withBorder p="md" component="section" aria-label={name}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Text fw={600}>{name}</Text>
          <Group gap="xs">
            <Button variant="default" aria-expanded={changing} onClick={() => setChanging(!changing)}>
              Change
            </Button>
            <Button variant="light" color="red" onClick={() => setRemoving(true)}>
              Remove …
            </Button>
          </Group>
        </Group>
        <Group gap="xs">
          {servers.length === 0 && (
            <Text size="sm" c="dimmed">
              It has no servers.
            </Text>
          )}
          {servers.map(({ server, tools }) => (
            <Badge key={server} variant="light" tt="none">
              {tools ? `${server}: ${tools.length} of its tools` : server}
            </Badge>
          ))}
        </Group>
        {changing && <ProfileForm profile={profile} onSaved={() => setChanging(false)} />}
      </Stack>
      {removing && (
        <Confirm
          title={`Remove ${name}?`}
          loss="Clients at its address get nothing any more. Its choice of servers and tools cannot be brought back."
          action="Remove"
          pending={isPending}
          error={error}
          onConfirm={() => remove(name)}
          onClose={() => setRemoving(false)}
        />
      )}
    </Paper>
  );
}
