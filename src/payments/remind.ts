import { notifyAll } from '../notifications/index.ts';
import type { Context } from '../platform/index.ts';

/** How long before its end an invoice is named again: this long, or a quarter of its time if that is less. */
const BEFORE = `least(interval '10 minutes', (i.expires_at - i.created_at) / 4)`;
/** Nobody can pay in less time. */
const LEAST = `interval '1 minute'`;
const ROUND = 500;

const ENDING = `SELECT i.id, o.id AS "orderId", o.user_id AS "userId", o.correlation_id AS "correlationId"
  FROM invoices i JOIN orders o ON o.id = i.order_id
  WHERE NOT i.is_final AND i.status = 'check' AND i.received = 0 AND o.status = 'awaiting_payment'
    AND i.expires_at > $1::timestamptz + ${LEAST} AND i.expires_at <= $1::timestamptz + interval '10 minutes'
    AND i.expires_at - ${BEFORE} <= $1::timestamptz
    AND NOT EXISTS (SELECT FROM notifications n WHERE n.key = 'invoice:' || i.id || ':ending')
  ORDER BY i.expires_at LIMIT ${ROUND}`;

interface Ending {
  readonly id: string;
  readonly orderId: string;
  readonly userId: bigint;
  readonly correlationId: string | null;
}

/**
 * Writes a message about each unpaid invoice that ends soon, once for each invoice: the key of the message names the
 * invoice. Returns how many. The user can switch these messages off.
 */
export async function remindOfEnding({ clock, db }: Pick<Context, 'clock' | 'db'>): Promise<number> {
  return db.tx(async (tx) => {
    const { rows } = await tx.query<Ending>(ENDING, [clock.now()]);
    await notifyAll(
      tx,
      rows.map(({ id, orderId, userId, correlationId }) => ({
        kind: 'order_ending',
        data: {},
        userId,
        subjectId: orderId,
        key: `invoice:${id}:ending`,
        correlationId: correlationId ?? undefined,
      })),
    );
    return rows.length;
  });
}
