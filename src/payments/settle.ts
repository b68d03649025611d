import { formatAmount, newId } from '../lib/index.ts';
import { journalIdOf, post } from '../ledger/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { coin, findOrder, moveOrder, type Order } from '../shop/index.ts';
import { bothSides, BREAK_OF_REVIEW, healSettlementBreaks, openBreak } from './breaks.ts';
import { journalOf } from './journal.ts';
import { keptFacts, raisePayment } from './payer.ts';
import { nextCheckAt } from './pollPlan.ts';
import type { ProviderInvoice } from './provider.ts';
import { findStoredInvoice, lockInvoice } from './queries.ts';
import { planSettlement, type Outcome, type ReviewReason, type Settlement } from './settlement.ts';
import { tellBuyer } from './tellBuyer.ts';
import type { StoredInvoice } from './types.ts';

export interface Confirmed {
  invoiceId: string;
  /** What the provider answered when asked. Never what a webhook claims. */
  facts: ProviderInvoice;
  source: 'webhook' | 'poll' | 'sweep';
  /** The stored event that made us ask; absent: one is written when the answer brings news. */
  eventId?: string | undefined;
  amlLink?: string | undefined;
  correlationId?: string | undefined;
}

export interface Settled {
  outcome: Outcome;
  review?: ReviewReason;
}

/**
 * Applies one confirmed answer of the provider in one transaction: the invoice, its order, the buyer's message, the
 * event's result and, last, the posting. Any number of workers may do so at once and in any order.
 */
export async function settle(context: Context, confirmed: Confirmed): Promise<Settled> {
  if (await isOldNews(context, confirmed)) return { outcome: 'unchanged' };
  return context.db.tx(async (tx) => {
    const { invoice, order } = await lockInvoice(tx, confirmed.invoiceId);
    const plan = planSettlement(order, invoice, confirmed.facts, coin(context.config));
    const journal =
      plan.post && journalOf(order, invoice, { ...plan.post, total: plan.received, actor: 'system' });
    const journalId = journal && journalIdOf(journal.key);

    await writeInvoice(context, tx, { invoice, plan, facts: confirmed.facts, journalId });
    const delivered = plan.order === 'paid' ? journalId : undefined;
    if (plan.order) await move(tx, order, { to: plan.order, journalId: delivered });
    if (plan.tell)
      await tellBuyer(context, tx, { order, invoice, plan, telling: plan.tell, amlLink: confirmed.amlLink });
    await writeEvent(tx, confirmed, { invoice, plan, journalId });
    const isNewReview =
      plan.review !== undefined && (await openReview(tx, { invoice, plan, journalId }, confirmed.facts));
    // Only a payment that a person had to look at has something to heal.
    if (journal && order.status === 'held') await healSettlementBreaks(tx, invoice.id);
    await raisePayment(context, tx, { order, invoice, plan, facts: confirmed.facts, isNewReview });
    log(context, confirmed, { order, invoice, plan, journalId });
    if (journal) await post(tx, journal);
    return { outcome: plan.outcome, ...(plan.review ? { review: plan.review } : {}) };
  });
}

/**
 * Most answers to polls tell nothing new: then only the time of the look is written, in one statement that does nothing
 * when somebody else changed the invoice meanwhile.
 */
async function isOldNews(context: Context, { invoiceId, facts, eventId }: Confirmed): Promise<boolean> {
  if (eventId !== undefined) return false;
  const invoice = await findStoredInvoice(context.db, invoiceId);
  const order = invoice && (await findOrder(context, invoice.orderId));
  if (!order) return false;
  const plan = planSettlement(order, invoice, facts, coin(context.config));
  if (plan.outcome !== 'unchanged' || plan.tell) return false;
  const now = context.clock.now();
  const { rowCount } = await context.db.query(
    `UPDATE invoices SET checked_at = $2, checks = checks + 1, next_check_at = $3
     WHERE id = $1 AND status = $4 AND received = $5`,
    [invoiceId, now, nextCheckAt(invoice, now), invoice.status, invoice.received],
  );
  return rowCount === 1;
}

interface Change {
  invoice: StoredInvoice;
  plan: Settlement;
  journalId: string | undefined;
}

async function writeInvoice(
  context: Context,
  tx: Tx,
  { invoice, plan, facts, journalId }: Change & { facts: ProviderInvoice },
): Promise<void> {
  const now = context.clock.now();
  const ours = plan.review !== 'other_invoice' && plan.review !== 'amount' && plan.review !== 'currency';
  await tx.query(
    `UPDATE invoices SET provider_uuid = coalesce(provider_uuid, $2), status = $3, is_final = $4, received = $5,
       booked = booked + $6, fee = fee + $7, facts = $8, url = coalesce(url, $9), expires_at = coalesce(expires_at, $10),
       journal_id = coalesce($11, journal_id), checked_at = $12, checks = checks + 1, next_check_at = $13,
       updated_at = CASE WHEN $14 THEN now() ELSE updated_at END
     WHERE id = $1`,
    [
      invoice.id,
      ours ? facts.uuid : null,
      plan.status,
      plan.isFinal,
      plan.received,
      plan.post?.fresh ?? 0n,
      plan.post?.fee ?? 0n,
      keptFacts(facts),
      (ours && facts.url) || null,
      (ours && facts.expiresAt) || null,
      journalId ?? null,
      now,
      nextCheckAt(
        { ...invoice, status: plan.status, expiresAt: invoice.expiresAt ?? facts.expiresAt ?? null },
        now,
      ),
      plan.outcome !== 'unchanged',
    ],
  );
}

/** True when the break was not open before. */
async function openReview(tx: Tx, { invoice, plan }: Change, facts: ProviderInvoice): Promise<boolean> {
  if (!plan.review) return false;
  return openBreak(tx, {
    class: BREAK_OF_REVIEW[plan.review],
    source: 'settlement',
    subject: invoice.id,
    invoiceId: invoice.id,
    orderId: invoice.orderId,
    providerUuid: facts.uuid,
    asset: invoice.asset,
    amount: invoice.amount,
    subjectAt: invoice.createdAt,
    detail: bothSides({ ...invoice, status: plan.status }, facts),
    note: plan.review,
  });
}

/** A webhook can be faster than the answer to our own request: then the order still stands at its beginning. */
async function move(
  tx: Tx,
  order: Order,
  step: { to: NonNullable<Settlement['order']>; journalId: string | undefined },
): Promise<void> {
  if (order.status === 'created') await moveOrder(tx, { orderId: order.id, to: 'awaiting_payment' });
  await moveOrder(tx, { orderId: order.id, ...step });
}

async function writeEvent(tx: Tx, confirmed: Confirmed, { invoice, plan, journalId }: Change): Promise<void> {
  let { eventId } = confirmed;
  if (!eventId && plan.outcome !== 'unchanged') {
    const { facts } = confirmed;
    const { rows } = await tx.query<{ id: string }>(
      `INSERT INTO provider_events (id, source, provider_uuid, provider_order_id, status, body, correlation_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (provider_uuid, status, source) DO NOTHING RETURNING id`,
      [
        newId(),
        confirmed.source,
        facts.uuid,
        invoice.providerOrderId,
        facts.status,
        keptFacts(facts),
        confirmed.correlationId ?? null,
      ],
    );
    eventId = rows[0]?.id;
  }
  if (eventId) await recordResult(tx, { eventId, outcome: plan.outcome, detail: plan.review, journalId });
}

/** What processing made of an event; the first result stands. */
export async function recordResult(
  tx: Pick<Tx, 'query'>,
  result: { eventId: string; outcome: string; detail?: string | undefined; journalId?: string | undefined },
): Promise<void> {
  await tx.query(
    `INSERT INTO provider_event_results (event_id, outcome, detail, journal_id) VALUES ($1, $2, $3, $4)
     ON CONFLICT (event_id) DO NOTHING`,
    [result.eventId, result.outcome, result.detail ?? null, result.journalId ?? null],
  );
}

function log(
  context: Context,
  confirmed: Confirmed,
  { invoice, order, plan, journalId }: Change & { order: Order },
): void {
  const line = {
    correlationId: order.correlationId ?? confirmed.correlationId,
    eventCorrelationId: confirmed.correlationId,
    invoiceId: invoice.id,
    orderId: order.id,
    source: confirmed.source,
    was: invoice.status,
    status: confirmed.facts.status,
    outcome: plan.outcome,
    ...(plan.review ? { review: plan.review } : {}),
    ...(journalId ? { journalId, received: formatAmount(plan.received, coin(context.config)) } : {}),
  };
  if (plan.review) context.log.warn(line, 'payment needs a person');
  else context.log.info(line, 'payment looked at');
}
