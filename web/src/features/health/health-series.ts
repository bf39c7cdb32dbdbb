import type { AlignedData } from 'uplot';
import type { HealthPoint } from './health-history-query';

export interface HealthSeries {
  /** Times from beginning to end, and response times by percentile: 50, 95, 99. */
  data: AlignedData;
  /** What each time tells of; undefined where there were no checks, so that lines break there. */
  points: (HealthPoint | undefined)[];
  /** Whether any check has a response time. */
  timed: boolean;
  /** Whether these are single checks, of which percentiles are all the same. */
  single: boolean;
}

/** Times without checks that are that many times as long as usual are shown as such. */
const BREAK = 3;

/** Points as a chart of a span of time takes them. */
export function healthSeries(points: readonly HealthPoint[], from: number, to: number): HealthSeries {
  const single = points.every(({ width }) => width === 0);
  const longest = BREAK * usualDistance(points);
  const times = [from];
  const shown: (HealthPoint | undefined)[] = [undefined];
  for (const point of points) {
    const time = middle(point);
    const last = times.at(-1) ?? from;
    if (shown.at(-1) && time - last > longest) {
      times.push((last + time) / 2);
      shown.push(undefined);
    }
    times.push(time);
    shown.push(point);
  }
  times.push(to);
  shown.push(undefined);
  const values = (value: (point: HealthPoint) => number | undefined) =>
    shown.map((point) => (point && value(point)) ?? null);
  return {
    data: [
      times,
      values(({ responseTime }) => responseTime?.p50),
      values(({ responseTime }) => (single ? undefined : responseTime?.p95)),
      values(({ responseTime }) => (single ? undefined : responseTime?.p99)),
    ],
    points: shown,
    timed: points.some(({ responseTime }) => responseTime),
    single,
  };
}

/** The median time from one point to the next. */
export function usualDistance(points: readonly HealthPoint[]): number {
  const times = points.map(({ timestamp }) => Date.parse(timestamp));
  const distances = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return distances.sort((a, b) => a - b)[distances.length >> 1] ?? 0;
}

const middle = ({ timestamp, width }: HealthPoint) => Date.parse(timestamp) + width / 2;
