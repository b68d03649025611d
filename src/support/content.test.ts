import { expect, test } from 'vitest';
import { fillCannedReply } from './content.ts';

test('fillCannedReply, when values are known, then puts them in as they are', () => {
  const filled = fillCannedReply('{user}: {order}, {stars}, {tx}', {
    user: '$& {tx}',
    order: 'o',
    stars: '5',
    tx: 't',
  });
  expect(filled).toEqual({ text: '$& {tx}: o, 5, t', missing: [] });
});

test('fillCannedReply, when a value is missing, then leaves the variable to be seen and names it once', () => {
  expect(fillCannedReply('{user} {order} {order} {other}', { user: 'Ann', order: null })).toEqual({
    text: 'Ann {order} {order} {other}',
    missing: ['order'],
  });
});
