import { expect, test } from 'vitest';
import { formatBytes, formatDuration, formatMilliseconds, formatPercent } from './format';

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [170_000_000, '162 MiB'],
  [5 * 1024 ** 4, '5.0 TiB'],
])('%d bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test.each([
  [0, '0 s'],
  [300, 'less than 1 s'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [90_061_000, '1 d 1 h'],
])('%d ms', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));

test('short times keep a digit more', () => {
  expect([3.44, 34.4].map(formatMilliseconds)).toEqual(['3.4 ms', '34 ms']);
});

test('only what is whole is called whole', () => {
  expect([99.999, 99.5, 100, 0.001, 0].map(formatPercent)).toEqual(['99.99 %', '99.50 %', '100 %', '0.01 %', '0 %']);
});
