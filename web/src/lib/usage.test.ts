import { expect, test } from 'vitest';
import type { Status } from './api';
import { begun, watched } from './usage';

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

test('what was noted of this run begins it, and nothing of the run before', () => {
  const point = (timestamp: string, run: number, memory: number) =>
    ({ timestamp, width: 60_000, run, memory, maxMemory: memory, cpu: null, maxCpu: null }) as const;
  const points = [
    point('2026-11-23T10:00:00.000Z', 1, 10),
    point('2026-11-23T10:01:00.000Z', 1, 20),
    point('2026-11-23T10:01:00.000Z', 2, 30),
  ];
  const now = status('2026-11-23T10:01:30.000Z', 40);
  expect(begun(now, points).samples).toEqual([{ at: Date.parse('2026-11-23T10:01:00Z'), memory: 30, cpu: 0 }]);
  expect(watched(now, begun(now, points), 5).samples).toHaveLength(2);
  expect(begun(status('2026-11-23T10:05:00.000Z', 40), points).samples).toEqual([]);
  expect(begun(now).samples).toEqual([]);
});
