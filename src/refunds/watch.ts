import { HOUR_MS } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { queueLookUp } from './lookUpPlan.ts';
import { lockRefund, noteOnRefund } from './move.ts';
import { queueExecution } from './open.ts';
import { UNDER_WAY } from './states.ts';

/** How many refunds one run handles. */
const BATCH = 200;

/** An approved refund whose job has been gone for this long gets another one. */
const LEFT_MS = HOUR_MS;

/**
 * Looks after refunds that no job handles any more. Some have an unknown result, and their look-up job gave up because
 * the provider was away for long. Others are approved, and their job gave up or was lost. The refund says so. Carrying
 * one out again is harmless. Returns how many there were.
 */
export async function watchOpenRefunds(context: Context): Promise<number> {
  const { rows } = await context.db.query<{ id: string }>(
    `SELECT r.id FROM refunds r WHERE r.status = ANY ($1::text[]) AND NOT EXISTS (
       SELECT FROM outbox o WHERE o.job = 'refund.look-up' AND o.payload ->> 'refundId' = r.id::text
         AND o.done_at IS NULL AND o.failed_at IS NULL)
     ORDER BY r.id LIMIT ${BATCH}`,
    [UNDER_WAY],
  );
  for (const { id } of rows)
    await context.db.tx(async (tx) => queueLookUp(tx, await lockRefund(tx, id), context.clock.now()));
  if (rows.length > 0) context.log.warn({ refunds: rows.length }, 'refunds had no look-up and got one');
  return rows.length + (await watchApproved(context));
}

async function watchApproved(context: Context): Promise<number> {
  const left = new Date(context.clock.now().getTime() - LEFT_MS);
  const { rows } = await context.db.query<{ id: string }>(
    `SELECT r.id FROM refunds r WHERE r.status = 'approved' AND greatest(r.ready_at, r.updated_at) < $1 AND NOT EXISTS (
       SELECT FROM outbox o WHERE o.job = 'refund.execute' AND o.payload ->> 'refundId' = r.id::text
         AND o.done_at IS NULL AND o.failed_at IS NULL)
     ORDER BY r.id LIMIT ${BATCH}`,
    [left],
  );
  for (const { id } of rows)
    await context.db.tx(async (tx) => {
      const refund = await lockRefund(tx, id);
      if (refund.status !== 'approved') return;
      // This also marks the row as changed, so that the new job gets its full hour too.
      const after = await noteOnRefund(tx, refund, {
        error: refund.error ?? 'JOB_LOST',
        failures: refund.failures + 1,
        nextTryAt: context.clock.now(),
      });
      await queueExecution(tx, after);
    });
  if (rows.length > 0)
    context.log.warn({ refunds: rows.length }, 'approved refunds had no job and got a new one');
  return rows.length;
}
