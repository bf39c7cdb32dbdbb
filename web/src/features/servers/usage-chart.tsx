import { Group, Paper, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { AlignedData } from 'uplot';
import { Chart } from '@/components/chart';
import { formatDateTime } from '@/lib/format';
import { type Quantity, usageChartOptions } from './usage-chart-options';

const HEIGHT = 180;

interface UsageChartProps {
  quantity: Quantity;
  /** Times, means, and the most. */
  data: AlignedData;
  now: number | undefined;
}

/** Memory or CPU over time; under the pointer in numbers. */
export function UsageChart({ quantity, data, now }: UsageChartProps) {
  const { label, format } = quantity;
  const [hovered, setHovered] = useState<number | null>(null);
  const options = useMemo(() => usageChartOptions(quantity, setHovered), [quantity]);
  return (
    <Paper withBorder p="md" component="section" aria-label={label} onPointerLeave={() => setHovered(null)}>
      <Group justify="space-between" mb="xs">
        <Text size="xs" c="dimmed">
          {label}, all its processes
        </Text>
        <Text fw={600}>{now === undefined ? 'does not run' : format(now)}</Text>
      </Group>
      <Chart
        options={options}
        data={data}
        height={HEIGHT}
        label={`${label} over time; the arrow keys go from one time to the next`}
      />
      <Text size="xs" c="dimmed" mih="1.2rem" role="status">
        {hovered === null ? '' : textAt(data, hovered, format)}
      </Text>
    </Paper>
  );
}

function textAt([times, means, most]: AlignedData, index: number, format: (value: number) => string): string {
  const [at, mean, max] = [times[index], means?.[index], most?.[index]];
  if (at === undefined || mean == null || max == null) return '';
  const time = formatDateTime(new Date(at).toISOString());
  return `${time}: ${format(mean)}${max > mean ? `, at most ${format(max)}` : ''}`;
}
