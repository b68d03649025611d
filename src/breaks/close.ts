import type { Tx } from '../platform/index.ts';
import type { Resolution } from './kinds.ts';
import { addBreakEvent } from './trail.ts';

/** The amount that a resolution gave to a user's balance. */
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
  /** Who decided: `staff:7`. */
  readonly by: string;
  /** The person whom the trail names if it is not the one who decided: the person who approved. */
  readonly actor?: string;
  /** The journal that moved the money. Absent: a journal that the break already has stays. */
  readonly journalId?: string | null | undefined;
  readonly refundId?: string | undefined;
  /** How much of the invoice is booked afterwards. Absent: both sides stay as they were compared. */
  readonly booked?: bigint;
  readonly given?: Given | undefined;
}

const END = `UPDATE breaks SET status = 'resolved', resolution = $2, resolved_by = $3, resolved_at = now(),
    journal_id = coalesce($4, journal_id), refund_id = $5,
    stands = CASE WHEN invoice_id IS NULL OR $6::text IS NULL THEN detail ELSE detail || jsonb_build_object('ourBooked', $6::text) END,
    credited = $7, credited_asset = $8, credited_to = $9, credited_by = $10, approved_by = $11
  WHERE id = $1`;

/** Ends an open break by a decision of a person. The caller has locked the break. */
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
