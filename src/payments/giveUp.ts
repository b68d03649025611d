import type { Context } from '../platform/index.ts';
import { lockOrders, moveOrder } from '../shop/index.ts';
import { findStoredInvoiceByOrder, lockInvoicesWithOrders } from './queries.ts';
import { hasCome } from './truth.ts';

/**
 * Ends an order to which nothing has come: `cancelled` by its buyer, or `replaced` by another choice. Only ours: the
 * provider knows no such call, so its page still takes money, and what comes is looked for as before. Gives whether it was
 * ended; false when money came, or the order has ended by itself.
 */
export function giveUpOrder(
  context: Context,
  { orderId, to }: { orderId: string; to: 'cancelled' | 'replaced' },
): Promise<boolean> {
  return context.db.tx(async (tx) => {
    const invoice = await findStoredInvoiceByOrder(tx, orderId);
    // Invoice before order, as whoever settles it does; read again under its lock.
    const locked = invoice && (await lockInvoicesWithOrders(tx, [invoice.id], 'all')).get(invoice.id);
    if (!locked) await lockOrders(tx, [orderId]);
    if (hasCome(locked?.invoice)) return false;
    return (await moveOrder(tx, { orderId, to })) !== undefined;
  });
}
