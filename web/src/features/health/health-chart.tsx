import { Group, Paper, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Chart } from '@/components/chart';
import classes from './health-chart.module.css';
import { healthChartOptions, type Hover, LINES } from './health-chart-options';
import type { HealthPoint } from './health-history-query';
import { HealthPointTip } from './health-point-tip';
import { healthSeries } from './health-series';
import { healthShades, HEALTHY, UNHEALTHY } from './health-shades';
import type { Incident } from './incidents-query';

const HEIGHT = 280;
/** Without response times. */
const STRIP_HEIGHT = 84;

interface HealthChartProps {
  points: HealthPoint[];
  incidents: Incident[];
  /** Milliseconds, both. */
  now: number;
  length: number;
}

/** A server's checks over time: which failed, how quickly it answered, and when it was unhealthy. */
export function HealthChart({ points, incidents, now, length }: HealthChartProps) {
  const [hover, setHover] = useState<Hover>(null);
  const series = useMemo(() => healthSeries(points, now - length, now), [points, now, length]);
  const shades = useMemo(() => healthShades(points, incidents, now), [points, incidents, now]);
  const { timed, single } = series;
  const options = useMemo(() => healthChartOptions(timed, setHover), [timed]);
  const point = hover && series.points[hover.index];
  const lines = single ? [{ label: 'Response time', colour: LINES[0]?.colour }] : LINES;
  return (
    <Paper withBorder p="md">
      <Group gap="lg" mb="xs">
        <Key colour={HEALTHY} label="Checks succeeded" shape={classes.cell} />
        <Key colour={UNHEALTHY} label="Checks failed" shape={classes.cell} />
        <Key colour={UNHEALTHY} label="Unhealthy" shape={classes.ground} />
        {timed &&
          lines.map(({ label, colour }) => <Key key={label} colour={colour} label={label} shape={classes.line} />)}
      </Group>
      <div className={classes.frame} onPointerLeave={() => setHover(null)}>
        <Chart
          options={options}
          data={series.data}
          shades={shades}
          height={timed ? HEIGHT : STRIP_HEIGHT}
          label="Checks over time; the arrow keys go from one to the next"
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
