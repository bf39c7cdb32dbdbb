import { Text } from '@mantine/core';
import type { CSSProperties } from 'react';
import tones from '@/components/tone.module.css';
import { formatMilliseconds } from '@/lib/format';
import classes from './health-chart.module.css';
import type { HealthPoint } from './health-history-query';
import { checksText, pointTime } from './point-text';

/** What a point of the chart tells, above where it is. */
export function HealthPointTip({ point, left }: { point: HealthPoint; left: number }) {
  const { responseTime: times, unhealthyChecks, error, width } = point;
  return (
    <div className={classes.tip} style={{ '--left': `${left}px` } as CSSProperties} role="status">
      <Text size="xs" fw={600}>
        {pointTime(point)}
      </Text>
      <div className={unhealthyChecks > 0 ? tones.bad : tones.good}>{checksText(point)}</div>
      {times && width === 0 && <div>Answered within {formatMilliseconds(times.p50)}</div>}
      {times && width > 0 && (
        <>
          <div>
            Median {formatMilliseconds(times.p50)}, average {formatMilliseconds(times.average)}
          </div>
          <div>
            95 % {formatMilliseconds(times.p95)}, 99 % {formatMilliseconds(times.p99)}
          </div>
          <div>
            {formatMilliseconds(times.min)} to {formatMilliseconds(times.max)}
          </div>
        </>
      )}
      {error && <div className={tones.bad}>{error}</div>}
    </div>
  );
}
