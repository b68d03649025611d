import { isUuid } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { PENDING_ORDER_STATES, type OrderStatus } from '../shop/index.ts';
import { OPEN_DELIVERIES, type DeliveryStatus } from './states.ts';
import { DELIVERY_COLUMNS, type Delivery } from './types.ts';

/** While the order is in one of these states, a requested delivery waits for its payment. */
const WAITED_FOR: readonly OrderStatus[] = ['created', 'paid', ...PENDING_ORDER_STATES];

/** Finds a delivery. With `userId`: only a delivery of this user. */
export async function findDelivery(
  context: { db: Queryable },
  id: string,
  userId?: bigint,
): Promise<Delivery | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await context.db.query<Delivery>(
    `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE id = $1 AND ($2::bigint IS NULL OR user_id = $2)`,
    [id, userId ?? null],
  );
  return rows[0];
}

/** The order of a delivery at its supplier. */
interface SupplierOrder extends Pick<Delivery, 'supplier' | 'supplierRef'> {
  readonly id: string;
}

/** Finds the orders of deliveries, in the order of their ids; undefined for ids that do not exist. */
export async function findOrders(
  q: Queryable,
  ids: readonly string[],
): Promise<(SupplierOrder | undefined)[]> {
  const { rows } = await q.query<SupplierOrder>(
    'SELECT id, supplier, supplier_ref AS "supplierRef" FROM deliveries WHERE id = ANY ($1::uuid[])',
    [ids.filter(isUuid)],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id));
}

/** Finds the newest delivery of an order. It is the one that counts. */
export function deliveryOfOrder(context: Context, orderId: string): Promise<Delivery | undefined> {
  return context.db.one<Delivery>(
    `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE order_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1`,
    [orderId],
  );
}

/** Returns the chosen delivery of each of these orders that has not failed, by order. */
export async function deliveriesOfOrders(
  context: Context,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Delivery>> {
  const { rows } = await context.db.query<Delivery & { orderId: string }>(
    `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE order_id = ANY ($1::uuid[]) AND status <> 'failed'`,
    [orderIds],
  );
  return new Map(rows.map((delivery) => [delivery.orderId, delivery]));
}

/** Finds the delivery that a person requested with this key. */
export function findRequested(
  context: Context,
  { userId, requestKey }: { userId: bigint; requestKey: string },
): Promise<Delivery | undefined> {
  return context.db.one<Delivery>(
    `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE request_key = $1 AND user_id = $2`,
    [requestKey, userId],
  );
}

/** A state that a delivery has reached. */
export interface DeliveryStep {
  readonly status: DeliveryStatus;
  readonly at: Date;
}

/** Returns the states that a delivery was in, the first one first. */
export async function stepsOf(context: Context, deliveryId: string): Promise<DeliveryStep[]> {
  const { rows } = await context.db.query<DeliveryStep>(
    'SELECT to_status AS status, at FROM delivery_events WHERE delivery_id = $1 ORDER BY id',
    [deliveryId],
  );
  return rows;
}

/** Finds the delivery of this journal: the first journal, which set the stars aside, or the last one. */
export function deliveryOfJournal(context: Context, journalId: string): Promise<Delivery | undefined> {
  return context.db.one<Delivery>(
    `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE hold_journal_id = $1 OR end_journal_id = $1 LIMIT 1`,
    [journalId],
  );
}

/** Returns the states of the deliveries whose stars were set aside by these journals, by journal. */
export async function statusesOfJournals(
  context: Context,
  journalIds: readonly string[],
): Promise<ReadonlyMap<string, DeliveryStatus>> {
  const { rows } = await context.db.query<{ id: string; status: DeliveryStatus }>(
    'SELECT hold_journal_id AS id, status FROM deliveries WHERE hold_journal_id = ANY ($1::uuid[])',
    [journalIds],
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/**
 * Lists the deliveries of a user, the newest first. `isOpen`: only those that are under way. `isReal`: without those of
 * orders that nobody pays any more, and without recipients that were replaced by another choice.
 */
export async function listDeliveries(
  context: Context,
  {
    userId,
    isOpen,
    isReal,
    limit = 10,
  }: { userId: bigint; isOpen?: boolean; isReal?: boolean; limit?: number },
): Promise<Delivery[]> {
  const { rows } = await context.db.query<Delivery>(
    `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE user_id = $1 AND ($2::text[] IS NULL OR status = ANY ($2))
       AND ($4::text[] IS NULL OR hold_journal_id IS NOT NULL OR status = 'requested' AND EXISTS (
         SELECT FROM orders o WHERE o.id = order_id AND o.status = ANY ($4)))
     ORDER BY created_at DESC, id DESC LIMIT $3`,
    [userId, isOpen === true ? OPEN_DELIVERIES : null, limit, isReal === true ? WAITED_FOR : null],
  );
  return rows;
}

/** Lists the last recipients of a user, the newest first, each once. */
export async function recentRecipients(
  context: Context,
  userId: bigint,
  limit = 5,
): Promise<{ recipient: string; name: string | null }[]> {
  const { rows } = await context.db.query<{ recipient: string; name: string | null }>(
    `SELECT recipient, name FROM (
       SELECT DISTINCT ON (recipient) recipient, recipient_name AS name, created_at FROM deliveries
       WHERE user_id = $1 AND recipient IS NOT NULL AND NOT is_self AND status <> 'failed'
       ORDER BY recipient, created_at DESC) r ORDER BY created_at DESC LIMIT $2`,
    [userId, limit],
  );
  return rows;
}

/** Returns every state of a delivery and the answers of the supplier, the oldest first. */
export async function deliveryTrail(context: Context, deliveryId: string): Promise<DeliveryTrail> {
  const [events, answers] = await Promise.all([
    context.db.query<DeliveryTrail['events'][number]>(
      `SELECT at, actor, from_status AS "from", to_status AS "to", error, remark FROM delivery_events
       WHERE delivery_id = $1 ORDER BY id`,
      [deliveryId],
    ),
    context.db.query<DeliveryTrail['answers'][number]>(
      'SELECT at, supplier, call, outcome, raw FROM delivery_answers WHERE delivery_id = $1 ORDER BY id LIMIT 200',
      [deliveryId],
    ),
  ]);
  return { events: events.rows, answers: answers.rows };
}

export interface DeliveryTrail {
  readonly events: readonly {
    readonly at: Date;
    readonly actor: string;
    readonly from: DeliveryStatus | null;
    readonly to: DeliveryStatus;
    readonly error: string | null;
    readonly remark: string;
  }[];
  readonly answers: readonly {
    readonly at: Date;
    readonly supplier: string;
    readonly call: string;
    readonly outcome: string;
    readonly raw: string;
  }[];
}
