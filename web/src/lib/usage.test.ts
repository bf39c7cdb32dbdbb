import { expect, test } from 'vitest';
import type { Status } from './api';
import { watched } from './usage';

const status = (startTime: string, memory: number | null) =>
  ({ details: { startTime, memory, cpu: memory === null ? null : 1 } }) as Status;

test('samples of one run are kept, those of the run before are not', () => {
  const first = watched(status('one', 10), undefined, 1);
  const second = watched(status('one', 20), first, 2);
  expect(second.samples).toEqual([
    { at: 1, memory: 10, cpu: 1 },
    { at: 2, memory: 20, cpu: 1 },
  ]);
  expect(watched(status('two', 30), second, 3).samples).toEqual([{ at: 3, memory: 30, cpu: 1 }]);
  expect(watched(status('two', null), second, 3).samples).toEqual([]);
});

test('they are bounded', () => {
  let seen = watched(status('one', 0), undefined, 0);
  for (let at = 1; at < 1000; at++) seen = watched(status('one', at), seen, at);
  expect(seen.samples).toHaveLength(120);
  expect(seen.samples.at(-1)).toEqual({ at: 999, memory: 999, cpu: 1 });
});
