import { isUuid } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { OPEN_REFUND_STATUSES, type RefundStatus } from './states.ts';
import { REFUND_COLUMNS, type Refund, type RefundKind } from './types.ts';

/** One step of a refund; it is kept for ever. */
export interface RefundEvent {
  readonly at: Date;
  readonly actor: string;
  readonly from: RefundStatus | null;
  readonly to: RefundStatus;
  readonly error: string | null;
  readonly remark: string;
}

/** A refund; if `userId` is given, only for that user. Undefined for anything else. */
export async function findRefund(
  context: { db: Queryable },
  refundId: string,
  userId?: bigint,
): Promise<Refund | undefined> {
  if (!isUuid(refundId)) return undefined;
  const { rows } = await context.db.query<Refund>(
    `SELECT ${REFUND_COLUMNS} FROM refunds WHERE id = $1 AND ($2::bigint IS NULL OR user_id = $2)`,
    [refundId, userId ?? null],
  );
  return rows[0];
}

/** Refunds for which money of the user is set aside, the newest first. */
export async function refundsOnHold(context: { db: Queryable }, userId: bigint): Promise<Refund[]> {
  const { rows } = await context.db.query<Refund>(
    `SELECT ${REFUND_COLUMNS} FROM refunds WHERE user_id = $1 AND destination = 'address' AND journal_id IS NOT NULL
       AND status = ANY ($2::text[]) ORDER BY id DESC LIMIT 10`,
    [userId, OPEN_REFUND_STATUSES],
  );
  return rows;
}

/** The orders of a user from which something has gone back. */
export async function refundedOrders(
  context: { db: Queryable },
  userId: bigint,
): Promise<ReadonlySet<string>> {
  const { rows } = await context.db.query<{ orderId: string }>(
    `SELECT DISTINCT order_id AS "orderId" FROM refunds WHERE user_id = $1 AND kind = 'refund' AND status = 'done'`,
    [userId],
  );
  return new Set(rows.map(({ orderId }) => orderId));
}

/** The steps of a refund, oldest first. */
export async function refundEvents(context: { db: Queryable }, refundId: string): Promise<RefundEvent[]> {
  const { rows } = await context.db.query<RefundEvent>(
    `SELECT at, actor, from_status AS "from", to_status AS "to", error, remark FROM refund_events
     WHERE refund_id = $1 ORDER BY id`,
    [refundId],
  );
  return rows;
}

/** Refunds and adjustments, the newest first; `before` is the id of the last one of the page before. */
export async function listRefunds(
  context: { db: Queryable },
  input: {
    kind?: RefundKind | undefined;
    status?: readonly RefundStatus[] | undefined;
    userId?: bigint | undefined;
    orderId?: string | undefined;
    before?: string | undefined;
    limit: number;
  },
): Promise<Refund[]> {
  const { rows } = await context.db.query<Refund>(
    `SELECT ${REFUND_COLUMNS} FROM refunds
     WHERE ($1::text IS NULL OR kind = $1) AND ($2::text[] IS NULL OR status = ANY($2))
       AND ($3::bigint IS NULL OR user_id = $3) AND ($4::uuid IS NULL OR order_id = $4)
       AND ($5::uuid IS NULL OR id < $5)
     ORDER BY id DESC LIMIT $6`,
    [
      input.kind ?? null,
      input.status ?? null,
      input.userId ?? null,
      input.orderId ?? null,
      input.before ?? null,
      Math.min(input.limit, 200),
    ],
  );
  return rows;
}
