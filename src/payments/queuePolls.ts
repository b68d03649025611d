import type { Context } from '../platform/index.ts';
import { enqueueMany } from '../queue/index.ts';
import { LOOK_INTERVAL_MS } from './pollPlan.ts';
import { LEASE_MS } from './pollInvoice.ts';

/** How many invoices one round queues; the next round takes the rest. */
const ROUND = 500;

/**
 * Queues one poll for each invoice that is due. Returns how many. An invoice waits if a buyer made us ask about it a
 * moment ago. A poll counts as such a question too, because its answer may be on the way. Marks that lie in the future
 * come from a wrong clock.
 */
export async function queueDuePolls(context: Context): Promise<number> {
  const now = context.clock.now();
  return context.db.tx(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `UPDATE invoices SET next_check_at = $3, looked_at = $1 WHERE id IN (
         SELECT id FROM invoices WHERE next_check_at <= $1 AND (looked_at IS NULL OR looked_at <= $2 OR looked_at > $1)
         ORDER BY next_check_at LIMIT ${ROUND} FOR UPDATE SKIP LOCKED
       ) RETURNING id`,
      [now, new Date(now.getTime() - LOOK_INTERVAL_MS), new Date(now.getTime() + LEASE_MS)],
    );
    await enqueueMany(
      tx,
      'invoice.poll',
      rows.map(({ id }) => ({ invoiceId: id })),
    );
    return rows.length;
  });
}

/**
 * Repairs the marks of a clock that ran ahead and was set back: invoices with a last look in the future become due now.
 * Returns how many.
 */
export async function queuePollsOfTheFuture({ clock, db }: Context): Promise<number> {
  const now = clock.now();
  const { rowCount } = await db.query(
    'UPDATE invoices SET next_check_at = $1 WHERE next_check_at > $1 AND checked_at > $2',
    [now, new Date(now.getTime() + 2 * LOOK_INTERVAL_MS)],
  );
  return rowCount ?? 0;
}
