import classes from './sparkline.module.css';

interface SparklineProps {
  values: number[];
  /** When they were, if not at equal distances. */
  times?: number[] | undefined;
  /** What the height stands for, if not the largest value. */
  max?: number | undefined;
  height?: number;
}

/** A line of values over time, from left to right, for the eye only: what it says is also written beside it. */
export function Sparkline({ values, times = [...values.keys()], max, height = 24 }: SparklineProps) {
  const top = Math.max(max ?? 0, ...values, Number.MIN_VALUE);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const x = (index: number) => (100 * ((times[index] ?? first) - first)) / Math.max(last - first, 1);
  const points = values.map((value, index) => `${x(index).toFixed(2)},${(98 - (96 * value) / top).toFixed(2)}`);
  return (
    <svg className={classes.chart} height={height} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
      {points.length > 1 && <polygon className={classes.area} points={`0,100 ${points.join(' ')} 100,100`} />}
      {points.length > 1 && <polyline className={classes.line} points={points.join(' ')} />}
    </svg>
  );
}
