import { AppError, isUuid } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { endStuck } from '../tonWallet/index.ts';
import { tellDelivery } from './chainPayment.ts';
import { requireReason } from './manual.ts';

/**
 * Ends a stuck payment of our wallet. A person has evidence that it was not paid. Its delivery is told, and the wallet pays
 * again. Errors: TEXT_INVALID, FORBIDDEN, DELIVERY_STATE (there is no such payment, or it is not stuck).
 */
export async function endStuckPayment(
  { db }: Pick<Context, 'db'>,
  input: { readonly paymentId: string; readonly staffId: bigint; readonly remark: string },
): Promise<void> {
  const { paymentId: id, staffId, remark: reason } = input;
  requireReason(reason);
  await db.tx(async (tx) => {
    await requireRight(tx, staffId, 'resolve', 'deliveries');
    const isEnded = isUuid(id) && (await endStuck(tx, { id, reason }, tellDelivery));
    if (!isEnded)
      throw new AppError('DELIVERY_STATE', {}, { message: `there is no stuck payment with the id ${id}` });
  });
}
