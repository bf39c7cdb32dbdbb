import type { AlignedData } from 'uplot';
import type { Histogram } from './histogram-query';
import { LEVELS } from './log-line';

/** The worst first, as they stand upon each other. */
export const STACKED = LEVELS.toReversed();

/** When each bucket begins, and how high each level with those below it reaches; the highest comes first, to be drawn first. */
export function stacks({ from, width, buckets }: Histogram): AlignedData {
  const start = Date.parse(from);
  const times = buckets.map((_, index) => start + index * width);
  const heights = STACKED.map((_, top) =>
    buckets.map((bucket) => STACKED.slice(0, top + 1).reduce((sum, level) => sum + bucket[level], 0)),
  );
  return [times, ...heights.toReversed()];
}
