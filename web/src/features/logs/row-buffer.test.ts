import { expect, test } from 'vitest';
import { logLines } from '@/testing/log-lines';
import { type LogRow, MAX_LINES, RowBuffer } from './row-buffer';

const texts = (rows: readonly LogRow[]) =>
  rows.map((row) => (row.kind === 'lines' ? row.lines.map(({ message }) => message) : row.missed));

test('lines are added at both ends in their order', () => {
  const buffer = new RowBuffer(true);
  buffer.append(logLines(['c', 'd'], { sequence: 3 }));
  buffer.prepend(logLines(['a', 'b']));
  buffer.append(logLines(['e'], { sequence: 5 }));
  expect(texts(buffer.rows)).toEqual([['a'], ['b'], ['c'], ['d'], ['e']]);
});

test('a trace is one row however it comes', () => {
  const trace = [
    'Exception in thread "main"',
    '\tat a.B.c(B.java:1)',
    '\tat a.B.d(B.java:2)',
    'Caused by: x',
    '\tat e',
  ];
  for (let cut = 0; cut <= trace.length; cut++) {
    const appended = new RowBuffer(true);
    appended.append(logLines(trace.slice(0, cut)));
    appended.append(logLines(trace.slice(cut), { sequence: cut + 1 }));
    expect(texts(appended.rows)).toEqual([trace]);

    const prepended = new RowBuffer(true);
    prepended.append(logLines(trace.slice(cut), { sequence: cut + 1 }));
    prepended.prepend(logLines(trace.slice(0, cut)));
    expect(texts(prepended.rows)).toEqual([trace]);
  }
});

test('hits of a search are not folded', () => {
  const buffer = new RowBuffer(false);
  buffer.append(logLines(['Error', '  at a', '  at b']));
  expect(buffer.rows).toHaveLength(3);
});

test('a row that does not change stays the same object', () => {
  const buffer = new RowBuffer(true);
  buffer.append(logLines(['a']));
  const [before] = buffer.rows;
  buffer.append(logLines(['b'], { sequence: 2 }));
  expect(buffer.rows[0]).toBe(before);
});

test('the oldest go when too many come, and the latest when one goes back too far', () => {
  const buffer = new RowBuffer(true);
  const many = Array.from({ length: MAX_LINES }, (_, index) => `line ${index}`);
  buffer.append(logLines(many, { sequence: 1000 }));
  expect(buffer.rows).toHaveLength(MAX_LINES);
  expect(buffer.prepend(logLines(['earlier']))).toBe(true);
  expect(texts(buffer.rows.slice(0, 2))).toEqual([['earlier'], ['line 0']]);
  expect(buffer.rows).toHaveLength(MAX_LINES * 0.9);
  buffer.append(logLines(many, { sequence: 100_000 }));
  expect(texts(buffer.rows.slice(-1))).toEqual([[`line ${MAX_LINES - 1}`]]);
  expect(buffer.rows).toHaveLength(MAX_LINES * 0.9);
});

test('long lines are limited, too', () => {
  const buffer = new RowBuffer(true);
  const long = 'x'.repeat(65_536);
  for (let i = 0; i < 1_000; i++) buffer.append(logLines([long], { sequence: i + 1 }));
  expect(buffer.rows.length).toBeLessThan(250);
  expect(buffer.rows.length).toBeGreaterThan(200);
});

test('a trace without end is cut into rows', () => {
  const buffer = new RowBuffer(true);
  buffer.append(logLines(['Error', ...Array.from({ length: 1_200 }, () => '  at recursion')]));
  expect(buffer.rows.length).toBe(3);
});

test('what is left out stands where it is left out', () => {
  const buffer = new RowBuffer(true);
  buffer.append(logLines(['Error: x']));
  buffer.appendGap({ kind: 'gap', key: 'g', serverId: 'S1', missed: 7 });
  buffer.append(logLines(['  at a'], { sequence: 9 }));
  expect(texts(buffer.rows)).toEqual([['Error: x'], 7, ['  at a']]);
});
