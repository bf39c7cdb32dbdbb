import { expect, test } from 'vitest';
import { makeMatcher, type TextSearch } from './matcher';
import { segments } from './segments';

test.each<[search: TextSearch, text: string, found: unknown]>([
  [
    { q: 'ERR' },
    'an error, Err',
    [
      [3, 6],
      [10, 13],
    ],
  ],
  [{ q: 'ERR', case: true }, 'an error', null],
  [{ q: 'a.c' }, 'abc a.c', [[4, 7]]],
  [{ q: '<b>[1]' }, 'x <b>[1]', [[2, 8]]],
  [{ q: '\\d+ms', regex: true }, 'took 12ms', [[5, 9]]],
  [
    { q: 'x*', regex: true },
    'b',
    [
      [0, 0],
      [1, 1],
    ],
  ],
])('%j in %j is found at %j', (search, text, found) => {
  expect(makeMatcher(search)?.(text)).toEqual(found);
});

test.each<TextSearch>([
  {},
  { q: '(', regex: true },
  { q: '(?P<name>x)', regex: true },
  { q: '\\Qx\\E', regex: true },
  { q: '(a+)+$', regex: true },
  { q: '[[:alpha:]]', regex: true },
])('%j is left to the manager', (search) => {
  expect(makeMatcher(search)).toBeUndefined();
});

test('matches are marked across changes of style', () => {
  const red = { colour: 1 };
  const spans = [
    { text: 'one ', style: {} },
    { text: 'two', style: red },
    { text: ' three', style: {} },
  ];
  expect(
    segments(spans, [
      [2, 6],
      [7, 9],
    ]),
  ).toEqual([
    { text: 'on', style: {}, marked: false },
    { text: 'e ', style: {}, marked: true },
    { text: 'tw', style: red, marked: true },
    { text: 'o', style: red, marked: false },
    { text: ' t', style: {}, marked: true },
    { text: 'hree', style: {}, marked: false },
  ]);
});
