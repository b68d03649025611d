import pLimit from 'p-limit';
import { healSettlementBreaks } from '../breaks/index.ts';
import { AppError, formatAmount } from '../lib/index.ts';
import { journalIdOf, postAll } from '../ledger/index.ts';
import { type Context, hasState, type InTx, isDataError, type Tx } from '../platform/index.ts';
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
 * How many payments of a batch are settled one by one at a time. Each takes a connection, and screens need some too.
 */
const ALONE_AT_ONCE = 4;

/**
 * Applies confirmed answers of the provider, all in one transaction: the invoices, their orders, the buyers' messages,
 * the events' results and, last, the postings. Any number of workers may do so at once and in any order. An invoice
 * that is busy elsewhere, or is in the batch twice, follows in its own transaction. If a batch fails because of one
 * payment, each of them follows in its own transaction.
 */
export async function settleAll(
  context: Context,
  batch: readonly Confirmed[],
): Promise<(Settled | Promise<Settled>)[]> {
  const old = await oldNews(context, batch);
  const together = new Map<string, Confirmed>();
  for (const confirmed of batch)
    if (!old.has(confirmed) && !together.has(confirmed.invoiceId))
      together.set(confirmed.invoiceId, confirmed);
  const settled = await settleTogether(context, [...together.values()]);
  const alone = pLimit(ALONE_AT_ONCE);
  return batch.map((confirmed) => {
    if (old.has(confirmed)) return { outcome: 'unchanged' };
    return settled.get(confirmed) ?? alone(() => settleAlone(context, confirmed));
  });
}

/** {@link settleAll} for one. */
export async function settle(context: Context, confirmed: Confirmed): Promise<Settled> {
  const [settled] = await settleAll(context, [confirmed]);
  return settled as Settled | Promise<Settled>;
}

async function settleTogether(
  context: Context,
  batch: readonly Confirmed[],
): Promise<ReadonlyMap<Confirmed, Settled>> {
  if (batch.length === 0) return new Map();
  try {
    return await context.db.tx((tx) => settleIn(context, tx, { batch, which: 'free' }));
  } catch (error) {
    if (batch.length === 1 || !isOfOne(error)) throw error;
    return new Map();
  }
}

/** Errors: INVOICE_UNKNOWN, and those of the ledger. */
async function settleAlone(context: Context, confirmed: Confirmed): Promise<Settled> {
  const settled = await context.db.tx((tx) => settleIn(context, tx, { batch: [confirmed], which: 'all' }));
  const own = settled.get(confirmed);
  if (!own) throw new AppError('INVOICE_UNKNOWN');
  return own;
}

/**
 * Whether one payment is the cause, and not the database, which would fail each of them again. A statement that took
 * too long waited for a row of one of them.
 */
function isOfOne(error: unknown): boolean {
  if (error instanceof AppError && error.code !== 'DATABASE_UNAVAILABLE') return true;
  return isDataError(error) || hasState(error, 'tookTooLong');
}

async function settleIn(
  context: InTx,
  tx: Tx,
  { batch, which }: { batch: readonly Confirmed[]; which: 'all' | 'free' },
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
