import { AppError, isUuid } from '../lib/index.ts';
import { addBreakEvent } from '../payments/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { hasRight, requireRight } from '../staff/index.ts';

/** Gives a break an owner who may resolve it, or none. Errors: FORBIDDEN, STAFF_UNKNOWN, BREAK_UNKNOWN, BREAK_STATE. */
export async function assignBreak(
  context: Context,
  input: { breakId: string; staffId: bigint; ownerId: bigint | null },
): Promise<void> {
  await change(context, input, 'owner', async (tx) => {
    if (input.ownerId !== null && !(await hasRight(tx, input.ownerId, 'resolve', 'breaks')))
      throw new AppError('STAFF_UNKNOWN');
    await tx.query('UPDATE breaks SET owner_id = $2 WHERE id = $1', [input.breakId, input.ownerId]);
    return String(input.ownerId ?? '');
  });
}

/** Says what was found so far. Errors: FORBIDDEN, BREAK_UNKNOWN, BREAK_STATE, TEXT_INVALID. */
export async function remarkBreak(
  context: Context,
  input: { breakId: string; staffId: bigint; remark: string },
): Promise<void> {
  if (input.remark.length > 1000) throw new AppError('TEXT_INVALID');
  await change(context, input, 'remark', async (tx) => {
    await tx.query('UPDATE breaks SET remark = $2 WHERE id = $1', [input.breakId, input.remark]);
    return input.remark;
  });
}

/** What `work` writes goes into the trail with the note that it gives. */
async function change(
  context: Context,
  { breakId, staffId }: { breakId: string; staffId: bigint },
  action: 'owner' | 'remark',
  work: (tx: Tx) => Promise<string>,
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
    const note = await work(tx);
    await addBreakEvent(tx, { breakId, actor: `staff:${staffId}`, action, note });
  });
}
