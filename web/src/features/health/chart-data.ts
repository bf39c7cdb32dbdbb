import type { AlignedData } from 'uplot';
import type { HealthPoint } from './health-history-query';

type Values = (number | null)[];

export interface HealthSeries {
  /** Times, response times by percentile (50, 95, 99), percent of checks that failed. */
  data: AlignedData;
  /** What each time tells of; undefined where there were no checks, so that lines break there. */
  points: (HealthPoint | undefined)[];
  /** Whether these are single checks, of which percentiles are all the same. */
  single: boolean;
}

/** Times without checks that are that many times as long as usual are shown as such. */
const BREAK = 3;

/** Points as a chart takes them. */
export function healthSeries(points: readonly HealthPoint[]): HealthSeries {
  const single = points.every(({ width }) => width === 0);
  const longest = BREAK * usualDistance(points);
  const times: number[] = [];
  const shown: (HealthPoint | undefined)[] = [];
  for (const point of points) {
    const time = Date.parse(point.timestamp) + point.width / 2;
    const last = times.at(-1);
    if (last !== undefined && time - last > longest) {
      times.push((last + time) / 2);
      shown.push(undefined);
    }
    times.push(time);
    shown.push(point);
  }
  const values = (value: (point: HealthPoint) => number | null | undefined): Values =>
    shown.map((point) => (point && value(point)) ?? null);
  return {
    data: [
      times,
      values(({ responseTime }) => responseTime?.p50),
      values(({ responseTime }) => (single ? null : responseTime?.p95)),
      values(({ responseTime }) => (single ? null : responseTime?.p99)),
      values(failedPercent),
    ],
    points: shown,
    single,
  };
}

/** Null when all checks succeeded. */
function failedPercent({ healthyChecks, unhealthyChecks }: HealthPoint): number | null {
  return unhealthyChecks === 0 ? null : (unhealthyChecks / (healthyChecks + unhealthyChecks)) * 100;
}

/** The median time from one point to the next. */
function usualDistance(points: readonly HealthPoint[]): number {
  const times = points.map(({ timestamp }) => Date.parse(timestamp));
  const distances = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return distances.sort((a, b) => a - b)[distances.length >> 1] ?? 0;
}
