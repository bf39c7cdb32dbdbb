import classes from './sparkline.module.css';

interface SparklineProps {
  values: number[];
  /** What the height stands for, if not the largest value. */
  max?: number | undefined;
  height?: number;
}

/** A line of values over time, from left to right, for the eye only: what it says is also written beside it. */
export function Sparkline({ values, max, height = 24 }: SparklineProps) {
  const top = Math.max(max ?? 0, ...values, Number.MIN_VALUE);
  const step = 100 / Math.max(values.length - 1, 1);
  const points = values.map((value, index) => `${(index * step).toFixed(2)},${(98 - (96 * value) / top).toFixed(2)}`);
  return (
    <svg className={classes.chart} height={height} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
      {points.length > 1 && <polygon className={classes.area} points={`0,100 ${points.join(' ')} 100,100`} />}
      {points.length > 1 && <polyline className={classes.line} points={points.join(' ')} />}
    </svg>
  );
}
