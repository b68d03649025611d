import { AppError, formatAmount, knowsNetwork } from '../lib/index.ts';
import type { InTx, Queryable, Tx } from '../platform/index.ts';
import { coin, findOrder, type Order } from '../shop/index.ts';
import { originalsOf, starsBack, type Original } from './originals.ts';
import type { RefundDestination, StoredRefund } from './types.ts';

/** The payment that a refund is made from. */
export type Source = Pick<
  StoredRefund,
  | 'orderId'
  | 'invoiceId'
  | 'originalId'
  | 'gave'
  | 'network'
  | 'currency'
  | 'amount'
  | 'stars'
  | 'bonusStars'
  | 'promoStars'
>;

/** The amount that staff want to send back, and where to. */
export interface Wish {
  /** An order; or a user, whose balance is paid back through one of that user's own payments to it. */
  readonly of: { readonly orderId: string } | { readonly userId: bigint };
  /** Minor units of the shop's coin; absent: all that is left of the payment. */
  readonly amount?: bigint | undefined;
  readonly destination: RefundDestination;
}

/** How many payments of one user are searched for one that can pay back a balance. */
const LOOKED_THROUGH = 50;

/**
 * Finds the payment that a request is about, and how much of it can go back.
 * Errors: ORDER_UNKNOWN, REFUND_EXCEEDS_PAID with `left` as decimal text, REFUND_SOURCE, AMOUNT_OUT_OF_RANGE.
 */
export async function chooseSource(context: InTx, tx: Tx, input: Wish): Promise<Source> {
  if (input.amount !== undefined && input.amount <= 0n) throw new AppError('AMOUNT_OUT_OF_RANGE');
  const candidates =
    'orderId' in input.of ? await ofOrder(tx, input.of.orderId) : await ofBalance(tx, input.of.userId);
  if (candidates.length === 0) throw new AppError('REFUND_SOURCE', { reason: 'nothing_paid' });
  const usable = candidates.filter(({ original }) =>
    input.destination === 'balance' ? original.gave === 'stars' : original.invoiceId !== null,
  );
  // Money paid into the balance is there already, and a purchase from balance has no payment to send back.
  if (usable.length === 0) throw new AppError('REFUND_SOURCE', { reason: input.destination });
  const enough = usable.find(({ original }) => original.rest > 0n && original.rest >= (input.amount ?? 1n));
  if (!enough) {
    const left = usable.reduce((most, { original: { rest } }) => (rest > most ? rest : most), 0n);
    throw new AppError('REFUND_EXCEEDS_PAID', { left: formatAmount(left, coin(context.config)) });
  }
  const { order, original } = enough;
  const amount = input.amount ?? original.rest;
  const back = starsBack(original, amount);
  return {
    orderId: order.id,
    originalId: original.journalId,
    gave: original.gave,
    amount,
    stars: back.bought,
    bonusStars: back.bonus + back.promo,
    promoStars: back.promo,
    ...(input.destination === 'address'
      ? await wayBack(tx, original)
      : { invoiceId: original.invoiceId, network: null, currency: null }),
  };
}

interface Candidate {
  order: Order;
  original: Original;
}

async function ofOrder(q: Queryable, orderId: string): Promise<Candidate[]> {
  const order = await findOrder({ db: q }, orderId);
  if (!order) throw new AppError('ORDER_UNKNOWN');
  return (await originalsOf(q, order)).map((original) => ({ order, original }));
}

/** Payments that went to the balance, the newest first. */
async function ofBalance(q: Queryable, userId: bigint): Promise<Candidate[]> {
  const { rows } = await q.query<{ id: string }>(
    `SELECT o.id FROM orders o JOIN invoices i ON i.order_id = o.id
     WHERE o.user_id = $1 AND i.booked > 0 ORDER BY o.created_at DESC LIMIT ${LOOKED_THROUGH}`,
    [userId],
  );
  const found: Candidate[] = [];
  for (const { id } of rows) found.push(...(await ofOrder(q, id)));
  return found.filter(({ original }) => original.gave === 'wallet');
}

/** A payment goes back on the same network and in the same coin. */
async function wayBack(
  q: Queryable,
  original: Original,
): Promise<Pick<Source, 'invoiceId' | 'network' | 'currency'>> {
  const { rows } = await q.query<{ network: string | null; currency: string | null; busy: boolean }>(
    `SELECT upper(i.facts ->> 'network') AS network, upper(i.facts ->> 'payerCurrency') AS currency, EXISTS (
       SELECT FROM refunds r WHERE r.invoice_id = i.id AND r.destination = 'address' AND r.status NOT IN ('rejected', 'cancelled')
     ) AS busy FROM invoices i WHERE i.id = $1`,
    [original.invoiceId],
  );
  const [invoice] = rows;
  if (!invoice?.network || !invoice.currency || !knowsNetwork(invoice.network))
    throw new AppError('REFUND_SOURCE', { reason: 'network', network: invoice?.network ?? '' });
  if (invoice.busy) throw new AppError('REFUND_BUSY');
  return { invoiceId: original.invoiceId, network: invoice.network, currency: invoice.currency };
}
