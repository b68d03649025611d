import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';

/**
 * Somebody knows of it, or mended it. This goes for the place in every version so far. If it comes back in another version
 * after it was resolved, it is there again. Errors: FORBIDDEN (also: there is no such group), ALREADY_SO.
 */
export function markErrors(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  input: { groupId: string; state: 'seen' | 'resolved'; note: string; staffId: bigint },
): Promise<void> {
  return db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'resolve', 'errors');
    const { rows } = await tx.query<{ id: bigint; state: string }>(
      `SELECT id, state FROM error_groups WHERE (code, door, place) =
         (SELECT code, door, place FROM error_groups WHERE id = $1) ORDER BY id FOR UPDATE`,
      [input.groupId],
    );
    const group = rows.find(({ id }) => id.toString() === input.groupId);
    if (!group) throw new AppError('FORBIDDEN');
    if (group.state === input.state) throw new AppError('ALREADY_SO');
    await tx.query(
      'UPDATE error_groups SET state = $2, note = $3, changed_by = $4, changed_at = $5 WHERE id = ANY($1)',
      [rows.map(({ id }) => id), input.state, input.note, input.staffId, clock.now()],
    );
  });
}
