import { expect, test } from 'vitest';
import { ORDER_STATES } from '../shop/index.ts';
import { PERCENT, plan, PRICE, says } from '../../test/payments/settlementCases.ts';
import { PROVIDER_STATUSES } from './statuses.ts';

test.each(['paid', 'paid_over', 'wrong_amount'])(
  'planSettlement, when %s comes for an order that its buyer cancelled, then all of it goes to the balance and is told as late',
  (status) => {
    const percent = { paid: 100, paid_over: 125, wrong_amount: 60 }[status] ?? 0;

    const settlement = plan(says(status, percent), { status: 'cancelled' });

    expect(settlement.post).toEqual({ to: 'wallet', fresh: PERCENT * BigInt(percent), fee: 0n });
    expect(settlement).toMatchObject({ tell: { kind: 'late', surplus: PERCENT * BigInt(percent) } });
    expect(settlement.order).toBeUndefined();
  },
);

test('planSettlement, when an order that another one replaced is paid, then it is delivered', () => {
  expect(plan(says('paid', 100), { status: 'replaced' })).toMatchObject({
    order: 'paid',
    post: { to: 'order', fresh: PRICE },
    tell: { kind: 'paid' },
  });
});

test.each(['confirm_check', 'wrong_amount_waiting'])(
  'planSettlement, when %s comes for a replaced order, then it waits again',
  (status) => {
    expect(plan(says(status, 60), { status: 'replaced' }).order).toBe('awaiting_payment');
  },
);

test.each(['cancelled', 'replaced'] as const)(
  'planSettlement, when the unpaid invoice of an order that was %s ends, then nobody is told',
  (status) => {
    const settlement = plan(says('cancel', 0), { status });

    expect(settlement).toMatchObject({ outcome: 'updated', status: 'cancel' });
    expect(settlement.order).toBeUndefined();
    expect(settlement.tell).toBeUndefined();
  },
);

test.each(['cancelled', 'replaced'] as const)(
  'planSettlement, when anything comes for an order that was %s, then it only goes where the table of states allows',
  (status) => {
    for (const provider of Object.keys(PROVIDER_STATUSES))
      for (const percent of [0, 60, 100, 125]) {
        const { order } = plan(says(provider, percent), { status });
        if (order !== undefined) expect(ORDER_STATES[status].next).toContain(order);
      }
  },
);
