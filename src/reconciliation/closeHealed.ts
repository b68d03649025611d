import { addBreakEvent } from '../payments/index.ts';
import type { Db } from '../platform/index.ts';

/**
 * Closes the breaks that earlier sweeps found in this period and this one did not find again. What a payment left open
 * (`settlement`) is not for a sweep to close: both sides may well agree on it. Gives how many are left.
 */
export async function closeHealed(
  db: Db,
  sweep: { sweepId: string; from: Date; to: Date },
): Promise<{ closed: number; left: number }> {
  const closed = await db.tx(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `UPDATE breaks SET status = 'resolved', resolution = 'healed', resolved_by = 'system', resolved_at = now()
       WHERE status = 'open' AND source = 'sweep' AND subject_at >= $2 AND subject_at < $3
         AND seen_at < (SELECT started_at FROM sweeps WHERE id = $1) RETURNING id`,
      [sweep.sweepId, sweep.from, sweep.to],
    );
    for (const { id } of rows)
      await addBreakEvent(tx, { breakId: id, actor: 'system', action: 'resolved', note: 'healed' });
    return rows.length;
  });
  const row = await db.one<{ n: bigint }>(
    `SELECT count(*) AS n FROM breaks WHERE status = 'open'
       AND coalesce(subject_at, opened_at) >= $1 AND coalesce(subject_at, opened_at) < $2`,
    [sweep.from, sweep.to],
  );
  return { closed, left: Number(row?.n ?? 0n) };
}
