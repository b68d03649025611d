import type { Queryable, Tx } from '../platform/index.ts';
import { addBreakEvent } from './trail.ts';

/** Gives an open break an owner, or removes the owner. */
export async function ownBreak(
  tx: Tx,
  { breakId, ownerId, actor }: { breakId: string; ownerId: bigint | null; actor: string },
): Promise<void> {
  await tx.query('UPDATE breaks SET owner_id = $2 WHERE id = $1', [breakId, ownerId]);
  await addBreakEvent(tx, { breakId, actor, action: 'owner', note: String(ownerId ?? '') });
}

/** Adds a remark about the findings so far to an open break. */
export async function remarkOnBreak(
  tx: Tx,
  { breakId, remark, actor }: { breakId: string; remark: string; actor: string },
): Promise<void> {
  await tx.query('UPDATE breaks SET remark = $2 WHERE id = $1', [breakId, remark]);
  await addBreakEvent(tx, { breakId, actor, action: 'remark', note: remark });
}

/** Marks the open breaks about a subject as still there, as far as anybody can tell. */
export async function seeBreaksAgain(q: Queryable, subject: string): Promise<void> {
  await q.query(`UPDATE breaks SET seen_at = clock_timestamp() WHERE subject = $1 AND status = 'open'`, [
    subject,
  ]);
}

/** Shows the next reader how much is booked now. */
export async function showBooked(q: Queryable, breakId: string, booked: bigint): Promise<void> {
  await q.query(
    `UPDATE breaks SET detail = detail || jsonb_build_object('ourBooked', $2::text) WHERE id = $1`,
    [breakId, booked.toString()],
  );
}
