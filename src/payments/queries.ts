import { AppError } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { lockOrder, type Order } from '../shop/index.ts';
import type { Invoice, StoredInvoice } from './types.ts';

const COLUMNS = `id, order_id AS "orderId", provider_order_id AS "providerOrderId", provider_uuid AS "providerUuid", asset,
  amount, status, is_final AS "isFinal", url, expires_at AS "expiresAt", received, booked, fee,
  next_check_at AS "nextCheckAt", checked_at AS "checkedAt", created_at AS "createdAt",
  refund_asked_at AS "refundAskedAt"`;

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

/** The invoice that a provider event talks about: by our name for it, which stands before the provider's. */
export async function findInvoiceByReference(
  q: Queryable,
  reference: { providerOrderId: string | null; providerUuid: string },
): Promise<StoredInvoice | undefined> {
  const byName = reference.providerOrderId
    ? await oneInvoice(q, 'provider_order_id = $1', reference.providerOrderId)
    : undefined;
  return byName ?? oneInvoice(q, 'provider_uuid = $1', reference.providerUuid);
}

/** Locks the invoice and then its order, always in this turn, until the transaction ends. */
export async function lockInvoice(
  tx: Queryable,
  invoiceId: string,
): Promise<{ invoice: StoredInvoice; order: Order }> {
  const invoice = await oneInvoice(tx, 'id = $1 FOR UPDATE', invoiceId);
  if (!invoice) throw new AppError('INVOICE_UNKNOWN');
  const order = await lockOrder(tx, invoice.orderId);
  if (!order) throw new AppError('ORDER_UNKNOWN');
  return { invoice, order };
}

/**
 * Notes, in the caller's transaction and before the provider is asked, that a refund of ours goes out: what the provider
 * then says about a refund of this invoice is expected and opens no break.
 */
export async function expectRefund(tx: Queryable, invoiceId: string, at: Date): Promise<void> {
  await tx.query('UPDATE invoices SET refund_asked_at = $2 WHERE id = $1', [invoiceId, at]);
}

/** What others may see of an invoice. */
export function publicInvoice(stored: StoredInvoice): Invoice {
  const { id, orderId, providerUuid, status, url, expiresAt, amount, asset } = stored;
  const { received, fee, isFinal, checkedAt } = stored;
  return {
    id,
    orderId,
    providerUuid,
    status,
    url,
    expiresAt,
    amount,
    asset,
    received,
    fee,
    isFinal,
    checkedAt,
  };
}

/** The invoice of an order, or undefined when it was never opened. */
export async function findInvoiceByOrder(
  context: { db: Queryable },
  orderId: string,
): Promise<Invoice | undefined> {
  const stored = await findStoredInvoiceByOrder(context.db, orderId);
  return stored && publicInvoice(stored);
}
