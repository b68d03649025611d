import { bothSides } from '../../src/payments/index.ts';
import { openBreak, type FoundBreak } from '../../src/breaks/index.ts';
import type { Context } from '../../src/platform/index.ts';
import { assignBreak, remarkBreak } from '../../src/reconciliation/index.ts';
import { requestAdjustment, requestRefund } from '../../src/refunds/index.ts';
import { recordSecurityEvent } from '../../src/security/index.ts';
import { coin, type Order } from '../../src/shop/index.ts';
import type { Role } from '../../src/staff/index.ts';
import { oneCoin } from './orders.ts';

interface Review {
  readonly context: Context;
  readonly userIds: readonly bigint[];
  readonly orders: readonly Order[];
  readonly staff: Readonly<Record<Role, bigint>>;
}

/** Makes work for finance: refunds that need a second person, and differences with the provider. */
export async function seedReview(review: Review): Promise<void> {
  await seedRequests(review);
  await seedBreaks(review);
  await seedForgeries(review);
}

/** Calls the webhook without the key, so that the rule that is live from the start makes a flag. */
async function seedForgeries({ context }: Review): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++)
    await context.db.tx((tx) =>
      recordSecurityEvent(tx, {
        kind: 'webhook_forged',
        ip: '203.0.113.66',
        details: { reason: 'wrong_sign' },
      }),
    );
}

async function seedRequests({ context, userIds, orders, staff }: Review): Promise<void> {
  const paid = orders.filter(({ kind, stars }) => kind === 'purchase' && stars === 500);
  const [order] = paid;
  if (order)
    await requestRefund(context, {
      of: { orderId: order.id },
      destination: 'balance',
      staffId: staff.finance,
      reason: 'customer_request',
      note: 'Куплено по ошибке, звёзды не потрачены',
      requestKey: 'demo:refund:1',
      correlationId: 'demo',
    });
  const [userId] = userIds;
  if (userId === undefined) return;
  await requestAdjustment(context, {
    userId,
    direction: 'credit',
    asset: coin(context.config).code,
    amount: 5n * oneCoin(context),
    staffId: staff.finance,
    reason: 'goodwill',
    note: 'Долго ждала ответа поддержки',
    requestKey: 'demo:adjustment:1',
    correlationId: 'demo',
  });
}

interface InvoiceRow {
  id: string;
  orderId: string;
  status: string;
  amount: bigint;
  booked: bigint;
}

async function seedBreaks({ context, orders, staff }: Review): Promise<void> {
  const { rows } = await context.db.query<InvoiceRow>(
    `SELECT id, order_id AS "orderId", status, amount, booked FROM invoices
     WHERE order_id = ANY($1::uuid[]) ORDER BY created_at, id`,
    [orders.map(({ id }) => id)],
  );
  const of = (status: string): InvoiceRow | undefined => rows.find((row) => row.status === status);
  const asset = coin(context.config).code;
  const found = (row: InvoiceRow, more: Pick<FoundBreak, 'class' | 'note' | 'detail'>): FoundBreak => ({
    ...more,
    source: 'sweep',
    subject: row.id,
    invoiceId: row.id,
    orderId: row.orderId,
    asset,
    amount: row.amount,
  });
  const expired = of('cancel');
  const failed = of('fail');
  const plans: { hoursAgo: number; open: FoundBreak }[] = [
    ...(expired
      ? [
          {
            hoursAgo: 30,
            open: found(expired, {
              class: 'paid_not_delivered',
              note: 'деньги пришли после закрытия счёта',
              detail: {
                ...bothSides(expired, undefined),
                theirStatus: 'paid',
                theirAmount: '95',
                theirPayment: '95',
                theirCurrency: asset,
              },
            }),
          },
        ]
      : []),
    ...(failed
      ? [
          {
            hoursAgo: 3,
            open: found(failed, {
              class: 'missing_at_provider',
              note: '',
              detail: bothSides(failed, undefined),
            }),
          },
        ]
      : []),
    {
      hoursAgo: 100,
      open: {
        class: 'missing_with_us',
        source: 'sweep',
        subject: '7f1c1f0e-0000-4000-8000-00000000de30',
        providerUuid: '7f1c1f0e-0000-4000-8000-00000000de30',
        note: 'чужой номер заказа',
        detail: {
          ...bothSides(undefined, undefined),
          theirName: 'old-shop-1042',
          theirStatus: 'paid',
          theirAmount: '12.5',
          theirPayment: '12.5',
          theirCurrency: asset,
        },
      },
    },
  ];
  for (const { open, hoursAgo } of plans) {
    await openBreak(context.db, open);
    const row = await context.db.one<{ id: string }>(
      `UPDATE breaks SET opened_at = now() - make_interval(hours => $2), seen_at = now() - make_interval(hours => $2)
       WHERE subject = $1 AND status = 'open' RETURNING id`,
      [open.subject, hoursAgo],
    );
    if (!row || open.class !== 'paid_not_delivered') continue;
    await assignBreak(context, { breakId: row.id, staffId: staff.finance, ownerId: staff.finance });
    await remarkBreak(context, {
      breakId: row.id,
      staffId: staff.finance,
      remark: 'Спросил систему, ждём ответа',
    });
  }
}
