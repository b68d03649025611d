import type { Journal, JournalLine } from '../ledger/index.ts';
import type { Order } from '../shop/index.ts';
import type { StoredInvoice } from './types.ts';

/** Money that came for an invoice, and where it goes. `total` is all that ever came, this posting included. */
export interface Booking {
  to: 'order' | 'wallet';
  fresh: bigint;
  fee: bigint;
  total: bigint;
  actor: string;
}

/**
 * Makes the journal of money that came. Its key holds the total that came so far, so each coin is posted once, however
 * many events report it. A delivered purchase gives the stars; money above its price goes to the wallet.
 */
export function journalOf(order: Order, invoice: StoredInvoice, booking: Booking): Journal {
  const asset = invoice.asset;
  const delivers = booking.to === 'order' && order.kind === 'purchase';
  const sold = delivers ? min(booking.fresh, order.amount) : 0n;
  const clearing = { house: 'provider_clearing', asset } as const;
  const wallet = { user: order.userId, account: 'wallet', asset } as const;
  const stars = { user: order.userId, account: 'stars', asset: 'STAR' } as const;
  const lines: JournalLine[] = [
    { debit: clearing, credit: { house: 'revenue', asset }, amount: sold },
    { debit: clearing, credit: wallet, amount: booking.fresh - sold },
    { debit: { house: 'fees', asset }, credit: clearing, amount: booking.fee },
    {
      debit: { house: 'star_stock', asset: 'STAR' },
      credit: stars,
      amount: delivers ? BigInt(order.stars) : 0n,
    },
    {
      debit: { house: 'bonus', asset: 'STAR' },
      credit: stars,
      amount: delivers ? BigInt(order.bonusStars - order.promoStars) : 0n,
    },
    {
      debit: { house: 'promo', asset: 'STAR' },
      credit: stars,
      amount: delivers ? BigInt(order.promoStars) : 0n,
    },
  ];
  return {
    key: `invoice:${invoice.id}:${booking.total}`,
    kind: delivers ? 'purchase' : 'topup',
    reason: delivers
      ? 'paid by invoice'
      : booking.to === 'order'
        ? 'top-up by invoice'
        : 'invoice money to balance',
    actor: booking.actor,
    lines: lines.filter((line) => line.amount > 0n),
    links: { orderId: order.id, invoiceId: invoice.id },
    ...(order.correlationId === null ? {} : { correlationId: order.correlationId }),
  };
}

/** The amount that a journal of an invoice adds to the buyer's balance. */
export function toBalance(journal: Journal | undefined): bigint {
  return (journal?.lines ?? []).reduce(
    (sum, { credit, amount }) => ('user' in credit && credit.account === 'wallet' ? sum + amount : sum),
    0n,
  );
}

function min(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
