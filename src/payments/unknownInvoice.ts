import { openBreak } from '../breaks/index.ts';
import { HOUR_MS } from '../lib/index.ts';
import { raiseSign } from '../health/index.ts';
import { notify } from '../notifications/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { moveOrder } from '../shop/index.ts';
import { bothSides } from './differences.ts';
import { nextCheckAt } from './pollPlan.ts';
import type { StoredInvoice } from './types.ts';

/** The provider must have said so for this long, and the invoice must have been over for as long. */
const GRACE_MS = HOUR_MS;

/**
 * Handles an invoice that the provider made for us and now says it does not know. Either it lost the invoice, or we ask
 * with the keys of another merchant. This is one break, reported once. We would not hear of a payment for it any more.
 * So after its time and the grace the order ends as expired, unless money came. It is not polled then. The sweep over
 * the provider's list still sees it if it comes back, and late money counts as always.
 */
export async function noteUnknown(context: Context, invoice: StoredInvoice): Promise<void> {
  const { db, clock, log } = context;
  const now = clock.now();
  const isNew = await db.tx((tx) =>
    openBreak(tx, {
      class: 'missing_at_provider',
      source: 'settlement',
      subject: invoice.id,
      invoiceId: invoice.id,
      orderId: invoice.orderId,
      asset: invoice.asset,
      amount: invoice.amount,
      subjectAt: invoice.createdAt,
      ...(invoice.providerUuid === null ? {} : { providerUuid: invoice.providerUuid }),
      detail: bothSides(invoice, undefined),
      note: 'the provider says that it does not know the invoice',
    }),
  );
  if (isNew)
    log.error(
      { invoiceId: invoice.id, orderId: invoice.orderId },
      'the provider does not know an invoice that it made',
    );
  await raiseSign(context, {
    name: 'heleket.invoices',
    severity: 'degraded',
    text: 'Heleket does not know invoices that it made for us: are MERCHANT_UUID and API_KEY those of this shop?',
  });
  const since = await unknownSince(context, invoice.id);
  const end = (invoice.expiresAt ?? new Date(invoice.createdAt.getTime() + timeOf(context))).getTime();
  const isOver = since !== undefined && now.getTime() >= Math.max(end, since.getTime()) + GRACE_MS;
  await db.tx(async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE invoices SET checked_at = $2, looked_at = $2, checks = checks + 1, next_check_at = $3,
         status = CASE WHEN $4 AND booked = 0 AND received = 0 AND NOT is_final THEN 'absent' ELSE status END
       WHERE id = $1 AND next_check_at IS NOT NULL`,
      [invoice.id, now, isOver ? null : nextCheckAt(invoice, now), isOver],
    );
    if (isOver && rowCount === 1 && invoice.booked === 0n && invoice.received === 0n)
      await expire(tx, invoice);
  });
}

function timeOf({ config }: Context): number {
  return config.PAYMENT_TIMEOUT * 1000;
}

async function unknownSince({ db }: Context, invoiceId: string): Promise<Date | undefined> {
  const row = await db.one<{ at: Date }>(
    `SELECT min(opened_at) AS at FROM breaks WHERE subject = $1 AND class = 'missing_at_provider' HAVING count(*) > 0`,
    [invoiceId],
  );
  return row?.at;
}

async function expire(tx: Tx, invoice: StoredInvoice): Promise<void> {
  const order = await moveOrder(tx, { orderId: invoice.orderId, to: 'expired' });
  if (!order) return;
  await notify(tx, {
    userId: order.userId,
    kind: 'order_expired',
    subjectId: order.id,
    key: `invoice:${invoice.id}:expired`,
    data: {},
    correlationId: order.correlationId ?? undefined,
  });
}
