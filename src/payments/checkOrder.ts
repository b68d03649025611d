import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import type { PaymentsContext } from './context.ts';
import { LOOK_INTERVAL_MS } from './pollPlan.ts';
import { findStoredInvoice, findStoredInvoiceByOrder, publicInvoice } from './queries.ts';
import { PROVIDER_STATUSES } from './statuses.ts';
import type { Invoice, StoredInvoice } from './types.ts';
import { look } from './pollInvoice.ts';

/** An invoice after a person asked to look at it. */
export interface Looked extends Invoice {
  /** Whether the provider was really asked. */
  readonly asked: boolean;
  /** When the provider can be asked again; absent if never. */
  readonly nextLookAt: Date | undefined;
}

/**
 * The "check payment" button: asks the provider and returns the invoice as it is then. It asks at most once per half
 * minute and invoice, over all processes and people. It does not ask about an invoice that is paid or was returned.
 * Errors: INVOICE_UNKNOWN and those of the provider.
 */
export async function checkOrder(
  context: PaymentsContext,
  orderId: string,
  correlationId?: string,
): Promise<Looked> {
  const invoice = await findStoredInvoiceByOrder(context.db, orderId);
  if (!invoice) throw new AppError('INVOICE_UNKNOWN');
  const means = PROVIDER_STATUSES[invoice.status]?.means;
  const isOver = invoice.nextCheckAt === null && (means === 'paid' || means === 'refunded');
  const asked = !isOver && (await beginLook(context, invoice));
  if (asked) await look(context, invoice, correlationId);
  const stored = (await findStoredInvoice(context.db, invoice.id)) ?? invoice;
  const lastMs = Math.max(stored.lookedAt?.getTime() ?? 0, stored.checkedAt?.getTime() ?? 0);
  return {
    ...publicInvoice(stored),
    asked,
    nextLookAt: isOver ? undefined : new Date(lastMs + LOOK_INTERVAL_MS),
  };
}

/** {@link checkOrder} at the request of a member of staff. Errors: FORBIDDEN, and those of {@link checkOrder}. */
export async function recheckOrder(
  context: PaymentsContext,
  input: { orderId: string; staffId: bigint; correlationId?: string | undefined },
): Promise<Looked> {
  await requireRight(context.db, input.staffId, 'recheck', 'orders');
  return checkOrder(context, input.orderId, input.correlationId);
}

/** Takes the turn to ask about an invoice; false if the last look was too short a time ago. */
async function beginLook({ clock, db }: Context, invoice: StoredInvoice): Promise<boolean> {
  const now = clock.now();
  const { rowCount } = await db.query(
    `UPDATE invoices SET looked_at = $2 WHERE id = $1 AND (looked_at IS NULL OR looked_at <= $3 OR looked_at > $2)
       AND (checked_at IS NULL OR checked_at <= $3 OR checked_at > $2)`,
    [invoice.id, now, new Date(now.getTime() - LOOK_INTERVAL_MS)],
  );
  return rowCount === 1;
}
