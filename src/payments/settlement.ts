import type { Asset } from '../lib/index.ts';
import type { Order, OrderStatus } from '../shop/index.ts';
import { figuresOf, samePrice } from './figures.ts';
import type { ProviderInvoice } from './provider.ts';
import { isSeen, PROVIDER_STATUSES, rankOf } from './statuses.ts';
import type { StoredInvoice } from './types.ts';
import { plausible, isPriceOf } from './plausible.ts';

/** The result of one confirmed answer. `review` means that a person must look and that no value was given. */
export type Outcome = 'booked' | 'updated' | 'unchanged' | 'review';

/** Why a person must look. */
export type ReviewReason =
  | 'unknown_status'
  | 'other_invoice'
  | 'amount'
  | 'currency'
  | 'figures'
  | 'shrunk'
  | 'contradiction'
  | 'late_money'
  | 'refunded'
  | 'refund_failed';

/** What to change, as pure data. `settle` applies it in one transaction. */
export interface Settlement {
  readonly outcome: Outcome;
  readonly review?: ReviewReason;
  /** The invoice's status from now on. */
  readonly status: string;
  readonly isFinal: boolean;
  readonly received: bigint;
  readonly order?: OrderStatus;
  /** Money that came since the last posting: `order` delivers, `wallet` goes to the buyer's balance. */
  readonly post?: { readonly to: 'order' | 'wallet'; readonly fresh: bigint; readonly fee: bigint };
  readonly tell?: Telling;
}

export type Telling =
  | { readonly kind: 'paid' | 'late'; readonly surplus: bigint }
  | {
      readonly kind:
        | 'seen'
        | 'short_open'
        | 'short'
        | 'locked'
        | 'expired'
        | 'failed'
        | 'review'
        | 'returned';
    };

/**
 * Decides what one confirmed answer of the provider means. The rules:
 * - `paid`, `paid_over`: the order is delivered, even if it had expired; money above the price goes to the wallet;
 * - `wrong_amount`: the money goes to the wallet, the order is underpaid;
 * - figures that contradict the status (`paid` with much less or more than the price, `wrong_amount` with all of it): a
 *   person looks;
 * - `cancel` with money: a person looks, because only `paid` says that we may count on the money (it may be held, or on
 *   its way back). Later answers are decided by their own rules;
 * - money for an order that was already settled, or that its buyer cancelled, goes to the wallet;
 * - money for an order that another one replaced: it counts as if it had not been replaced, waits again, and is
 *   delivered;
 * - `process`, `confirm_check`, `wrong_amount_waiting`, `locked`: no value is given, the buyer is told;
 * - money that the provider sent back after we gave value for it, or kept although we gave none: a person looks;
 * - a status of lower rank, or less money than before, changes nothing;
 * - a wrong price or currency, or figures that cannot be counted: no value is given, a person looks.
 */
export function planSettlement(
  order: Order,
  invoice: StoredInvoice,
  facts: ProviderInvoice,
  asset: Asset,
): Settlement {
  const kept = { status: invoice.status, isFinal: invoice.isFinal, received: invoice.received };
  const spec = PROVIDER_STATUSES[facts.status];
  const review = (reason: ReviewReason): Settlement => ({
    ...kept,
    outcome: 'review',
    review: reason,
    // While nothing has come, one strange answer must not take the buyer's invoice away.
    ...(spec?.means === 'open' ? {} : held(order)),
  });

  if (!spec) return review('unknown_status');
  if (
    facts.orderId !== invoice.providerOrderId ||
    (invoice.providerUuid !== null && facts.uuid !== invoice.providerUuid)
  )
    return review('other_invoice');
  if (facts.currency !== invoice.asset) return review('currency');
  if (!samePrice(facts, invoice.amount, asset)) return review('amount');
  if (spec.rank < rankOf(invoice.status)) {
    const contradicts = spec.isFinal && PROVIDER_STATUSES[invoice.status]?.means === 'paid';
    return contradicts ? review('contradiction') : { ...kept, outcome: 'unchanged' };
  }

  const figures = plausible(figuresOf(facts, invoice.amount, asset), invoice.amount, spec.means);
  if (!figures) return review('figures');
  const received = figures.received ?? invoice.received;
  if (received < invoice.booked && spec.means !== 'refund' && spec.means !== 'refunded')
    return review('shrunk');
  if (received < invoice.received && facts.status === invoice.status)
    return { ...kept, outcome: 'unchanged' };

  const next = { status: facts.status, isFinal: isFinal(facts), received };
  const changed =
    next.status !== kept.status || next.received !== kept.received || next.isFinal !== kept.isFinal;
  const fresh = received - invoice.booked;
  const fee = figures.fee > invoice.fee ? figures.fee - invoice.fee : 0n;
  const updated = (extra: Partial<Pick<Settlement, 'order' | 'tell'>> = {}): Settlement => ({
    ...next,
    outcome: changed ? 'updated' : 'unchanged',
    ...(changed ? extra : {}),
  });
  const toWallet = (): Settlement => ({
    ...next,
    outcome: 'booked',
    post: { to: 'wallet', fresh, fee },
    ...(takesNoMore(order)
      ? { tell: { kind: 'late', surplus: fresh } as const }
      : { order: 'underpaid' as const, tell: { kind: 'short' } as const }),
  });
  const deliver = (): Settlement => {
    const surplus = received > order.amount ? received - order.amount : 0n;
    return {
      ...next,
      outcome: 'booked',
      order: 'paid',
      post: { to: 'order', fresh, fee },
      tell: { kind: 'paid', surplus },
    };
  };
  const untouched = invoice.booked === 0n && (!takesNoMore(order) || order.status === 'underpaid');
  const again = order.status === 'replaced' ? { order: 'awaiting_payment' as const } : {};
  // The buyer of an order that was cancelled, or that had failed before, already knows.
  const isKnown = order.status === 'cancelled' || order.status === 'failed';
  const ends = (to: 'expired' | 'failed'): Settlement =>
    updated(isKnown ? {} : { order: to, tell: { kind: to } });

  switch (spec.means) {
    case 'open':
      return updated(isSeen(facts.status) ? again : {});
    case 'short_open':
      return updated({ ...again, tell: { kind: 'short_open' } });
    case 'locked':
      // The buyer is told again later if the questionnaire was not there at first.
      return { ...updated(order.status === 'cancelled' ? {} : { order: 'held' }), tell: { kind: 'locked' } };
    case 'failed':
      return received > 0n ? review('figures') : ends('failed');
    case 'expired':
      // Nobody waits for an order that another one replaced.
      if (fresh <= 0n) return order.status === 'replaced' ? updated() : ends('expired');
      return changed ? { ...next, outcome: 'review', review: 'late_money', ...held(order) } : updated();
    case 'short':
      if (received === 0n || (untouched && received >= order.amount)) return review('figures');
      return fresh > 0n ? toWallet() : updated();
    case 'paid':
      if (fresh <= 0n) return updated();
      if (!isPriceOf(facts.status, received, invoice.amount)) return review('figures');
      return untouched ? deliver() : toWallet();
    case 'refund':
    case 'refunded':
      // This is our own refund: the code that sent it books its end.
      if (invoice.refundAskedAt !== null || !changed) return updated();
      if (invoice.booked > 0n)
        return spec.means === 'refunded'
          ? { ...next, outcome: 'review', review: 'refunded', tell: { kind: 'returned' } }
          : updated();
      if (spec.means === 'refunded') return ends('failed');
      return facts.status === 'refund_fail'
        ? { ...next, outcome: 'review', review: 'refund_failed', ...held(order) }
        : updated();
  }
}

/** Whether money that comes for this order from now on no longer pays for it. */
function takesNoMore({ status }: Order): boolean {
  return status === 'paid' || status === 'underpaid' || status === 'refunded' || status === 'cancelled';
}

/** An order whose payment needs a person is held, unless it already has the money asked for. Its buyer is told. */
function held(order: Order): Pick<Settlement, 'order' | 'tell'> {
  return ['created', 'awaiting_payment', 'expired', 'failed', 'replaced'].includes(order.status)
    ? { order: 'held', tell: { kind: 'review' } }
    : {};
}

function isFinal(facts: ProviderInvoice): boolean {
  if (facts.status === 'locked') return false;
  return facts.isFinal ?? PROVIDER_STATUSES[facts.status]?.isFinal ?? false;
}
