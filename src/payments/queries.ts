import { LOCKING, type Queryable, type Which } from '../platform/index.ts';
import { findOrders, lockOrders, type Order } from '../shop/index.ts';
import type { Invoice, StoredInvoice } from './types.ts';

const COLUMNS = `id, order_id AS "orderId", provider_order_id AS "providerOrderId", provider_uuid AS "providerUuid", asset,
  amount, status, is_final AS "isFinal", url, expires_at AS "expiresAt", received, booked, credited, fee,
  next_check_at AS "nextCheckAt", checked_at AS "checkedAt", looked_at AS "lookedAt", created_at AS "createdAt",
  refund_asked_at AS "refundAskedAt",
  CASE WHEN facts ?& '{address,network,payerCurrency,payerAmount}' THEN jsonb_build_object('address', facts -> 'address',
    'network', lower(facts ->> 'network'), 'currency', facts -> 'payerCurrency', 'amount', facts -> 'payerAmount') END AS "payTo"`;

async function oneInvoice(q: Queryable, where: string, value: unknown): Promise<StoredInvoice | undefined> {
  const { rows } = await q.query<StoredInvoice>(`SELECT ${COLUMNS} FROM invoices WHERE ${where}`, [value]);
  return rows[0];
}

export function findStoredInvoice(q: Queryable, invoiceId: string): Promise<StoredInvoice | undefined> {
  return oneInvoice(q, 'id = $1', invoiceId);
}

export function findStoredInvoiceByOrder(q: Queryable, orderId: string): Promise<StoredInvoice | undefined> {
  return oneInvoice(q, 'order_id = $1', orderId);
}

/** A stored event as its job needs it: its result so far, and the invoice that it is about. */
export interface PendingEvent {
  readonly id: string;
  readonly correlationId: string | null;
  /** Null: not processed yet. */
  readonly outcome: string | null;
  /** What it claims. */
  readonly status: string;
  readonly came: string;
  readonly invoiceId: string | null;
  /** Our name for the invoice at the provider. */
  readonly invoiceName: string | null;
}

/** The invoice is found by our name for it, because we write ours before the provider's exists. */
const PENDING_EVENTS = `SELECT e.id, e.correlation_id AS "correlationId", r.outcome, e.status, e.came, coalesce(n.id, u.id) AS "invoiceId",
      coalesce(n.provider_order_id, u.provider_order_id) AS "invoiceName"
    FROM unnest($1::uuid[]) AS asked (id) JOIN provider_events e ON e.id = asked.id
    LEFT JOIN provider_event_results r ON r.event_id = e.id
    LEFT JOIN invoices n ON n.provider_order_id = e.provider_order_id
    LEFT JOIN invoices u ON u.provider_uuid = e.provider_uuid AND n.id IS NULL`;

/** Stored events in the order of the given ids; undefined for ids that do not exist. */
export async function findPendingEvents(
  q: Queryable,
  eventIds: readonly string[],
): Promise<(PendingEvent | undefined)[]> {
  const { rows } = await q.query<PendingEvent>(PENDING_EVENTS, [[...new Set(eventIds)]]);
  const found = new Map(rows.map((event) => [event.id, event]));
  return eventIds.map((id) => found.get(id));
}

/** An invoice and its order, read together. */
export interface InvoiceWithOrder {
  readonly invoice: StoredInvoice;
  readonly order: Order;
}

const FIND_INVOICES = `SELECT ${COLUMNS} FROM invoices WHERE id = ANY($1::uuid[])`;

/** By invoice id; without those that do not exist. */
export async function findInvoicesWithOrders(
  q: Queryable,
  invoiceIds: readonly string[],
): Promise<Map<string, InvoiceWithOrder>> {
  const { rows } = await q.query<StoredInvoice>(FIND_INVOICES, [invoiceIds]);
  return withOrders(
    rows,
    await findOrders(
      q,
      rows.map(({ orderId }) => orderId),
    ),
  );
}

/** Locks invoices and then their orders, always in this sequence, until the transaction ends. */
export async function lockInvoicesWithOrders(
  tx: Queryable,
  invoiceIds: readonly string[],
  which: Which,
): Promise<Map<string, InvoiceWithOrder>> {
  const { rows } = await tx.query<StoredInvoice>(`${FIND_INVOICES} ORDER BY id ${LOCKING[which]}`, [
    invoiceIds,
  ]);
  return withOrders(
    rows,
    await lockOrders(
      tx,
      rows.map(({ orderId }) => orderId),
    ),
  );
}

function withOrders(
  invoices: readonly StoredInvoice[],
  orders: ReadonlyMap<string, Order>,
): Map<string, InvoiceWithOrder> {
  const found = new Map<string, InvoiceWithOrder>();
  for (const invoice of invoices) {
    const order = orders.get(invoice.orderId);
    if (order) found.set(invoice.id, { invoice, order });
  }
  return found;
}

/**
 * Notes that a refund of ours goes out, in the caller's transaction and before the provider is asked. Then the
 * provider's news about a refund of this invoice is expected and opens no break.
 */
export async function expectRefund(tx: Queryable, invoiceId: string, at: Date): Promise<void> {
  await tx.query('UPDATE invoices SET refund_asked_at = $2 WHERE id = $1', [invoiceId, at]);
}

/** The fields of an invoice that code outside this folder may see. */
export function publicInvoice(stored: StoredInvoice): Invoice {
  const { id, orderId, providerUuid, status, url, payTo, expiresAt, amount, asset } = stored;
  const { received, booked, credited, fee, isFinal, checkedAt, lookedAt } = stored;
  return {
    id,
    orderId,
    providerUuid,
    status,
    url,
    payTo,
    expiresAt,
    amount,
    asset,
    received,
    booked,
    credited,
    fee,
    isFinal,
    checkedAt,
    lookedAt,
  };
}

/** The invoices of orders, by order. */
export async function findInvoicesByOrders(
  context: { db: Queryable },
  orderIds: readonly string[],
): Promise<Map<string, Invoice>> {
  const { rows } = await context.db.query<StoredInvoice>(
    `SELECT ${COLUMNS} FROM invoices WHERE order_id = ANY($1::uuid[])`,
    [orderIds],
  );
  return new Map(rows.map((stored) => [stored.orderId, publicInvoice(stored)]));
}

/** The invoice of an order, or undefined if none was ever opened. */
export async function findInvoiceByOrder(
  context: { db: Queryable },
  orderId: string,
): Promise<Invoice | undefined> {
  const stored = await findStoredInvoiceByOrder(context.db, orderId);
  return stored && publicInvoice(stored);
}
