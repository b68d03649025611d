import type { Context } from '../platform/index.ts';
import { queueLookUp } from './lookUpPlan.ts';
import { lockRefund } from './move.ts';

/** Refunds that one run looks after. */
const BATCH = 200;

/**
 * Orders a look-up for every refund whose fate is open and that nobody would look at again: its look-up job gave up
 * while the provider was away for long. Gives how many there were.
 */
export async function watchOpenRefunds(context: Context): Promise<number> {
  const { rows } = await context.db.query<{ id: string }>(
    `SELECT r.id FROM refunds r WHERE r.status IN ('executing', 'unknown') AND NOT EXISTS (
       SELECT FROM outbox o WHERE o.job = 'refund.look-up' AND o.payload ->> 'refundId' = r.id::text
         AND o.done_at IS NULL AND o.failed_at IS NULL)
     ORDER BY r.id LIMIT ${BATCH}`,
  );
  for (const { id } of rows)
    await context.db.tx(async (tx) => queueLookUp(tx, await lockRefund(tx, id), context.clock.now()));
  if (rows.length > 0)
    context.log.warn({ refunds: rows.length }, 'refunds without a look-up are looked after');
  return rows.length;
}
