import { expect, test } from 'vitest';
import { ORDER_STATES, ORDER_STATUSES, orderStatesBefore, PENDING_ORDER_STATES } from './states.ts';

function reachable(from: (typeof ORDER_STATUSES)[number]): Set<string> {
  const seen = new Set<(typeof ORDER_STATUSES)[number]>();
  const open = [from];
  for (let status = open.pop(); status !== undefined; status = open.pop())
    for (const next of ORDER_STATES[status].next)
      if (!seen.has(next)) {
        seen.add(next);
        open.push(next);
      }
  return seen;
}

test('order states, when walked from created, then every state is reached', () => {
  expect([...reachable('created'), 'created'].sort()).toEqual([...ORDER_STATUSES].sort());
});

test('order states, when value was given, then no way leads back to waiting', () => {
  for (const status of ['paid', 'refunded'] as const)
    for (const pending of PENDING_ORDER_STATES) expect(reachable(status)).not.toContain(pending);
});

test('order states, when nothing was paid yet, then a payment is still possible', () => {
  for (const status of ['created', 'awaiting_payment', 'held', 'expired', 'failed', 'underpaid'] as const)
    expect(ORDER_STATES[status].next).toContain('paid');
});

test('orderStatesBefore, when asked for each state, then agrees with the table', () => {
  for (const to of ORDER_STATUSES)
    for (const from of ORDER_STATUSES)
      expect(orderStatesBefore(to).includes(from)).toBe(ORDER_STATES[from].next.includes(to));
});
