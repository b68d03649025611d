import { payerHashes, raise } from '../fraud/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import type { Order } from '../shop/index.ts';
import type { ProviderInvoice } from './provider.ts';
import type { Settlement } from './settlement.ts';
import type { StoredInvoice } from './types.ts';

/** The provider's answer as it is kept: without the payer's wallet, of which only a keyed hash is ever written. */
export function keptFacts(facts: ProviderInvoice): string {
  return JSON.stringify({ ...facts, payer: undefined });
}

interface Looked {
  order: Order;
  invoice: StoredInvoice;
  plan: Settlement;
  facts: ProviderInvoice;
  /** The break of this answer was not open before: the same contradiction at each poll is one. */
  isNewReview: boolean;
}

/** Tells the fraud rules of money that is booked now, or of a provider that contradicts itself. */
export async function raisePayment(context: Context, tx: Tx, looked: Looked): Promise<void> {
  const { order, invoice, plan, facts } = looked;
  const contradicts = plan.review === 'contradiction' && looked.isNewReview;
  if (!plan.post && !contradicts) return;
  await raise(tx, {
    kind: 'payment',
    userId: order.userId,
    subject: invoice.id,
    orderKind: order.kind,
    outcome: contradicts
      ? 'contradiction'
      : plan.post?.to === 'order'
        ? 'paid'
        : plan.order === 'underpaid'
          ? 'underpaid'
          : 'late',
    asset: invoice.asset,
    amount: plan.post?.fresh ?? 0n,
    payerHashes: payerHashes(context.config, facts.payer),
    correlationId: order.correlationId,
  });
}
