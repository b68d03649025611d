import { payerHashes, raiseAll, type NewEvent } from '../fraud/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import type { ProviderInvoice } from './provider.ts';
import type { Change } from './change.ts';

/** The provider's answer as it is kept: without the payer's wallet, of which only a keyed hash is ever written. */
export function keptFacts(facts: ProviderInvoice): string {
  return JSON.stringify({ ...facts, payer: undefined });
}

/**
 * Tells the fraud rules of money that is booked now, and of a provider that contradicts itself. `newReviews`: those whose
 * break was not open before; the same contradiction at each poll is one.
 */
export async function raisePayments(
  context: Context,
  tx: Tx,
  { changes, newReviews }: { changes: readonly Change[]; newReviews: ReadonlySet<Change> },
): Promise<void> {
  await raiseAll(
    tx,
    changes.flatMap((change) => {
      const event = eventOf(context, change, newReviews.has(change));
      return event ? [event] : [];
    }),
  );
}

function eventOf(
  context: Context,
  { order, invoice, plan, confirmed }: Change,
  isNewReview: boolean,
): NewEvent | undefined {
  const contradicts = plan.review === 'contradiction' && isNewReview;
  if (!plan.post && !contradicts) return undefined;
  return {
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
    payerHashes: payerHashes(context.config, confirmed.facts.payer),
    correlationId: order.correlationId,
  };
}
