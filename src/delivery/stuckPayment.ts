import { AppError, isUuid } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { endStuck, endStuckAsPaid, findProof, type TonContext } from '../tonWallet/index.ts';
import { tellDelivery } from './chainPayment.ts';
import { requireReason } from './manual.ts';

/** A transaction of our wallet, as the node shows it, that paid a stuck payment. */
type Proof = NonNullable<Awaited<ReturnType<typeof findProof>>>;

/**
 * Looks at the node for the transaction that paid a stuck payment. Changes nothing. Call it before the transaction of
 * {@link endStuckPayment}, because the node may take long. Errors: DELIVERY_STATE (there is no such payment, or it is not
 * stuck), PAYMENT_NOT_PROVED, CHAIN_UNAVAILABLE, CIRCUIT_OPEN.
 */
export async function proveStuckPayment(
  context: TonContext,
  { paymentId: id, txHash }: { readonly paymentId: string; readonly txHash: string },
): Promise<Proof> {
  const hash = txHash.toLowerCase();
  const proof = isUuid(id) ? await findProof(context, { id, hash }) : undefined;
  if (!proof) throw notStuck(id);
  return proof;
}

/**
 * Ends a stuck payment of our wallet. A person has evidence that it was not paid; with `proof`: that this transaction paid
 * it. Its delivery is told, and the wallet pays again. Errors: TEXT_INVALID, FORBIDDEN, DELIVERY_STATE (there is no such
 * payment, or it is not stuck), PAYMENT_NOT_PROVED (the proof belongs to another payment).
 */
export async function endStuckPayment(
  { db }: Pick<Context, 'db'>,
  input: {
    readonly paymentId: string;
    readonly staffId: bigint;
    readonly remark: string;
    readonly proof?: Proof | undefined;
  },
): Promise<void> {
  const { paymentId: id, staffId, remark: reason, proof } = input;
  requireReason(reason);
  await db.tx(async (tx) => {
    await requireRight(tx, staffId, 'resolve', 'deliveries');
    const isEnded =
      isUuid(id) &&
      (proof
        ? await endStuckAsPaid(tx, { id, proof }, tellDelivery)
        : await endStuck(tx, { id, reason }, tellDelivery));
    if (!isEnded) throw notStuck(id);
  });
}

function notStuck(id: string): AppError {
  return new AppError('DELIVERY_STATE', {}, { message: `there is no stuck payment with the id ${id}` });
}
