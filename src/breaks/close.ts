import type { Queryable, Tx } from '../platform/index.ts';
import type { Resolution } from './kinds.ts';
import { addBreakEvent } from './trail.ts';

/** Closes open breaks that are gone by themselves. Gives how many. */
export function healBreaks(q: Queryable, breakIds: readonly string[]): Promise<number> {
  return heal(q, 'id = ANY($1::uuid[])', breakIds);
}

/** Closes what settlements had left open for invoices, once a later answer could be booked by rule. */
export function healSettlementBreaks(q: Queryable, invoiceIds: readonly string[]): Promise<number> {
  return heal(
    q,
    `invoice_id = ANY($1::uuid[]) AND source = 'settlement' AND class <> 'owner_gone'`,
    invoiceIds,
  );
}

async function heal(q: Queryable, which: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const { rows } = await q.query<{ id: string }>(
    `UPDATE breaks SET status = 'resolved', resolution = 'healed', resolved_by = 'system', resolved_at = now()
     WHERE ${which} AND status = 'open' RETURNING id`,
    [ids],
  );
  for (const { id } of rows)
    await addBreakEvent(q, { breakId: id, actor: 'system', action: 'resolved', note: 'healed' });
  return rows.length;
}

/** What a resolution gave to the balance of a user. */
interface Given {
  /** Minor units of `asset`. */
  readonly amount: bigint;
  readonly asset: string;
  readonly userId: bigint;
  readonly by: bigint;
  readonly approvedBy: bigint | undefined;
}

export interface BreakDecision {
  readonly breakId: string;
  readonly resolution: Resolution;
  readonly note: string;
  /** Whose decision it is: `staff:7`. */
  readonly by: string;
  /** Whom the trail names, where that is somebody else: the person who approved it. */
  readonly actor?: string;
  /** What moved its money; absent: a journal that the break has already stays its journal. */
  readonly journalId?: string | null | undefined;
  readonly refundId?: string | undefined;
  /** What of the invoice is booked after it; absent: both sides stand as they were compared. */
  readonly booked?: bigint;
  readonly given?: Given | undefined;
}

const END = `UPDATE breaks SET status = 'resolved', resolution = $2, resolved_by = $3, resolved_at = now(),
    journal_id = coalesce($4, journal_id), refund_id = $5,
    stands = CASE WHEN invoice_id IS NULL OR $6::text IS NULL THEN detail ELSE detail || jsonb_build_object('ourBooked', $6::text) END,
    credited = $7, credited_asset = $8, credited_to = $9, credited_by = $10, approved_by = $11
  WHERE id = $1`;

/** Ends an open break, which the caller has locked, by a decision of a person. */
export async function endBreak(tx: Tx, decision: BreakDecision): Promise<void> {
  const { breakId, resolution, note, by, actor = by, journalId, refundId, booked, given } = decision;
  await tx.query(END, [
    breakId,
    resolution,
    by,
    journalId ?? null,
    refundId ?? null,
    booked?.toString() ?? null,
    given?.amount ?? null,
    given?.asset ?? null,
    given?.userId ?? null,
    given?.by ?? null,
    given?.approvedBy ?? null,
  ]);
  await addBreakEvent(tx, { breakId, actor, action: 'resolved', note: `${resolution}: ${note}` });
}
