import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import type { ProviderInvoice } from './provider.ts';
import type { ReviewReason } from './settlement.ts';

/**
 * A difference between the provider and us that a person must look at:
 * - `missing_at_provider`: we have an invoice that the provider does not know;
 * - `missing_with_us`: the provider has an invoice that we do not know;
 * - `amount`, `currency`, `status`: both know it, and say different things;
 * - `duplicate`: the provider has two invoices under one name of ours;
 * - `paid_not_delivered`, `delivered_not_paid`: the money and the value do not stand together;
 * - `unreadable`: what the provider says about it cannot be read;
 * - `owner_gone`: money came for somebody who deleted the account: it lies in suspense until it is claimed.
 */
export const BREAK_CLASSES = [
  'missing_at_provider',
  'missing_with_us',
  'amount',
  'currency',
  'status',
  'duplicate',
  'paid_not_delivered',
  'delivered_not_paid',
  'unreadable',
  'owner_gone',
] as const;
export type BreakClass = (typeof BREAK_CLASSES)[number];

export interface FoundBreak {
  class: BreakClass;
  source: 'sweep' | 'settlement';
  /** Our invoice, or the provider's uuid where we have none. */
  subject: string;
  invoiceId?: string;
  orderId?: string;
  providerUuid?: string;
  asset?: string;
  /** Minor units at stake. */
  amount?: bigint;
  /** When the compared invoice was made. */
  subjectAt?: Date | undefined;
  /** Both sides as they were compared, by {@link bothSides}. */
  detail: Readonly<Record<string, string | null>>;
  /** What a person should know beside the class. */
  note?: string;
  /** The journal that put the money into suspense already. */
  journalId?: string;
}

/** Both sides of a difference as a break keeps them: equal facts give equal details, whoever compared. */
export function bothSides(
  ours: { status: string; amount: bigint; booked: bigint } | undefined,
  theirs: ProviderInvoice | undefined,
): Record<string, string | null> {
  return {
    ourStatus: ours?.status ?? null,
    ourAmount: ours?.amount.toString() ?? null,
    ourBooked: ours?.booked.toString() ?? null,
    theirStatus: theirs?.status ?? null,
    theirAmount: theirs?.amount ?? null,
    theirCurrency: theirs?.currency ?? null,
    theirPayment: theirs?.paymentAmount ?? null,
    theirName: theirs?.orderId ?? null,
  };
}

/** Which class of break a payment opens that cannot be decided by rule. */
export const BREAK_OF_REVIEW: Readonly<Record<ReviewReason, BreakClass>> = {
  unknown_status: 'status',
  other_invoice: 'duplicate',
  amount: 'amount',
  currency: 'currency',
  figures: 'amount',
  shrunk: 'amount',
  contradiction: 'status',
  late_money: 'paid_not_delivered',
  refunded: 'delivered_not_paid',
  refund_failed: 'paid_not_delivered',
};

/**
 * Opens a break, or marks the open one as found again. What a person resolved stays resolved as long as both sides say
 * the same as since then, under whatever class; and what a settlement left open is not opened once more by a sweep.
 * True when the break is new.
 */
export async function openBreak(q: Queryable, found: FoundBreak): Promise<boolean> {
  const detail = JSON.stringify(found.detail);
  if (found.source === 'sweep') {
    const known = await q.query(
      `UPDATE breaks SET seen_at = clock_timestamp(), detail = $2 WHERE subject = $1 AND status = 'open' AND source = 'settlement'`,
      [found.subject, detail],
    );
    if ((known.rowCount ?? 0) > 0) return false;
  }
  const { rows } = await q.query<{ id: string; isNew: boolean; earlier: string | null }>(
    `INSERT INTO breaks (id, class, subject, source, invoice_id, order_id, provider_uuid, asset, amount, detail, subject_at, journal_id)
     SELECT $1::uuid, $2::text, $3::text, $4, $5::uuid, $6::uuid, $7, $8, $9::bigint, $10::jsonb, $11::timestamptz, $12::uuid
     WHERE NOT EXISTS (SELECT FROM breaks WHERE subject = $3 AND status = 'resolved'
       AND resolution <> 'healed' AND coalesce(stands, detail) = $10::jsonb)
     ON CONFLICT (class, subject) WHERE status = 'open'
     DO UPDATE SET seen_at = clock_timestamp(), detail = excluded.detail, amount = excluded.amount
     RETURNING id, id = $1 AS "isNew", (SELECT e.id FROM breaks e WHERE e.subject = $3 AND e.status = 'resolved'
       ORDER BY e.resolved_at DESC LIMIT 1) AS earlier`,
    [
      newId(),
      found.class,
      found.subject,
      found.source,
      found.invoiceId ?? null,
      found.orderId ?? null,
      found.providerUuid ?? null,
      found.asset ?? null,
      found.amount ?? null,
      detail,
      found.subjectAt ?? null,
      found.journalId ?? null,
    ],
  );
  const [row] = rows;
  if (!row?.isNew) return false;
  const notes = [found.note, row.earlier === null ? undefined : `again after ${row.earlier}`];
  const note = notes.filter((text) => text !== undefined).join('; ');
  await addBreakEvent(q, { breakId: row.id, actor: 'system', action: 'opened', note });
  return true;
}

/** Closes what settlements had left open for invoices, once a later answer could be booked by rule. */
export async function healSettlementBreaks(q: Queryable, invoiceIds: readonly string[]): Promise<void> {
  if (invoiceIds.length === 0) return;
  const { rows } = await q.query<{ id: string }>(
    `UPDATE breaks SET status = 'resolved', resolution = 'healed', resolved_by = 'system', resolved_at = now()
     WHERE invoice_id = ANY($1::uuid[]) AND status = 'open' AND source = 'settlement' AND class <> 'owner_gone' RETURNING id`,
    [invoiceIds],
  );
  for (const { id } of rows)
    await addBreakEvent(q, { breakId: id, actor: 'system', action: 'resolved', note: 'healed' });
}

export async function addBreakEvent(
  q: Queryable,
  event: {
    breakId: string;
    actor: string;
    action: 'opened' | 'owner' | 'remark' | 'asked' | 'declined' | 'resolved';
    note: string;
  },
): Promise<void> {
  await q.query('INSERT INTO break_events (id, break_id, actor, action, note) VALUES ($1, $2, $3, $4, $5)', [
    newId(),
    event.breakId,
    event.actor,
    event.action,
    event.note,
  ]);
}
