import { expect, test } from 'vitest';
import type { OrderState, OrderView } from '../suppliers/index.ts';
import { classOfUnknown, compareOrder, type Compared } from './compare.ts';

const now = new Date('2026-11-28T12:00:00Z');
const ours = (change: Partial<Compared> = {}): Compared => ({
  id: 'd',
  status: 'submitted',
  stars: 100,
  recipient: 'bob',
  supplierRef: 'r',
  paidAt: null,
  createdAt: now,
  ...change,
});
const theirs = (state: OrderState, change: Partial<OrderView> = {}): OrderView => ({
  ref: 'r',
  state,
  status: state,
  stars: 100,
  recipient: 'Bob',
  raw: '',
  ...change,
});

test.each<[string, Compared, OrderView, string | undefined]>([
  ['both are under way', ours(), theirs('pending'), undefined],
  ['the supplier looks at it', ours(), theirs('held'), undefined],
  ['the supplier is ahead', ours(), theirs('delivered'), undefined],
  ['both are done', ours({ status: 'confirmed' }), theirs('delivered'), undefined],
  ['both failed', ours({ status: 'failed' }), theirs('failed'), undefined],
  ['the number differs', ours(), theirs('pending', { stars: 50 }), 'supply_stars'],
  ['the person differs', ours(), theirs('pending', { recipient: 'carol' }), 'supply_recipient'],
  ['the name was erased with us', ours({ recipient: null }), theirs('pending'), undefined],
  [
    'the supplier does not tell the name',
    ours(),
    { ref: 'r', state: 'pending', status: '', raw: '' },
    undefined,
  ],
  ['we say arrived and they say failed', ours({ status: 'confirmed' }), theirs('failed'), 'supply_status'],
  ['we gave back and they delivered', ours({ status: 'failed' }), theirs('delivered'), 'supply_status'],
  ['we paid and they saw nothing', ours({ paidAt: now }), theirs('expired'), 'supply_paid_not_delivered'],
  ['it ended unpaid on both sides', ours({ status: 'failed' }), theirs('expired'), undefined],
])('compareOrder, when %s, then it says what a person has to look at', (_, we, they, found) => {
  expect(compareOrder(we, they)).toBe(found);
});

test('classOfUnknown, when a like delivery has another order already, then it is a second one, else unknown', () => {
  const order = theirs('delivered', { ref: 'other' });
  expect(classOfUnknown(order, [ours()])).toBe('supply_twice');
  expect(classOfUnknown(order, [ours({ supplierRef: null })])).toBe('supply_missing_with_us');
  expect(classOfUnknown(order, [])).toBe('supply_missing_with_us');
});
