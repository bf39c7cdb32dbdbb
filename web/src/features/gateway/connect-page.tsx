import { Select, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Page } from '@/components/page';
import { Result } from '@/components/result';
import { ConnectDetails } from './connect-details';
import { ProfileCard } from './profile-card';
import { ProfileForm } from './profile-form';
import { profilesQuery } from './profiles';

const ALL = { name: 'mcp-manager', path: '/mcp' };

/** The address of all servers, and those of profiles. */
export function ConnectPage() {
  const query = useQuery(profilesQuery);
  const [chosen, setChosen] = useState('');
  const profile = query.data?.find(({ name }) => name === chosen);
  const { name, path } = profile ?? ALL;
  return (
    <Page title="One address">
      <Text c="dimmed">
        What all running servers offer, or those of a profile, at one address. Names of tools begin with the server’s:
        files__read_file.
      </Text>
      <Select
        label="What"
        maw={360}
        data={[{ value: '', label: 'All servers' }, ...(query.data ?? []).map((one) => one.name)]}
        value={profile ? profile.name : ''}
        onChange={(value) => setChosen(value ?? '')}
        allowDeselect={false}
      />
      <ConnectDetails name={name} path={path} />
      <Title order={2}>Profiles</Title>
      <ProfileForm onSaved={() => undefined} />
      <Result query={query}>
        {(profiles) => (
          <Stack>
            {profiles.map((one) => (
              <ProfileCard key={one.name} profile={one} />
            ))}
          </Stack>
        )}
      </Result>
    </Page>
  );
}
