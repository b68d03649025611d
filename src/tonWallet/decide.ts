import { readTon } from '../lib/index.ts';
import type { WalletTransaction } from './cells.ts';
import type { Look } from './look.ts';
import type { SignedPayment, TonPayment } from './payment.ts';

/** The wallet refuses a message after its last second. This margin is for nodes with inexact clocks. */
const MARGIN_MS = 30_000;

/** `never`: the message did not land and cannot land any more. */
export type Verdict =
  | { readonly is: 'wait' | 'never' }
  | { readonly is: 'seen'; readonly transaction: WalletTransaction }
  | { readonly is: 'stuck'; readonly why: string };

/**
 * Whether the wallet has used the number of this message. Then the transactions since the signing decide its result.
 */
export function isTaken({ seqno }: Pick<SignedPayment, 'seqno'>, chain: Pick<Look, 'seqno'>): boolean {
  return chain.seqno > seqno;
}

/**
 * The result of a signed message. If its number is used, `since` holds every transaction of the wallet since the
 * signing.
 */
export function decide(
  payment: SignedPayment,
  chain: Pick<Look, 'seqno' | 'at'>,
  since: readonly WalletTransaction[],
): Verdict {
  if (!isTaken(payment, chain)) {
    const isOver =
      chain.seqno === payment.seqno && chain.at.getTime() > payment.validUntil.getTime() + MARGIN_MS;
    return { is: isOver ? 'never' : 'wait' };
  }
  const transaction = since.find(({ bodyHash }) => bodyHash === payment.bodyHash);
  if (!transaction) return { is: 'stuck', why: 'another message took its number' };
  return paid(payment, transaction)
    ? { is: 'seen', transaction }
    : { is: 'stuck', why: `transaction ${transaction.hash} does not pay it` };
}

type Paid = Pick<TonPayment, 'toAddress' | 'amount' | 'memo'>;

/** Whether a transaction makes this payment and nothing else. */
export function paid(payment: Paid, transaction: WalletTransaction): boolean {
  return transaction.outgoing.length === 1 && pays(payment, transaction);
}

/** Whether a transaction makes this payment, perhaps beside others. */
export function pays({ toAddress, amount, memo }: Paid, { outgoing }: WalletTransaction): boolean {
  const account = readTon(toAddress);
  const to = account && `${account.workchain}:${account.account}`;
  return outgoing.some((sent) => sent.to === to && sent.amount === amount && sent.comment === memo);
}
