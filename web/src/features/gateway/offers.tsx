import { Box, Grid, NavLink, Paper, Stack, TextInput } from '@mantine/core';
import { IconSearch, type TablerIcon } from '@tabler/icons-react';
import { useState } from 'react';
import { Empty } from '@/components/empty';
import { Offer, type Offered } from './offer';

interface OffersProps {
  serverId: string;
  kind: string;
  action: string;
  icon: TablerIcon;
  offers: Offered[];
}

/** A list of what a server offers, and the one that is chosen. */
export function Offers({ serverId, kind, action, icon, offers }: OffersProps) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string>();
  const found = offers.filter(({ key, title }) => `${key} ${title}`.toLowerCase().includes(search.toLowerCase()));
  const offered = found.find(({ key }) => key === chosen) ?? found[0];
  if (offers.length === 0) return <Empty icon={icon} title={`It offers no ${kind}`} />;
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, sm: 4 }}>
        <Paper withBorder p="xs">
          <Stack gap="xs">
            <TextInput
              type="search"
              aria-label={`Search ${kind}`}
              placeholder={`Search ${offers.length} ${kind}`}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <Box mah={{ base: 220, sm: 520 }} style={{ overflowY: 'auto' }} tabIndex={0}>
              {found.map(({ key, title, description }) => (
                <NavLink
                  key={key}
                  component="button"
                  label={title}
                  description={description}
                  active={key === offered?.key}
                  aria-pressed={key === offered?.key}
                  onClick={() => setChosen(key)}
                  styles={{ description: { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' } }}
                />
              ))}
            </Box>
          </Stack>
        </Paper>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 8 }}>
        {offered ? (
          <Offer key={offered.key} serverId={serverId} kind={kind} action={action} offered={offered} />
        ) : (
          <Empty icon={icon} title={`None of the ${kind} is like that`} />
        )}
      </Grid.Col>
    </Grid>
  );
}
