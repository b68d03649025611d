import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ORDER_STATES, type Order } from '../shop/index.ts';
import { journalOf } from './journal.ts';
import { planSettlement } from './settlement.ts';
import { INVOICE, ORDER, PERCENT, plan, PRICE, says, TON } from '../../test/payments/settlementCases.ts';
import { PROVIDER_STATUSES, rankOf } from './statuses.ts';

test.each([
  ['paid', 100, ['paid', 'order', 'paid']],
  ['paid', 96, ['paid', 'order', 'paid']],
  ['paid_over', 130, ['paid', 'order', 'paid']],
  ['wrong_amount', 40, ['underpaid', 'wallet', 'short']],
  ['cancel', 0, ['expired', undefined, 'expired']],
  ['fail', 0, ['failed', undefined, 'failed']],
  ['system_fail', 0, ['failed', undefined, 'failed']],
  ['wrong_amount_waiting', 40, [undefined, undefined, 'short_open']],
  ['locked', 100, ['held', undefined, 'locked']],
  ['process', 0, [undefined, undefined, undefined]],
])(
  'planSettlement, when an open invoice is %s with %i %%, then the order, the money and the message are %j',
  (status, percent, [order, to, told]) => {
    const result = plan(says(status, percent));
    expect(result.order).toBe(order);
    expect(result.post?.to).toBe(to);
    expect(result.tell?.kind).toBe(told);
    expect(result.review).toBeUndefined();
  },
);

test.each([
  ['another uuid', says('paid', 100, { uuid: 'another' }), 'other_invoice'],
  ['another order', says('paid', 100, { orderId: 'another' }), 'other_invoice'],
  ['another price', says('paid', 100, { amount: '9.5' }), 'amount'],
  ['another currency', says('paid', 100, { currency: 'USDT' }), 'currency'],
  ['a status that nobody knows', says('shipped', 100), 'unknown_status'],
  ['paid, but half is missing', says('paid', 50), 'figures'],
  ['paid without money', says('paid', 0), 'figures'],
  ['eleven prices', says('paid_over', 1100), 'figures'],
  ['failed with money', says('fail', 100), 'figures'],
  ['paid exactly, but with half more', says('paid', 150), 'figures'],
  ['too little, but with all of it', says('wrong_amount', 100), 'figures'],
])(
  'planSettlement, when the provider says %s, then gives nothing and asks for a person',
  (_, facts, review) => {
    expect(plan(facts)).toMatchObject({ outcome: 'review', review, order: 'held', tell: { kind: 'review' } });
    expect(plan(facts).post).toBeUndefined();
  },
);

test.each([40, 100, 130])(
  'planSettlement, when a cancelled invoice has %i %% of its money, then gives nothing until the provider calls it paid',
  (percent) => {
    for (const status of ['awaiting_payment', 'expired', 'held'] as const) {
      const late = plan(says('cancel', percent), { status });
      expect(late).toMatchObject({ outcome: 'review', review: 'late_money', status: 'cancel' });
      expect(late.post).toBeUndefined();
    }
    const cancelled = { status: 'cancel', isFinal: true, received: PERCENT * BigInt(percent) };
    expect(plan(says('cancel', percent), { status: 'held' }, cancelled)).toMatchObject({
      outcome: 'unchanged',
    });
    expect(plan(says('paid', 100), { status: 'held' }, { ...cancelled, received: PRICE })).toMatchObject({
      order: 'paid',
      post: { to: 'order' },
    });
  },
);

test('planSettlement, when a locked payment is released, then delivers', () => {
  const locked = { status: 'locked', received: PRICE };
  expect(plan(says('paid', 100), { status: 'held' }, locked)).toMatchObject({
    order: 'paid',
    post: { fresh: PRICE },
  });
});

test('planSettlement, when more comes for a settled order, then only the difference goes to the wallet', () => {
  const settled = { status: 'paid', received: PRICE, booked: PRICE };
  expect(plan(says('paid_over', 120), { status: 'paid' }, settled)).toMatchObject({
    post: { to: 'wallet', fresh: PERCENT * 20n },
    tell: { kind: 'late', surplus: PERCENT * 20n },
  });
  const short = { status: 'wrong_amount', received: PERCENT * 40n, booked: PERCENT * 40n };
  expect(plan(says('paid', 100), { status: 'underpaid' }, short)).toMatchObject({
    post: { to: 'wallet', fresh: PERCENT * 60n },
  });
});

test('planSettlement, when a paid invoice is said to have failed, then keeps it and asks for a person', () => {
  const settled = { status: 'paid', received: PRICE, booked: PRICE };
  expect(plan(says('cancel', 0), { status: 'paid' }, settled)).toMatchObject({
    status: 'paid',
    review: 'contradiction',
  });
  expect(plan(says('confirm_check', 0), { status: 'paid' }, settled)).toMatchObject({ outcome: 'unchanged' });
});

test.each([
  ['process', {}],
  ['confirm_check', { payerCurrency: 'USDT', payerAmount: undefined }],
  ['confirm_check', { paymentAmount: '95000' }],
])(
  'planSettlement, when %s has figures that cannot be read (%j), then waits for those that count',
  (status, extra) => {
    expect(plan(says(status, 100, { payerCurrency: 'USDT', payerAmount: undefined, ...extra }))).toEqual({
      outcome: 'updated',
      status,
      isFinal: false,
      received: 0n,
    });
  },
);

test.each([
  ['another price', { amount: '9.5' }, 'amount'],
  ['another currency', { currency: 'USDT' }, 'currency'],
  ['another order', { orderId: 'another' }, 'other_invoice'],
])(
  'planSettlement, when the provider says %s while nothing has come, then a person looks and the buyer can pay',
  (_, lie, review) => {
    const result = plan(says('check', 0, lie));
    expect(result).toMatchObject({ outcome: 'review', review });
    expect(result.order).toBeUndefined();
    expect(result.tell).toBeUndefined();
  },
);

test('planSettlement, when a failed invoice is called cancelled too, then the order stays failed and nobody is told again', () => {
  const failed = { status: 'fail', isFinal: true };
  const result = plan(says('cancel', 0), { status: 'failed' }, failed);
  expect(result).toMatchObject({ outcome: 'updated', status: 'cancel' });
  expect(result.order).toBeUndefined();
  expect(result.tell).toBeUndefined();
});

test('planSettlement, when a locked payment has figures that cannot be read, then the buyer still gets the questionnaire', () => {
  const unreadable = { payerCurrency: 'USDT', payerAmount: undefined };
  expect(plan(says('locked', 100, unreadable))).toMatchObject({
    status: 'locked',
    order: 'held',
    tell: { kind: 'locked' },
  });
});

test('planSettlement, when the provider calls a settled invoice paid with twice the price, then asks for a person', () => {
  const settled = { status: 'paid', received: PRICE, booked: PRICE };
  const result = plan(says('paid', 200), { status: 'paid' }, settled);
  expect(result).toMatchObject({ outcome: 'review', review: 'figures' });
  expect(result.post).toBeUndefined();
  expect(result.order).toBeUndefined();
});

test('planSettlement, when more comes once more under the same status, then only the difference goes to the wallet', () => {
  const over = { status: 'paid_over', received: PERCENT * 120n, booked: PERCENT * 120n };
  expect(plan(says('paid_over', 150), { status: 'paid' }, over)).toMatchObject({
    post: { to: 'wallet', fresh: PERCENT * 30n },
    tell: { kind: 'late' },
  });
});

test('planSettlement, when any answers come in any order any number of times, then money and state hold', () => {
  const answer = fc.record({
    status: fc.constantFrom(...Object.keys(PROVIDER_STATUSES)),
    percent: fc.integer({ min: 0, max: 150 }),
  });
  fc.assert(
    fc.property(
      fc.array(answer, { maxLength: 25 }),
      fc.constantFrom('purchase' as const, 'topup' as const),
      (answers, kind) => {
        let order: Order = { ...ORDER, kind };
        let invoice = INVOICE;
        const keys = new Set<string>();
        let delivered = 0;
        for (const { status, percent } of answers) {
          const result = planSettlement(order, invoice, says(status, percent), TON);
          expect(rankOf(result.status)).toBeGreaterThanOrEqual(rankOf(invoice.status));
          if (result.post) {
            expect(result.post.fresh).toBeGreaterThan(0n);
            const journal = journalOf(order, invoice, {
              ...result.post,
              total: result.received,
              actor: 'system',
            });
            expect(keys.has(journal.key)).toBe(false);
            keys.add(journal.key);
            if (result.post.to === 'order') delivered++;
            expect(result.review).toBeUndefined();
          }
          if (result.order && result.order !== order.status)
            expect(ORDER_STATES[order.status].next).toContain(result.order);
          invoice = {
            ...invoice,
            status: result.status,
            isFinal: result.isFinal,
            received: result.received,
            booked: invoice.booked + (result.post?.fresh ?? 0n),
          };
          order = { ...order, status: result.order ?? order.status };
          expect(delivered).toBeLessThanOrEqual(1);
          expect(delivered === 1).toBe(order.status === 'paid');
          if (answers.length > 0 && invoice.booked > 0n)
            expect(['paid', 'underpaid', 'held']).toContain(order.status);
        }
        const most = Math.max(0, ...answers.map(({ percent }) => percent));
        expect(invoice.booked).toBeLessThanOrEqual(PERCENT * BigInt(most));
        // Apply every answer once more: nothing changes.
        for (const { status, percent } of answers) {
          const again = planSettlement(order, invoice, says(status, percent), TON);
          if (again.post) expect(again.received).toBeGreaterThan(invoice.booked);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
