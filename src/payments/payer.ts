import { payerHashes } from '../fraud/index.ts';
import type { InTx, Tx } from '../platform/index.ts';
import { raiseAll, recordSecurityEvent, type NewSignal } from '../security/index.ts';
import type { ProviderInvoice } from './provider.ts';
import type { Change } from './change.ts';
import { claimsMore } from './statuses.ts';

/** The provider's answer as we store it: without the payer's wallet. Of the wallet we only ever write a keyed hash. */
export function keptFacts(facts: ProviderInvoice): string {
  return JSON.stringify({ ...facts, payer: undefined });
}

/**
 * Tells the fraud rules about money that is booked now, about a provider that contradicts itself, and about a webhook
 * that claimed more than is true. `newReviews`: those whose break was not open before, because each poll meets the same
 * contradiction again. `newEvents`: events of the provider that were not processed before.
 */
export async function raisePayments(
  context: InTx,
  tx: Tx,
  {
    changes,
    newReviews,
    newEvents,
  }: { changes: readonly Change[]; newReviews: ReadonlySet<Change>; newEvents: ReadonlySet<string> },
): Promise<void> {
  const mismatches = changes.filter(
    ({ confirmed: { claimed, facts, eventId = '' } }) =>
      claimed !== undefined && claimsMore(claimed, facts.status) && newEvents.has(eventId),
  );
  for (const { order, invoice, confirmed } of mismatches)
    await recordSecurityEvent(tx, {
      kind: 'status_mismatch',
      userId: order.userId,
      details: {
        invoiceId: invoice.id,
        claimed: confirmed.claimed ?? '',
        confirmed: confirmed.facts.status,
      },
      correlationId: confirmed.correlationId,
    });
  await raiseAll(tx, [
    ...changes.flatMap((change) => paymentSignal(context, change, newReviews.has(change)) ?? []),
    ...mismatches.map(mismatchSignal),
  ]);
}

function mismatchSignal({ order, invoice }: Change): NewSignal {
  return {
    kind: 'payment',
    userId: order.userId,
    subject: invoice.id,
    orderKind: order.kind,
    outcome: 'mismatch',
    asset: invoice.asset,
    amount: 0n,
    payerHashes: [],
    correlationId: order.correlationId,
  };
}

function paymentSignal(
  context: InTx,
  { order, invoice, plan, confirmed }: Change,
  isNewReview: boolean,
): NewSignal | undefined {
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
