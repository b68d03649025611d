import type { Queryable, Tx } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import type { PaymentDue } from '../suppliers/index.ts';
import {
  cancelPayment,
  findPaymentsOf,
  seenAmong,
  wantPayments,
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

/** The payment for a delivery. `fee`: the fee of the network, in minor units of its coin. */
export interface DeliveryPayment {
  /** Absent: nothing was wanted. */
  readonly id?: string;
  readonly state: PaymentState;
  readonly fee: bigint;
}

const NONE: DeliveryPayment = { state: 'none', fee: 0n };

/** Reads the payments for deliveries. Returns a function that gives the payment of one of them. */
export async function paymentsOf(
  q: Queryable,
  deliveryIds: readonly string[],
): Promise<(deliveryId: string) => DeliveryPayment> {
  if (deliveryIds.length === 0) return () => NONE;
  const found = await findPaymentsOf(q, PURPOSE, deliveryIds);
  return (deliveryId) => {
    const payment = found.get(deliveryId);
    return payment ? { id: payment.id, state: STATES[payment.state], fee: payment.fee ?? 0n } : NONE;
  };
}

/** Returns those of the deliveries whose payment is on the chain. */
export function paidAmong(q: Queryable, deliveryIds: readonly string[]): Promise<string[]> {
  return seenAmong(q, PURPOSE, deliveryIds);
}

/** The supplier needs some time to see a payment, and it must not come after the end. */
const MARGIN_MS = 60_000;

/** Orders the payments of deliveries from our wallet, in the caller's transaction, each once. */
export async function wantPaymentsFor(
  tx: Tx,
  due: readonly { readonly delivery: Delivery; readonly payment: PaymentDue }[],
): Promise<void> {
  await wantPayments(
    tx,
    due.map(({ delivery: { id, correlationId }, payment: { to, memo, cost, until } }) => ({
      purpose: PURPOSE,
      subjectId: id,
      to,
      memo,
      amount: cost.amount,
      notAfter: new Date(until.getTime() - MARGIN_MS),
      correlationId: correlationId ?? undefined,
    })),
  );
}

/** Takes back payments that were not signed, always in the same order. */
export async function cancelPayments(tx: Tx, payments: readonly DeliveryPayment[]): Promise<void> {
  const ids = payments.flatMap(({ id, state }) => (id !== undefined && state === 'wanted' ? [id] : []));
  for (const id of ids.toSorted()) await cancelPayment(tx, id);
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
