import type { Queryable, Tx } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import type { PaymentDue } from '../suppliers/index.ts';
import {
  cancelPayment,
  findPaymentOf,
  seenAmong,
  wantPayment,
  type PaymentState as WalletState,
  type TonPayment,
} from '../tonWallet/index.ts';
import type { Delivery } from './types.ts';

const PURPOSE = 'delivery';

/**
 * `none`: nothing was wanted. `unsent`: nothing left, and nothing will. `sent`: it may be on its way. `seen`: it is on the
 * chain. `stuck`: only a person can tell.
 */
export type PaymentState = 'none' | 'wanted' | 'unsent' | 'sent' | 'seen' | 'stuck';

const STATES: Readonly<Record<WalletState, PaymentState>> = {
  wanted: 'wanted',
  signed: 'sent',
  seen: 'seen',
  lapsed: 'unsent',
  cancelled: 'unsent',
  stuck: 'stuck',
};

/** The state of the payment for a delivery. `fee`: the fee of the network, in minor units of its coin. */
export async function paymentOf(
  q: Queryable,
  deliveryId: string,
): Promise<{ state: PaymentState; fee: bigint }> {
  const payment = await findPaymentOf(q, PURPOSE, deliveryId);
  return payment ? { state: STATES[payment.state], fee: payment.fee ?? 0n } : { state: 'none', fee: 0n };
}

/** Returns those of the deliveries whose payment is on the chain. */
export function paidAmong(q: Queryable, deliveryIds: readonly string[]): Promise<string[]> {
  return seenAmong(q, PURPOSE, deliveryIds);
}

/** The supplier needs some time to see a payment, and it must not come after the end. */
const MARGIN_MS = 60_000;

/** Orders the payment of a delivery from our wallet, in the caller's transaction, once. */
export async function wantPaymentFor(
  tx: Tx,
  { id, correlationId }: Delivery,
  { to, memo, cost, until }: PaymentDue,
): Promise<void> {
  await wantPayment(tx, {
    purpose: PURPOSE,
    subjectId: id,
    to,
    memo,
    amount: cost.amount,
    notAfter: new Date(until.getTime() - MARGIN_MS),
    correlationId: correlationId ?? undefined,
  });
}

/** Takes back a payment that was not signed. */
export async function cancelPaymentFor(tx: Tx, deliveryId: string): Promise<void> {
  const payment = await findPaymentOf(tx, PURPOSE, deliveryId);
  if (payment) await cancelPayment(tx, payment.id);
}

/** The wallet calls this when a payment has moved. The payment is locked, so this only writes a job. */
export async function tellDelivery(tx: Tx, payment: TonPayment): Promise<void> {
  if (payment.purpose !== PURPOSE) return;
  await enqueue(
    tx,
    'delivery.payment',
    { deliveryId: payment.subjectId },
    { correlationId: payment.correlationId ?? undefined },
  );
}
