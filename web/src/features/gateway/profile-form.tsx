import { Button, MultiSelect, Paper, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '@/components/failure';
import { serversQuery } from '@/lib/servers';
import { MemberTools } from './member-tools';
import { membersOf, type Profile, useSaveProfile } from './profiles';

interface ProfileFormProps {
  /** The one to change; absent to add one. */
  profile?: Profile;
  onSaved: () => void;
}

/** Adds a profile, or chooses the servers of one, and their tools. */
export function ProfileForm({ profile, onSaved }: ProfileFormProps) {
  const { data: servers } = useQuery(serversQuery);
  const [name, setName] = useState(profile?.name ?? '');
  const [members, setMembers] = useState(profile?.servers ?? []);
  const { mutate, error, isPending } = useSaveProfile(!profile);
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      aria-label={profile ? `Servers of ${profile.name}` : 'New profile'}
      onSubmit={(event) => {
        event.preventDefault();
        mutate(
          { name, servers: members },
          {
            onSuccess: () => {
              setName('');
              setMembers([]);
              onSaved();
            },
          },
        );
      }}
    >
      <Stack>
        {!profile && (
          <TextInput
            label="Name"
            description="Of a-z, 0-9 and -"
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <MultiSelect
          label="Servers"
          data={servers?.map((server) => server.name) ?? []}
          value={members.map(({ server }) => server)}
          onChange={(names) => setMembers(membersOf(names, members))}
          searchable
          hidePickedOptions
        />
        {members.map((member) => (
          <MemberTools
            key={member.server}
            member={member}
            onChange={(changed) => setMembers(members.map((one) => (one === member ? changed : one)))}
          />
        ))}
        {error && <Failure error={error} />}
        <Button type="submit" loading={isPending} w="fit-content">
          {profile ? 'Save' : 'Add profile'}
        </Button>
      </Stack>
    </Paper>
  );
}
