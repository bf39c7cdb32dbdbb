import { expect, test } from 'vitest';
import type { HealthPoint } from './health-history-query';
import { healthSearch } from './health-range';
import { healthSeries } from './health-series';
import { healthShades } from './health-shades';
import { checksText } from './point-text';

const START = Date.parse('2026-07-28T10:00:00.000Z');
const MINUTE = 60_000;

function point(minute: number, fields: Partial<HealthPoint> = {}): HealthPoint {
  const timestamp = new Date(START + minute * MINUTE).toISOString();
  return { timestamp, width: 0, healthyChecks: 1, unhealthyChecks: 0, responseTime: null, error: null, ...fields };
}

const times = (p50: number) => ({ average: p50, min: 1, max: 9, p50, p95: p50 + 1, p99: p50 + 2 });

test('a chart goes from beginning to end, and breaks where there were no checks', () => {
  const points = [point(1), point(2), point(3), point(10, { responseTime: times(5) })];
  const series = healthSeries(points, START, START + 20 * MINUTE);
  expect(series.data[0].map((time) => (time - START) / MINUTE)).toEqual([0, 1, 2, 3, 6.5, 10, 20]);
  expect(series.data[1]).toEqual([null, null, null, null, null, 5, null]);
  expect(series.points.map((each) => each && points.indexOf(each))).toEqual([
    undefined,
    0,
    1,
    2,
    undefined,
    3,
    undefined,
  ]);
});

test('single checks have one line, added up ones have percentiles', () => {
  const single = healthSeries([point(1, { responseTime: times(5) })], START, START + MINUTE);
  expect([single.single, single.timed]).toEqual([true, true]);
  expect(single.data[2]).toEqual([null, null, null]);
  const summed = healthSeries([point(1, { width: MINUTE, responseTime: times(5) })], START, START + MINUTE);
  expect(summed.data.slice(1).map((values) => values[1])).toEqual([5, 6, 7]);
  expect(summed.data[0][1]).toBe(START + 1.5 * MINUTE);
});

test('without checks there is nothing but time', () => {
  const { data, timed } = healthSeries([], START, START + MINUTE);
  expect([data[0], data[1], timed]).toEqual([[START, START + MINUTE], [null, null], false]);
});

test('one failed check of very many is seen', () => {
  const [strip] = healthShades([point(1, { healthyChecks: 1439, unhealthyChecks: 1 })], [], START);
  expect(strip).toMatchObject({ part: 'strip', colour: 'red-6' });
  expect(strip?.opacity).toBeGreaterThan(0.4);
});

test('an incident that lasts goes on until now', () => {
  const incident = { from: point(1).timestamp, to: null, reason: 'x', reasons: ['x'], stderr: [] };
  const [ground] = healthShades([], [incident], START + 5 * MINUTE);
  expect(ground).toMatchObject({ from: START + MINUTE, to: START + 5 * MINUTE, part: 'ground' });
});

test.each<[Partial<HealthPoint>, string]>([
  [{}, 'Healthy'],
  [{ healthyChecks: 0, unhealthyChecks: 1 }, 'Failed'],
  [{ width: MINUTE }, 'The check succeeded'],
  [{ width: MINUTE, healthyChecks: 12 }, 'All 12 checks succeeded'],
  [{ width: MINUTE, healthyChecks: 9, unhealthyChecks: 3 }, '3 of 12 checks failed'],
])('%j is told as %j', (fields, text) => {
  expect(checksText(point(0, fields))).toBe(text);
});

test.each([
  [{ range: '7d' }, { range: '7d' }],
  [{ range: '2h' }, {}],
  [{}, {}],
])('the address %j means %j', (address, search) => {
  expect(healthSearch(address)).toEqual(search);
});
