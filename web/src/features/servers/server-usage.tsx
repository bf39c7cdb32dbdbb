import { Group, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Result } from '@/components/result';
import type { Watched } from '@/lib/usage';
import { UsageChart } from './usage-chart';
import { CPU, MEMORY } from './usage-chart-options';
import { usageHistoryQuery } from './usage-history-query';
import { lengthOf, USAGE_RANGES, type UsageRange } from './usage-range';
import { usageSeries } from './usage-series';

/** What a server used, from before this page was opened until now. */
export function ServerUsage({ serverId, status }: { serverId: string; status: Watched }) {
  const [range, setRange] = useState<UsageRange>('1h');
  const history = useQuery(usageHistoryQuery(serverId, range));
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Title order={2}>Memory and CPU</Title>
        <SegmentedControl
          aria-label="Range of memory and CPU"
          data={[...USAGE_RANGES]}
          value={range}
          onChange={(value) => setRange(value)}
        />
      </Group>
      <Result query={history}>
        {(points) => <Charts points={points} status={status} range={range} asked={history.dataUpdatedAt} />}
      </Result>
    </Stack>
  );
}

interface ChartsProps {
  points: Parameters<typeof usageSeries>[0];
  status: Watched;
  range: UsageRange;
  asked: number;
}

function Charts({ points, status, range, asked }: ChartsProps) {
  const { samples, details } = status;
  const last = samples.at(-1);
  const to = Math.max(asked, last?.at ?? 0);
  const { memory, cpu, moments } = useMemo(() => {
    const started = details.startTime === null ? undefined : Date.parse(details.startTime);
    return usageSeries(points, samples, started, to - lengthOf(range), to);
  }, [points, samples, details.startTime, range, to]);
  if (!moments.some(Boolean)) {
    return (
      <Text c="dimmed" size="sm">
        Nothing ran in this time: what a server uses is noted each minute while it runs.
      </Text>
    );
  }
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }}>
      <UsageChart quantity={MEMORY} data={memory} now={last?.memory} />
      <UsageChart quantity={CPU} data={cpu} now={last?.cpu} />
    </SimpleGrid>
  );
}
