import { expect, test } from 'vitest';
import { logLines } from '@/testing/log-lines';
import { exportHref } from './export-href';
import { liveFilter } from './live-filter';
import { formatAt, type LogsFilter, logsSearch, parseAt } from './logs-search';

test.each([
  [{}, {}],
  [{ q: 404 }, { q: '404' }],
  [{ q: '', level: 'loud', from: 'yesterday', run: -1, at: '<x>' }, {}],
  [
    { level: 'error,debug,error', source: 'stderr' },
    { level: 'debug,error', source: 'stderr' },
  ],
  [
    { regex: true, case: 'yes', run: 3 },
    { regex: true, run: 3 },
  ],
  [{ from: '2026-07-28T12:00:00+02:00' }, { from: '2026-07-28T10:00:00.000Z' }],
  [{ at: 'B6ATBAF5XHZI5T43.4711' }, { at: 'B6ATBAF5XHZI5T43.4711' }],
])('the address %j means %j', (address, search) => {
  expect(logsSearch(address)).toEqual(search);
});

test('a line is found again by the address', () => {
  const [line] = logLines(['x'], { sequence: 4711 });
  expect(line && parseAt(formatAt(line))).toEqual({ serverId: 'S1', sequence: 4711 });
});

test.each<[LogsFilter, boolean]>([
  [{}, true],
  [{ level: 'warn,error' }, true],
  [{ level: 'info' }, false],
  [{ source: 'stdout' }, false],
  [{ run: 1 }, true],
  [{ run: 2 }, false],
  [{ from: '2026-07-28T10:00:00.000Z' }, true],
  [{ from: '2026-07-28T10:00:00.001Z' }, false],
  [{ q: 'BROKE' }, true],
  [{ q: 'BROKE', case: true }, false],
  [{ q: 'it b', regex: true }, true],
])('whether a line that comes is chosen by %j: %j', (filter, chosen) => {
  const [line] = logLines(['\x1b[31mit \x1b[0mbroke']);
  expect(line && liveFilter(filter)?.(line)).toBe(chosen);
});

test.each<LogsFilter>([{ to: '2026-07-28T10:00:00.000Z' }, { q: '(a|b)+', regex: true }])(
  '%j is not followed',
  (filter) => {
    expect(liveFilter(filter)).toBeUndefined();
  },
);

test('an export takes what is shown', () => {
  expect(exportHref(undefined, { q: 'a&b', level: 'warn,error' }, 'csv')).toBe(
    '/api/logs/export?format=csv&q=a%26b&level=warn%2Cerror',
  );
  expect(exportHref('S1', {}, 'txt')).toBe('/api/servers/S1/logs/export?format=txt');
});
