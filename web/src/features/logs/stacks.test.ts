import { expect, test } from 'vitest';
import { bucketText } from './bucket-text';
import { stacks } from './stacks';

const histogram = {
  from: '2026-07-28T10:00:00.000Z',
  width: 60_000,
  buckets: [
    { debug: 1, info: 2, warn: 3, error: 4 },
    { debug: 0, info: 0, warn: 0, error: 0 },
  ],
};

test('levels stand upon each other, the worst at the bottom', () => {
  const start = Date.parse(histogram.from);
  expect(stacks(histogram)).toEqual([
    [start, start + 60_000],
    [10, 0],
    [9, 0],
    [7, 0],
    [4, 0],
  ]);
});

test('a bucket tells its counts', () => {
  expect(bucketText(histogram, 0)).toMatch(/: 4 error, 3 warn, 2 info, 1 debug$/);
  expect(bucketText(histogram, 1)).toMatch(/: no lines$/);
  expect(bucketText(histogram, 2)).toBe('');
});
