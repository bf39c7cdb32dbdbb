import { expect, test } from 'vitest';
import { switched } from './use-offering';

test('a tool is switched off once, and on again', () => {
  expect(switched(['a'], 'b', false)).toEqual(['a', 'b']);
  expect(switched(['a', 'b'], 'b', false)).toEqual(['a', 'b']);
  expect(switched(['a', 'b'], 'a', true)).toEqual(['b']);
});
