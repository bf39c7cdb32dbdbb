import { expect, test } from 'vitest';
import type { Server } from '@/lib/api';
import { availabilityRows, orderAfter, WORST_FIRST } from './availability-order';

const servers = ['b', 'a', 'c', 'new'].map((name) => ({ id: `id-${name}`, name })) as Server[];
const known = {
  'id-a': { availability: 100, healthyTime: 50, unhealthyTime: 0 },
  'id-b': { availability: 100, healthyTime: 10, unhealthyTime: 0 },
  'id-c': { availability: 99.5, healthyTime: 995, unhealthyTime: 5 },
  'id-gone': { availability: 1, healthyTime: 1, unhealthyTime: 99 },
};
const names = (order: typeof WORST_FIRST) => availabilityRows(servers, known, order).map(({ name }) => name);

test('the worst comes first, equal ones by name, and none that is gone or was never watched', () => {
  expect(names(WORST_FIRST)).toEqual(['c', 'a', 'b']);
});

test('a column is turned round by a second click', () => {
  const best = orderAfter(WORST_FIRST, 'availability');
  expect(names(best)).toEqual(['a', 'b', 'c']);
  const byName = orderAfter(best, 'name');
  expect(names(byName)).toEqual(['a', 'b', 'c']);
  expect(names(orderAfter(byName, 'name'))).toEqual(['c', 'b', 'a']);
  expect(names(orderAfter(byName, 'unhealthyTime'))).toEqual(['c', 'a', 'b']);
});
