import { Button, Group, Text } from '@mantine/core';
import { IconZoomReset } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useMemo, useState } from 'react';
import { Chart } from '@/components/chart';
import { histogramOptions } from './histogram-options';
import { bucketText } from './bucket-text';
import { histogramQuery } from './histogram-query';
import type { LogsFilter } from './logs-search';
import { stacks } from './stacks';
import { timeText } from './times';

interface LogHistogramProps {
  serverId: string | undefined;
  filter: LogsFilter;
  onZoom: (times: { from?: string; to?: string }) => void;
}

/** Lines over time by level, in which a stretch is chosen by dragging. */
export const LogHistogram = memo(function LogHistogram({ serverId, filter, onZoom }: LogHistogramProps) {
  const { data } = useQuery(histogramQuery(serverId, filter));
  const [hovered, setHovered] = useState<number | null>(null);
  const series = useMemo(() => data && stacks(data), [data]);
  const options = useMemo(
    () =>
      histogramOptions(setHovered, (from, to) =>
        onZoom({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }),
      ),
    [onZoom],
  );
  const { from, to } = filter;
  return (
    <div>
      <Chart
        options={options}
        data={series ?? [[]]}
        height={84}
        label="Lines over time by level; drag to show only those of a stretch"
      />
      <Group gap="xs" mih={24}>
        <Text size="xs" c="dimmed">
          {data && hovered !== null ? bucketText(data, hovered) : (from ?? to) ? timeText(from, to) : 'Last hour'}
        </Text>
        {(from ?? to) && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconZoomReset size={14} aria-hidden />}
            onClick={() => onZoom({ from: undefined, to: undefined })}
          >
            Any time
          </Button>
        )}
      </Group>
    </div>
  );
});
