import { Group, Paper, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Chart } from '@/components/chart';
import { healthSeries } from './chart-data';
import classes from './health-chart.module.css';
import { FAILED, healthChartOptions, type Hover, LINES } from './health-chart-options';
import type { HealthPoint } from './health-history-query';
import { HealthPointTip } from './health-point-tip';
import type { Incident } from './incidents-query';

interface HealthChartProps {
  points: HealthPoint[];
  incidents: Incident[];
  /** Milliseconds, both. */
  now: number;
  length: number;
}

/** A server's checks over time: how quickly it answered, which failed, and when it was unhealthy. */
export function HealthChart({ points, incidents, now, length }: HealthChartProps) {
  const [hover, setHover] = useState<Hover>(null);
  const series = useMemo(() => healthSeries(points), [points]);
  const options = useMemo(
    () => healthChartOptions({ from: now - length, to: now, incidents, onHover: setHover }),
    [now, length, incidents],
  );
  const point = hover && series.points[hover.index];
  const lines = series.single ? [{ label: 'Response time', colour: LINES[0]?.colour }] : LINES;
  return (
    <Paper withBorder p="md">
      <Group gap="lg" mb="xs">
        {lines.map(({ label, colour }) => (
          <Key key={label} colour={colour} label={label} shape={classes.line} />
        ))}
        <Key colour={FAILED} label="Failed checks" shape={classes.bar} />
        <Key colour={FAILED} label="Unhealthy" shape={classes.ground} />
      </Group>
      <div className={classes.frame} onPointerLeave={() => setHover(null)}>
        <Chart
          options={options}
          data={series.data}
          height={260}
          label="Response times and failed checks over time; the arrow keys go from check to check"
        />
        {point && <HealthPointTip point={point} left={hover.left} />}
      </div>
    </Paper>
  );
}

function Key({ colour, label, shape }: { colour: string | undefined; label: string; shape: string | undefined }) {
  return (
    <Group gap={6} wrap="nowrap">
      <span className={shape} style={{ backgroundColor: `var(--mantine-color-${colour})` }} />
      <Text size="xs">{label}</Text>
    </Group>
  );
}
