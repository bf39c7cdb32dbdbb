import { Button, Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Result } from '@/components/result';
import type { Schemas, Server } from '@/lib/api';
import { formatDuration, formatPercent } from '@/lib/format';
import { availabilityRows, WORST_FIRST } from './availability-order';
import { AVAILABILITY_RANGES, type AvailabilityRange, availabilityQuery } from './availability-query';
import { AvailabilityTable } from './availability-table';

const FEW = 5;

/** How available all servers were together, and which were the worst. */
export function AvailabilitySection({ servers }: { servers: Server[] }) {
  const [range, setRange] = useState<AvailabilityRange>('24h');
  const query = useQuery(availabilityQuery(range));
  return (
    <Stack gap="sm" component="section" aria-label="Availability">
      <Group justify="space-between">
        <Title order={2}>Availability</Title>
        <SegmentedControl
          aria-label="Range of availability"
          data={[...AVAILABILITY_RANGES]}
          value={range}
          onChange={(value) => setRange(value)}
        />
      </Group>
      <Result query={query}>{(all) => <Availability all={all} servers={servers} />}</Result>
    </Stack>
  );
}

interface AvailabilityProps {
  all: Schemas['Availability'] & { servers: Record<string, Schemas['Availability']> };
  servers: Server[];
}

function Availability({ all, servers }: AvailabilityProps) {
  const [order, setOrder] = useState(WORST_FIRST);
  const [whole, setWhole] = useState(false);
  const rows = availabilityRows(servers, all.servers, order);
  if (all.availability === null) {
    return (
      <Text c="dimmed" size="sm">
        No server was watched in this time: start one, and it is counted from its first check on.
      </Text>
    );
  }
  return (
    <Paper withBorder p="md">
      <Group gap="lg" align="baseline" mb="sm">
        <Text fw={600} fz="h2">
          {formatPercent(all.availability)}
        </Text>
        <Text size="sm" c="dimmed">
          {all.unhealthyTime === 0
            ? 'all servers were healthy all the time'
            : `of the time of all servers; unhealthy for ${formatDuration(all.unhealthyTime)} in sum`}
        </Text>
      </Group>
      <AvailabilityTable rows={whole ? rows : rows.slice(0, FEW)} order={order} onOrder={setOrder} />
      {rows.length > FEW && (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setWhole(!whole)}>
          {whole ? `Show ${FEW} only` : `Show all ${rows.length}`}
        </Button>
      )}
    </Paper>
  );
}
