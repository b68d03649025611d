import { expect, test } from 'vitest';
import { CAPABILITIES, type CreateOutcome, type OrderState, type OrderView } from '../suppliers/index.ts';
import { contradicts, nextLook, planCreated, planSeen } from './plan.ts';
import { DELIVERY_STATES } from './states.ts';
import type { PaymentState } from './chainPayment.ts';
import type { Delivery } from './types.ts';

const now = new Date('2026-11-28T12:00:00Z');
const delivery = (change: Partial<Delivery> = {}) =>
  ({
    status: 'reserved',
    stars: 100,
    recipient: 'bob',
    acceptedAt: now,
    maxCost: 100n,
    costAsset: 'TON',
    error: null,
    supplierRef: 'ref',
    ...change,
  }) as Delivery;
const view = (state: OrderState, cost?: bigint): OrderView => ({
  ref: 'ref',
  state,
  status: `said_${state}`,
  raw: '{}',
  ...(cost !== undefined && { cost: { amount: cost, asset: 'TON' } }),
});
const due = (amount: bigint) => ({ to: 'EQ', memo: 'ref', cost: { amount, asset: 'TON' }, until: now });

const CREATED: readonly [string, CreateOutcome, object][] = [
  [
    'accepted with a payment in the limit',
    { is: 'accepted', view: view('pending'), payment: due(100n), isNew: true },
    { to: 'submitted', next: 'pay', changes: { cost: 100n, supplierRef: 'ref' } },
  ],
  [
    'accepted with a payment above the limit',
    { is: 'accepted', view: view('pending'), payment: due(101n), isNew: true },
    { to: 'submitted', next: 'cancel', changes: { error: 'DELIVERY_TOO_DEAR' } },
  ],
  [
    'accepted for another number of stars',
    { is: 'accepted', view: { ...view('pending'), stars: 50 }, payment: due(100n), isNew: true },
    { to: 'submitted', next: 'cancel', changes: { error: 'SUPPLIER_MISMATCH' } },
  ],
  [
    'accepted for somebody else',
    { is: 'accepted', view: { ...view('pending'), recipient: 'carol' }, payment: due(100n), isNew: true },
    { to: 'submitted', next: 'cancel', changes: { error: 'SUPPLIER_MISMATCH' } },
  ],
  [
    'refused for the recipient',
    { is: 'refused', why: 'recipient', text: 'no such user' },
    { to: 'failed', remark: 'no such user', changes: { error: 'RECIPIENT_REFUSED' } },
  ],
  ['refused for an order', { is: 'refused', why: 'order', text: '' }, { to: 'failed' }],
  [
    'refused for want of money there',
    { is: 'refused', why: 'funds', text: '' },
    { next: 'retry', changes: { error: 'SUPPLIER_FUNDS' } },
  ],
  [
    'put off, because nobody answers',
    { is: 'later', why: 'down', afterMs: 7000 },
    { next: 'retry', afterMs: 7000, changes: { error: 'SUPPLIER_UNAVAILABLE' } },
  ],
  [
    'put off until its turn',
    { is: 'later', why: 'busy', afterMs: 7000 },
    { next: 'retry', afterMs: 7000, changes: {}, isQueued: true },
  ],
  [
    'put off, since the key is refused',
    { is: 'later', why: 'key', afterMs: 7000 },
    { next: 'retry', changes: { error: 'SUPPLIER_KEY_REFUSED' } },
  ],
  ['not known', { is: 'unknown', evidence: 'cut' }, { to: 'uncertain', remark: 'cut' }],
];

test.each(CREATED)('planCreated, when the order is %s, then it says what follows', (_, outcome, plan) => {
  const planned = planCreated(delivery(), CAPABILITIES.mystars, outcome, now);
  expect(planned).toMatchObject(plan);
  if (planned.to) expect(DELIVERY_STATES.reserved.next).toContain(planned.to);
});

test('planCreated, when a prepaid supplier accepts, then its price counts as paid', () => {
  const outcome: CreateOutcome = { is: 'accepted', view: view('pending', 90n), isNew: true };
  expect(planCreated(delivery(), CAPABILITIES.istar, outcome, now)).toMatchObject({
    to: 'submitted',
    next: 'look',
    changes: { cost: 90n, paidAt: now },
  });
});

const SENT: readonly PaymentState[] = ['sent', 'seen', 'stuck'];
const UNSENT: readonly PaymentState[] = ['none', 'wanted', 'unsent'];

test.each([
  ...SENT.map((state) => [state, true] as const),
  ...UNSENT.map((state) => [state, false] as const),
])(
  'planSeen, when the order expired and our payment is %s, then nobody says more than is known',
  (payment, isUncertain) => {
    for (const state of ['expired', 'cancelled'] as const)
      expect(
        planSeen(delivery({ status: 'submitted' }), CAPABILITIES.mystars, view(state), { payment, now }).to,
      ).toBe(isUncertain ? 'uncertain' : 'failed');
  },
);

test('planSeen, when an order that was too dear ended unpaid, then it waits for a better price', () => {
  const dear = delivery({ status: 'submitted', error: 'DELIVERY_TOO_DEAR' });
  expect(planSeen(dear, CAPABILITIES.mystars, view('cancelled'), { payment: 'none', now })).toMatchObject({
    to: 'reserved',
    next: 'retry',
  });
});

test('planSeen, when the supplier says nothing final, then it looks on, and hands over to a person when time is up', () => {
  const late = new Date(now.getTime() - CAPABILITIES.mystars.finalWordMs - 1);
  for (const state of ['pending', 'held'] as const) {
    const at = (acceptedAt: Date) =>
      planSeen(delivery({ status: 'submitted', acceptedAt }), CAPABILITIES.mystars, view(state), {
        payment: 'seen',
        now,
      });
    expect(at(now)).toMatchObject({ next: 'look' });
    expect(at(now).to).toBeUndefined();
    expect(at(late)).toMatchObject({ to: 'uncertain', next: 'look' });
  }
});

test('planSeen, when a final word comes for an uncertain delivery, then it ends it', () => {
  const uncertain = delivery({ status: 'uncertain' });
  const seen = (state: OrderState) =>
    planSeen(uncertain, CAPABILITIES.mystars, view(state), { payment: 'seen', now }).to;
  expect([seen('delivered'), seen('failed'), seen('expired'), seen('pending')]).toEqual([
    'confirmed',
    'failed',
    undefined,
    undefined,
  ]);
});

test('contradicts, when the end and the later word differ, then and only then it says so', () => {
  const said = (status: Delivery['status'], state: OrderState) =>
    contradicts(delivery({ status }), view(state));
  expect([said('confirmed', 'failed'), said('failed', 'delivered')]).toEqual([true, true]);
  expect([said('confirmed', 'delivered'), said('failed', 'failed'), said('confirmed', 'pending')]).toEqual([
    false,
    false,
    false,
  ]);
});

test('nextLook, when time goes by, then it looks more rarely', () => {
  const after = (ageMs: number) =>
    nextLook({ acceptedAt: new Date(now.getTime() - ageMs), askedAt: null }, now).getTime() - now.getTime();
  expect([0, 10_000, 600_000, 7_200_000].map(after)).toEqual([5000, 10_000, 120_000, 900_000]);
});
