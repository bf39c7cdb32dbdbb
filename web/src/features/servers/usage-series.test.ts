import { expect, test } from 'vitest';
import { usageSeries } from './usage-series';

const MINUTE = 60_000;

const point = (minute: number, run: number, memory: number) => ({
  timestamp: new Date(minute * MINUTE).toISOString(),
  width: MINUTE,
  run,
  memory,
  maxMemory: memory + 1,
  cpu: null,
  maxCpu: null,
});

const sample = (at: number, memory: number) => ({ at, memory, cpu: 1 });

test('the end of a run is a gap, also when the next begins in the same minute', () => {
  const { memory } = usageSeries([point(1, 1, 10), point(2, 1, 20), point(2, 2, 30)], [], undefined, 0, 4 * MINUTE);
  expect(memory[1]).toEqual([null, null, 10, 20, null, 30, null]);
  expect(memory[2]).toEqual([null, null, 11, 21, null, 31, null]);
});

test('a time in which nothing ran is a gap', () => {
  const { memory, moments } = usageSeries([point(1, 1, 10), point(5, 1, 20)], [], undefined, 0, 6 * MINUTE);
  expect(memory[1]).toEqual([null, null, 10, null, 20, null]);
  expect(memory[0]).toEqual([0, 45_000, 90_000, 210_000, 330_000, 360_000]);
  expect(moments[3]).toBeUndefined();
});

test('what was seen of the same run goes on from what was noted, and only what is later', () => {
  const samples = [sample(80_000, 11), sample(100_000, 12), sample(130_000, 13)];
  const { memory, cpu } = usageSeries([point(1, 1, 10)], samples, 30_000, 0, 140_000);
  expect(memory[1]).toEqual([null, null, 10, 12, 13, null]);
  expect(cpu[1]).toEqual([null, null, null, 1, 1, null]);
});

test('what was seen of a later run does not', () => {
  const { memory } = usageSeries([point(1, 1, 10)], [sample(130_000, 13)], 125_000, 0, 140_000);
  expect(memory[1]).toEqual([null, null, 10, null, 13, null]);
});

test('times only ever rise, as the chart needs', () => {
  const { memory } = usageSeries([point(1, 1, 10), point(1, 2, 10), point(1, 3, 10)], [], undefined, MINUTE * 1.9, 2);
  const times = [...memory[0]];
  expect(times).toEqual([...times].sort((a, b) => a - b));
});
