import { expect, test } from 'vitest';
import { plan, PRICE, says } from '../../test/payments/settlementCases.ts';

test('planSettlement, when a paid invoice is sent back by the provider, then asks for a person once', () => {
  const settled = { status: 'paid', received: PRICE, booked: PRICE };
  const first = plan(says('refund_paid', 100), { status: 'paid' }, settled);
  expect(first).toMatchObject({ status: 'refund_paid', review: 'refunded', tell: { kind: 'returned' } });
  const again = { ...settled, status: 'refund_paid', isFinal: true };
  expect(plan(says('refund_paid', 100), { status: 'paid' }, again)).toMatchObject({ outcome: 'unchanged' });
});

test('planSettlement, when the provider sends back what was never booked, then the order fails and nobody looks', () => {
  const going = plan(says('refund_process', 100), { status: 'held' }, { status: 'locked', received: PRICE });
  expect(going).toEqual({ outcome: 'updated', status: 'refund_process', isFinal: false, received: PRICE });
  expect(
    plan(says('refund_paid', 100), { status: 'held' }, { status: 'refund_process', received: PRICE }),
  ).toMatchObject({ order: 'failed', tell: { kind: 'failed' } });
});

test('planSettlement, when the provider fails to send back what was never booked, then a person looks once', () => {
  const going = { status: 'refund_process', received: PRICE };
  const first = plan(says('refund_fail', 100), {}, going);
  expect(first).toMatchObject({
    outcome: 'review',
    review: 'refund_failed',
    status: 'refund_fail',
    order: 'held',
  });
  const after = { ...going, status: 'refund_fail', isFinal: true };
  expect(plan(says('refund_fail', 100), { status: 'held' }, after)).toMatchObject({ outcome: 'unchanged' });
});

test('planSettlement, when our own refund comes back from the provider, then nobody has to look', () => {
  const settled = { status: 'paid', received: PRICE, booked: PRICE, refundAskedAt: new Date(0) };
  for (const status of ['refund_process', 'refund_paid', 'refund_fail'])
    expect(plan(says(status, 100), { status: 'paid' }, settled)).toMatchObject({
      outcome: 'updated',
      status,
    });
});
