import { DAY_MS, MINUTE_MS } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { enqueueMany } from '../queue/index.ts';
import { paidAmong } from './chainPayment.ts';

/** The most deliveries in one run. */
const BATCH = 500;
/** The job of a delivery must have run within this time after the last change. */
const LEFT_MS = 5 * MINUTE_MS;
/** How far back payments that are not booked are looked for. */
const UNBOOKED_MS = 7 * DAY_MS;

/**
 * Writes a new job for each delivery whose job was given up or lost: a waiting delivery is sent, a sent one is looked up,
 * and a payment on the chain is booked, also after the end of its delivery.
 * It is safe to repeat. Returns the number of these deliveries.
 */
export async function watchDeliveries(context: Context): Promise<number> {
  if (context.config.DELIVERY !== 'supplier') return 0;
  const left = new Date(context.clock.now().getTime() - LEFT_MS);
  const { rows } = await context.db.query<{ id: string; job: 'delivery.send' | 'delivery.look-up' }>(
    `SELECT d.id, CASE d.status WHEN 'reserved' THEN 'delivery.send' ELSE 'delivery.look-up' END AS job
     FROM deliveries d
     WHERE d.status IN ('reserved', 'submitted', 'uncertain') AND greatest(d.next_try_at, d.updated_at) < $1
       AND (d.status <> 'reserved' OR d.review_since IS NULL) AND (d.status = 'reserved' OR d.supplier_ref IS NOT NULL)
       AND NOT EXISTS (SELECT FROM outbox o WHERE o.job IN ('delivery.send', 'delivery.look-up')
         AND o.payload ->> 'deliveryId' = d.id::text AND o.done_at IS NULL AND o.failed_at IS NULL)
     ORDER BY d.id LIMIT ${BATCH}`,
    [left],
  );
  for (const job of ['delivery.send', 'delivery.look-up'] as const)
    await enqueueMany(
      context.db,
      job,
      rows.filter((row) => row.job === job).map(({ id }) => ({ deliveryId: id })),
    );
  const unbooked = await findUnbooked(context, left);
  await enqueueMany(
    context.db,
    'delivery.payment',
    unbooked.map((deliveryId) => ({ deliveryId })),
  );
  const count = rows.length + unbooked.length;
  if (count > 0) context.log.warn({ deliveries: count }, 'deliveries had no job and got a new one');
  return count;
}

/** Deliveries whose payment is on the chain and not in the ledger. */
async function findUnbooked({ db, clock }: Context, left: Date): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT d.id FROM deliveries d
     WHERE d.created_at >= $2 AND d.paid_at IS NULL AND d.cost IS NOT NULL AND d.updated_at < $1
       AND NOT EXISTS (SELECT FROM outbox o WHERE o.job = 'delivery.payment'
         AND o.payload ->> 'deliveryId' = d.id::text AND o.done_at IS NULL AND o.failed_at IS NULL)`,
    [left, new Date(clock.now().getTime() - UNBOOKED_MS)],
  );
  return rows.length === 0
    ? []
    : paidAmong(
        db,
        rows.map(({ id }) => id),
      );
}
