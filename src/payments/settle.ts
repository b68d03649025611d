import { healSettlementBreaks } from '../breaks/index.ts';
import { AppError, formatAmount } from '../lib/index.ts';
import { journalIdOf, postAll } from '../ledger/index.ts';
import { type Context, type InTx, together, type Tx, type Which } from '../platform/index.ts';
import { coin } from '../shop/index.ts';
import { journalOf } from './journal.ts';
import { goneAmong, openOwnerGone, withoutOwner } from './ownerGone.ts';
import { raisePayments } from './payer.ts';
import type { Change, Confirmed, Settled } from './change.ts';
import { findInvoicesWithOrders, lockInvoicesWithOrders, type InvoiceWithOrder } from './queries.ts';
import { planSettlement } from './settlement.ts';
import { moveAll, noteLooks, openReview, writeEvents, writeInvoices } from './settleWrites.ts';
import { tellBuyers } from './tellBuyer.ts';

/**
 * Applies confirmed answers of the provider, all in one transaction: the invoices, their orders, the buyers' messages,
 * the events' results and, last, the postings. Any number of workers may do so at once and in any order.
 * Errors: INVOICE_UNKNOWN, and those of the ledger.
 */
export async function settleAll(
  context: Context,
  batch: readonly Confirmed[],
): Promise<(Settled | Promise<Settled>)[]> {
  const old = await oldNews(context, batch);
  const fresh = batch.filter((confirmed) => !old.has(confirmed));
  if (fresh.length === 0) return batch.map(() => ({ outcome: 'unchanged' }));
  const settled = await together(context.db, fresh, {
    keyOf: ({ invoiceId }) => invoiceId,
    work: (tx, items, which) => settleIn(context, tx, { batch: items, which }),
    unknown: () => new AppError('INVOICE_UNKNOWN'),
  });
  const results = new Map(fresh.map((confirmed, i) => [confirmed, settled[i]]));
  return batch.map((confirmed) => results.get(confirmed) ?? { outcome: 'unchanged' });
}

/** {@link settleAll} for one. */
export async function settle(context: Context, confirmed: Confirmed): Promise<Settled> {
  const [settled] = await settleAll(context, [confirmed]);
  return settled as Settled | Promise<Settled>;
}

async function settleIn(
  context: InTx,
  tx: Tx,
  { batch, which }: { batch: readonly Confirmed[]; which: Which },
): Promise<Map<Confirmed, Settled>> {
  const pairs = await lockInvoicesWithOrders(
    tx,
    batch.map(({ invoiceId }) => invoiceId),
    which,
  );
  const planned = batch.flatMap((confirmed) => {
    const pair = pairs.get(confirmed.invoiceId);
    return pair ? [changeOf(context, confirmed, pair)] : [];
  });
  if (planned.length === 0) return new Map();
  const gone = await goneAmong(
    tx,
    planned.flatMap(({ plan, order }) => (plan.post ? [order.userId] : [])),
  );
  const unclaimed = planned
    .filter(({ plan, order }) => plan.post && gone.has(order.userId))
    .map(withoutOwner);
  const claimed = planned.filter(({ plan, order }) => !plan.post || !gone.has(order.userId));
  const changes = [...claimed, ...unclaimed];
  await writeInvoices(context, tx, changes);
  await moveAll(tx, changes);
  await tellBuyers(tx, changes);
  const newEvents = await writeEvents(tx, changes);
  const newReviews = new Set<Change>();
  for (const change of changes) {
    if (change.plan.review && (await openReview(tx, change))) newReviews.add(change);
  }
  await healSettlementBreaks(
    tx,
    changes.flatMap(({ journal, invoice }) => (journal ? [invoice.id] : [])),
  );
  for (const change of unclaimed) await openOwnerGone(tx, change);
  await raisePayments(context, tx, { changes, newReviews, newEvents });
  for (const change of changes) log(context, change);
  await postAll(
    tx,
    changes.flatMap(({ journal }) => journal ?? []),
  );
  return new Map(
    changes.map(({ confirmed, plan }) => [
      confirmed,
      { outcome: plan.outcome, ...(plan.review ? { review: plan.review } : {}) },
    ]),
  );
}

function changeOf(context: InTx, confirmed: Confirmed, { invoice, order }: InvoiceWithOrder): Change {
  const plan = planSettlement(order, invoice, confirmed.facts, coin(context.config));
  const journal =
    plan.post && journalOf(order, invoice, { ...plan.post, total: plan.received, actor: 'system' });
  return { confirmed, invoice, order, plan, journal, journalId: journal && journalIdOf(journal.key) };
}

/**
 * Most answers to polls bring nothing new. For those, this writes only the time of the look, in one statement that
 * skips rows that somebody else has changed in the meantime. Returns the answers that are done with that.
 */
async function oldNews(context: Context, batch: readonly Confirmed[]): Promise<ReadonlySet<Confirmed>> {
  const looks = batch.filter(({ eventId }) => eventId === undefined);
  if (looks.length === 0) return new Set();
  const pairs = await findInvoicesWithOrders(
    context.db,
    looks.map(({ invoiceId }) => invoiceId),
  );
  const unchanged = looks.flatMap((confirmed) => {
    const pair = pairs.get(confirmed.invoiceId);
    if (!pair) return [];
    const change = changeOf(context, confirmed, pair);
    return change.plan.outcome === 'unchanged' && !change.plan.tell ? [change] : [];
  });
  return noteLooks(context, unchanged);
}

function log(context: InTx, { confirmed, invoice, order, plan, journalId }: Change): void {
  if (!plan.review && !context.log.isLevelEnabled('info')) return;
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
  else context.log.info(line, 'payment checked');
}
