import { AppError } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import type { WalletTransaction } from './cells.ts';
import { pays } from './decide.ts';
import { look, transactionsAfter } from './look.ts';
import {
  readPayments,
  seenStep,
  updatePayments,
  type OnPaymentMoved,
  type SignedPayment,
} from './payment.ts';
import type { TonContext } from './ton.ts';

/**
 * Ends a stuck payment after a person made sure that it was not paid: it lapses, its owner is told, and the wallet pays
 * again. Returns false if it is not stuck.
 */
export function endStuck(
  tx: Tx,
  { id, reason }: { readonly id: string; readonly reason: string },
  onMoved: OnPaymentMoved,
): Promise<boolean> {
  return end(tx, { set: `state = 'lapsed', reason = $2`, values: [id, reason] }, onMoved);
}

/**
 * Finds the transaction of our wallet that paid a stuck payment, at the node. `hash` in hex; undefined: no payment with
 * this id is stuck. Errors: PAYMENT_NOT_PROVED (the wallet has no such transaction since the signing, or it does not send
 * this amount with this memo to this receiver), CHAIN_UNAVAILABLE, CIRCUIT_OPEN.
 */
export async function findProof(
  context: TonContext,
  { id, hash }: { readonly id: string; readonly hash: string },
): Promise<WalletTransaction | undefined> {
  const [payment] = await readPayments<SignedPayment>(context.db, `id = $1 AND state = 'stuck'`, [id]);
  if (!payment) return undefined;
  const { wallet, afterLt } = payment;
  const { last } = await look(context, wallet);
  const since = await transactionsAfter(context.ton.chain, wallet, { afterLt, last });
  const proof = since.find((transaction) => transaction.hash === hash);
  if (!proof || !pays(payment, proof)) throw new AppError('PAYMENT_NOT_PROVED');
  return proof;
}

/**
 * Ends a stuck payment that another message of the wallet paid: it is seen, and its owner is told. Returns false if it is
 * not stuck. Errors: PAYMENT_NOT_PROVED (this transaction paid another payment).
 */
export async function endStuckAsPaid(
  tx: Tx,
  { id, proof }: { readonly id: string; readonly proof: WalletTransaction },
  onMoved: OnPaymentMoved,
): Promise<boolean> {
  const taken = await readPayments(tx, 'tx_hash = $1 AND id <> $2', [proof.hash, id]);
  if (taken.length > 0) throw new AppError('PAYMENT_NOT_PROVED');
  const { set, values } = seenStep(proof);
  return end(tx, { set, values: [id, ...values] }, onMoved);
}

async function end(
  tx: Tx,
  { set, values }: { readonly set: string; readonly values: readonly unknown[] },
  onMoved: OnPaymentMoved,
): Promise<boolean> {
  const ended = await updatePayments(tx, { set, where: `id = $1 AND state = 'stuck'` }, values);
  for (const payment of ended) await onMoved(tx, payment);
  return ended.length > 0;
}
