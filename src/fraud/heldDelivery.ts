import type { Tx } from '../platform/index.ts';
import { free } from './restrict.ts';
import type { Decided } from './review.ts';
import type { Sending } from './delivery.ts';

const HOLDING = `event_kind = 'delivery' AND event_subject = $1 AND mode = 'live' AND effect <> 'note' AND status = 'open'`;

/** Whether a flag about this delivery, or the state of its user, still needs a person. */
export async function isDeliveryHeld(
  tx: Tx,
  { deliveryId, userId }: Pick<Sending, 'deliveryId' | 'userId'>,
): Promise<boolean> {
  const { rows } = await tx.query<{ held: boolean }>(
    `SELECT EXISTS (SELECT FROM fraud_flags WHERE ${HOLDING})
       OR NOT EXISTS (SELECT FROM users WHERE id = $2 AND status = 'active') AS held`,
    [deliveryId, userId],
  );
  return rows[0]?.held !== false;
}

/**
 * Decides the flags that hold a delivery when a person decides about the delivery itself. The decision also counts in
 * their precision. The caller has checked the right, and locks the delivery after this, as a decision on one flag does.
 */
export async function decideFlagsOf(tx: Tx, about: Decided): Promise<void> {
  const { rows } = await tx.query<{ userId: bigint | null }>(
    `UPDATE fraud_flags SET status = $2, decided_by = $3, decided_at = now(), note = $4 WHERE ${HOLDING}
     RETURNING user_id AS "userId"`,
    [about.deliveryId, about.decision, about.staffId, about.note],
  );
  const [{ userId } = { userId: null }] = rows;
  if (about.decision === 'dismissed' && userId !== null) await free(tx, userId);
}
