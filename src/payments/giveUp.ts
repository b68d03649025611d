import type { Context } from '../platform/index.ts';
import { lockOrders, moveOrder } from '../shop/index.ts';
import { findStoredInvoiceByOrder, lockInvoicesWithOrders } from './queries.ts';
import { hasCome } from './truth.ts';

/**
 * Ends an order for which no money has come: as `cancelled` by its buyer, or as `replaced` by another choice. It ends
 * only on our side. The provider has no such call, so its page still takes money, and we look for that money as before.
 * Returns whether the order was ended: false if money came, or if the order has already ended.
 */
export function giveUpOrder(
  context: Context,
  { orderId, to }: { orderId: string; to: 'cancelled' | 'replaced' },
): Promise<boolean> {
  return context.db.tx(async (tx) => {
    const invoice = await findStoredInvoiceByOrder(tx, orderId);
    // Lock the invoice before the order, as settling does. Then read it again under the lock.
    const locked = invoice && (await lockInvoicesWithOrders(tx, [invoice.id], 'all')).get(invoice.id);
    if (!locked) await lockOrders(tx, [orderId]);
    if (hasCome(locked?.invoice)) return false;
    return (await moveOrder(tx, { orderId, to })) !== undefined;
  });
}
