import { ownBreak, remarkOnBreak } from '../breaks/index.ts';
import { AppError, isUuid } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { hasRight, requireRight } from '../staff/index.ts';

/**
 * Gives a break an owner who may resolve it, or removes the owner. Errors: FORBIDDEN, STAFF_UNKNOWN, BREAK_UNKNOWN,
 * BREAK_STATE.
 */
export async function assignBreak(
  context: Context,
  input: { breakId: string; staffId: bigint; ownerId: bigint | null },
): Promise<void> {
  const { breakId, ownerId } = input;
  await change(context, input, async (tx, actor) => {
    if (ownerId !== null && !(await hasRight(tx, ownerId, 'resolve', 'breaks')))
      throw new AppError('STAFF_UNKNOWN');
    await ownBreak(tx, { breakId, ownerId, actor });
  });
}

/** Adds a remark about the findings so far. Errors: FORBIDDEN, BREAK_UNKNOWN, BREAK_STATE, TEXT_INVALID. */
export async function remarkBreak(
  context: Context,
  input: { breakId: string; staffId: bigint; remark: string },
): Promise<void> {
  const { breakId, remark } = input;
  if (remark.length > 1000) throw new AppError('TEXT_INVALID');
  await change(context, input, (tx, actor) => remarkOnBreak(tx, { breakId, remark, actor }));
}

/** Locks an open break for `work`, for a person who may handle it. */
async function change(
  context: Context,
  { breakId, staffId }: { breakId: string; staffId: bigint },
  work: (tx: Tx, actor: string) => Promise<void>,
): Promise<void> {
  if (!isUuid(breakId)) throw new AppError('BREAK_UNKNOWN');
  await context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'resolve', 'breaks');
    const { rows } = await tx.query<{ status: string }>(
      'SELECT status FROM breaks WHERE id = $1 FOR UPDATE',
      [breakId],
    );
    if (!rows[0]) throw new AppError('BREAK_UNKNOWN');
    if (rows[0].status !== 'open') throw new AppError('BREAK_STATE');
    await work(tx, `staff:${staffId}`);
  });
}
