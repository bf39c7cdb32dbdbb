import type { Histogram } from './histogram-query';
import { STACKED } from './stacks';
import { timeText } from './times';

/** What a bucket counts, such as "… 10:05 – 10:06: 2 error, 31 info". */
export function bucketText({ from, width, buckets }: Histogram, index: number): string {
  const bucket = buckets[index];
  if (!bucket) return '';
  const start = Date.parse(from) + index * width;
  const counts = STACKED.filter((level) => bucket[level] > 0).map(
    (level) => `${bucket[level].toLocaleString()} ${level}`,
  );
  const times = timeText(new Date(start).toISOString(), new Date(start + width).toISOString());
  return `${times}: ${counts.join(', ') || 'no lines'}`;
}
