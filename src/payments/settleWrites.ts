import { openBreak } from '../breaks/index.ts';
import { newId } from '../lib/index.ts';
import type { Context, InTx, Queryable, Tx } from '../platform/index.ts';
import { moveOrders, type OrderStep } from '../shop/index.ts';
import { bothSides, BREAK_OF_REVIEW } from './differences.ts';
import { plainDecimal } from './decimals.ts';
import { keptFacts } from './payer.ts';
import { toBalance } from './journal.ts';
import { nextCheckAt } from './pollPlan.ts';
import type { Change, Confirmed } from './change.ts';

const WRITE_INVOICES = `UPDATE invoices i SET provider_uuid = coalesce(i.provider_uuid, u.provider_uuid), status = u.status,
      is_final = u.is_final, received = u.received, booked = i.booked + u.fresh, credited = i.credited + u.to_balance, fee = i.fee + u.fee, facts = u.facts,
      url = coalesce(i.url, u.url), expires_at = coalesce(i.expires_at, u.expires_at),
      journal_id = coalesce(u.journal_id, i.journal_id), checked_at = $12, checks = i.checks + 1,
      next_check_at = u.next_check_at, updated_at = CASE WHEN u.is_news THEN now() ELSE i.updated_at END
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::bigint[], $6::bigint[], $7::bigint[], $8::jsonb[],
      $9::text[], $10::timestamptz[], $11::uuid[], $13::timestamptz[], $14::boolean[], $15::bigint[])
      AS u (id, provider_uuid, status, is_final, received, fresh, fee, facts, url, expires_at, journal_id, next_check_at, is_news, to_balance)
    WHERE i.id = u.id`;

/** Writes what we now know about the invoices. */
export async function writeInvoices(context: InTx, tx: Tx, changes: readonly Change[]): Promise<void> {
  const now = context.clock.now();
  const all = <T>(read: (change: Change) => T): T[] => changes.map((change) => read(change));
  const isOurs = ({ plan }: Change): boolean =>
    plan.review !== 'other_invoice' && plan.review !== 'amount' && plan.review !== 'currency';
  const ours = <T>(read: (facts: Confirmed['facts']) => T | undefined): (T | null)[] =>
    all((change) => (isOurs(change) && read(change.confirmed.facts)) || null);
  await tx.query(WRITE_INVOICES, [
    all(({ invoice }) => invoice.id),
    ours((facts) => facts.uuid),
    all(({ plan }) => plan.status),
    all(({ plan }) => plan.isFinal),
    all(({ plan }) => plan.received),
    all(({ plan }) => plan.post?.fresh ?? 0n),
    all(({ plan }) => plan.post?.fee ?? 0n),
    all(({ confirmed }) => keptFacts(confirmed.facts)),
    ours((facts) => facts.url),
    ours((facts) => facts.expiresAt),
    all(({ journalId }) => journalId ?? null),
    now,
    all(({ invoice, plan, confirmed }) =>
      nextCheckAt(
        {
          ...invoice,
          status: plan.status,
          expiresAt: invoice.expiresAt ?? confirmed.facts.expiresAt ?? null,
        },
        now,
      ),
    ),
    all(({ plan }) => plan.outcome !== 'unchanged'),
    all(({ journal }) => toBalance(journal)),
  ]);
}

/** Never waits for a row, so two of these statements cannot wait for each other. */
const NOTE_LOOKS = `WITH free AS (
      SELECT i.id, u.next_check_at FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::timestamptz[]) AS u (id, status, received, next_check_at)
      JOIN invoices i ON i.id = u.id AND i.status = u.status AND i.received = u.received FOR UPDATE OF i SKIP LOCKED)
    UPDATE invoices i SET checked_at = $5, checks = i.checks + 1, next_check_at = free.next_check_at
    FROM free WHERE i.id = free.id RETURNING i.id`;

/**
 * Writes the time of the look for these invoices. Returns the answers whose invoices had not changed since they were
 * read.
 */
export async function noteLooks(
  context: Context,
  changes: readonly Change[],
): Promise<ReadonlySet<Confirmed>> {
  if (changes.length === 0) return new Set();
  const now = context.clock.now();
  const { rows } = await context.db.query<{ id: string }>(NOTE_LOOKS, [
    changes.map(({ invoice }) => invoice.id),
    changes.map(({ invoice }) => invoice.status),
    changes.map(({ invoice }) => invoice.received),
    changes.map(({ invoice }) => nextCheckAt(invoice, now)),
    now,
  ]);
  const noted = new Set(rows.map(({ id }) => id));
  return new Set(changes.filter(({ invoice }) => noted.has(invoice.id)).map(({ confirmed }) => confirmed));
}

/** Moves the orders where the plans say so. */
export async function moveAll(tx: Tx, changes: readonly Change[]): Promise<void> {
  // A webhook can be faster than the answer to our own request. Then the order is still in its first state.
  const begun = changes.filter(({ plan, order }) => plan.order && order.status === 'created');
  await moveOrders(
    tx,
    begun.map(({ order }): OrderStep => ({ order, to: 'awaiting_payment' })),
  );
  await moveOrders(
    tx,
    changes.flatMap(({ plan, order, journalId }): OrderStep[] => {
      if (!plan.order) return [];
      const from =
        begun.length > 0 && order.status === 'created'
          ? { ...order, status: 'awaiting_payment' as const }
          : order;
      return [{ order: from, to: plan.order, journalId: plan.order === 'paid' ? journalId : undefined }];
    }),
  );
}

const WRITE_EVENTS = `INSERT INTO provider_events (id, source, provider_uuid, provider_order_id, status, came, body, correlation_id)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
    ON CONFLICT (provider_uuid, status, came, source) DO NOTHING RETURNING id`;

/**
 * Stores new facts that came without a webhook, and the result of every event. Returns the events that this call
 * processed, without those that somebody else has just processed.
 */
export async function writeEvents(tx: Tx, changes: readonly Change[]): Promise<ReadonlySet<string>> {
  const news = changes
    .filter(({ confirmed, plan }) => confirmed.eventId === undefined && plan.outcome !== 'unchanged')
    .map((change) => ({ ...change, eventId: newId() }));
  const written = new Set<string>();
  if (news.length > 0) {
    const { rows } = await tx.query<{ id: string }>(WRITE_EVENTS, [
      news.map(({ eventId }) => eventId),
      news.map(({ confirmed }) => confirmed.source),
      news.map(({ confirmed }) => confirmed.facts.uuid),
      news.map(({ invoice }) => invoice.providerOrderId),
      news.map(({ confirmed }) => confirmed.facts.status),
      news.map(({ confirmed }) => plainDecimal(confirmed.facts.paymentAmount)),
      news.map(({ confirmed }) => keptFacts(confirmed.facts)),
      news.map(({ confirmed }) => confirmed.correlationId ?? null),
    ]);
    for (const { id } of rows) written.add(id);
  }
  const told = changes.flatMap((change) =>
    change.confirmed.eventId === undefined ? [] : [{ ...change, eventId: change.confirmed.eventId }],
  );
  return recordResults(
    tx,
    [...told, ...news.filter(({ eventId }) => written.has(eventId))].map(({ eventId, plan, journalId }) => ({
      eventId,
      outcome: plan.outcome,
      detail: plan.review,
      journalId,
    })),
  );
}

export interface EventResult {
  readonly eventId: string;
  readonly outcome: string;
  readonly detail?: string | undefined;
  readonly journalId?: string | undefined;
}

const RECORD_RESULTS = `INSERT INTO provider_event_results (event_id, outcome, detail, journal_id)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[]) ON CONFLICT (event_id) DO NOTHING RETURNING event_id AS id`;

/** Writes the results of events; the first result of each event stays. Returns the events that had none. */
export async function recordResults(
  tx: Queryable,
  results: readonly EventResult[],
): Promise<ReadonlySet<string>> {
  if (results.length === 0) return new Set();
  const { rows } = await tx.query<{ id: string }>(RECORD_RESULTS, [
    results.map(({ eventId }) => eventId),
    results.map(({ outcome }) => outcome),
    results.map(({ detail }) => detail ?? null),
    results.map(({ journalId }) => journalId ?? null),
  ]);
  return new Set(rows.map(({ id }) => id));
}

/** Opens the break of an answer that needs a person. Returns true if it was not open before. */
export async function openReview(tx: Tx, { invoice, plan, confirmed: { facts } }: Change): Promise<boolean> {
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
