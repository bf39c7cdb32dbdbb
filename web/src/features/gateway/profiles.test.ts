import { expect, test } from 'vitest';
import { membersOf } from './profiles';

test('a server that stays in a profile keeps its choice of tools', () => {
  const before = [{ server: 'files', tools: ['read_file'] }, { server: 'time' }];
  expect(membersOf(['memory', 'files'], before)).toEqual([
    { server: 'memory' },
    { server: 'files', tools: ['read_file'] },
  ]);
});
