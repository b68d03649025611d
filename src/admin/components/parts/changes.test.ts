import { expect, test } from 'vitest';
import { changeLines } from './changes.ts';

test('two objects, when compared, then each part that differs has a line, and parts inside parts too', () => {
  const before = { status: 'open', weight: 10, parameters: { most: 3, days: 7 } };
  const after = JSON.stringify({ status: 'open', weight: 20, parameters: { most: 5, days: 7 }, note: 'why' });
  expect(changeLines(before, after)).toEqual([
    { name: 'weight', before: '10', after: '20' },
    { name: 'parameters.most', before: '3', after: '5' },
    { name: 'note', after: 'why' },
  ]);
});

test('one object, when there is no other, then all of it; text that is no JSON, a list and nothing are told as they are', () => {
  expect(changeLines(undefined, { owner: null, networks: ['a', 'b'] })).toEqual([
    { name: 'networks', after: 'a, b' },
  ]);
  expect(changeLines({ list: 'block', note: '' }, null)).toEqual([{ name: 'list', before: 'block' }]);
  expect(changeLines(null, '{broken')).toEqual([{ name: '', after: '{broken' }]);
  expect(changeLines(null, null)).toEqual([]);
});

test('text inside an object, when it is a number or JSON itself, then amounts keep every digit and parts are told', () => {
  const after = '{"amount":"9007199254740993000000001","parameters":"{\\"most\\":3}"}';
  expect(changeLines(null, after)).toEqual([
    { name: 'amount', after: '9007199254740993000000001' },
    { name: 'parameters.most', after: '3' },
  ]);
});
