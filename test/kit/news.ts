import { newId } from '../../src/lib/index.ts';
import type { DataOf, News, NotificationKind } from '../../src/notifications/index.ts';
import { TON } from './money.ts';

const arrived = { received: 118_750_000_000n, credited: 23_750_000_000n, asset: 'TON' };

/** A refund of this many coins to the balance, at a step. */
export const refunded = (
  change: Partial<Extract<DataOf<'refund_step'>, { kind: 'refund' }>> = {},
): News<'refund_step'> => ({
  kind: 'refund_step',
  data: {
    kind: 'refund',
    step: 'sent',
    amount: 95n * TON,
    asset: 'TON',
    orderId: null,
    reason: 'customer_request',
    destination: 'balance',
    gave: 'stars',
    stars: 110n,
    network: null,
    addressHint: null,
    ...change,
  },
});

/** A corrected balance. */
export const corrected = (
  change: Partial<Extract<DataOf<'refund_step'>, { kind: 'adjustment' }>> = {},
): News<'refund_step'> => ({
  kind: 'refund_step',
  data: {
    kind: 'adjustment',
    step: 'done',
    direction: 'credit',
    amount: 12_500_000_000n,
    asset: 'TON',
    orderId: null,
    reason: 'correction',
    wasInSuspense: false,
    hasRefund: true,
    ...change,
  },
});

/** Data that fits each kind. A new kind without a sample does not compile. */
export const SAMPLES: { readonly [K in NotificationKind]: DataOf<K> } = {
  order_paid: arrived,
  topup_paid: arrived,
  order_underpaid: {},
  order_overpaid: arrived,
  order_expired: {},
  order_ending: {},
  purchase_asks: { stars: 250 },
  order_failed: {},
  payment_seen: {},
  payment_locked: { link: 'https://example.test/questions' },
  payment_review: { returned: true },
  ticket_reply: { messageId: newId() },
  ticket_resolved: {},
  ticket_closed: { answered: true },
  ticket_reopened: {},
  ticket_merged: { from: 41n },
  refund_step: refunded().data,
  delivery_step: { step: 'confirmed', stars: 110n },
};

/** News of a kind, with data that fits. */
export const sample = (kind: NotificationKind): News => ({ kind, data: SAMPLES[kind] }) as News;
