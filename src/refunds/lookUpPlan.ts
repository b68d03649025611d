import { HOUR_MS } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import type { StoredRefund } from './types.ts';

/** No call to the provider takes this long. An answer later than this after an attempt is about that attempt. */
export const QUIET_MS = 120_000;

const SOONEST_MS = 15_000;
const LATEST_MS = HOUR_MS;

/** When to look again: the older the attempt, the less often, but at least every hour. */
export function nextLookAt(refund: StoredRefund, now: Date): Date {
  const age = now.getTime() - (refund.startedAt?.getTime() ?? now.getTime());
  return new Date(now.getTime() + Math.min(Math.max(age / 2, SOONEST_MS), LATEST_MS));
}

/** Orders a look-up, unless one is already planned for that time or earlier. */
export async function queueLookUp(tx: Tx, refund: StoredRefund, at: Date): Promise<void> {
  const { rows } = await tx.query(
    `SELECT 1 FROM outbox WHERE job = 'refund.look-up' AND payload ->> 'refundId' = $1 AND done_at IS NULL
       AND failed_at IS NULL AND relayed_at IS NULL AND run_at > now() AND run_at <= $2 LIMIT 1`,
    [refund.id, at],
  );
  if (rows.length > 0) return;
  await enqueue(
    tx,
    'refund.look-up',
    { refundId: refund.id },
    { runAt: at, ...(refund.correlationId === null ? {} : { correlationId: refund.correlationId }) },
  );
}
