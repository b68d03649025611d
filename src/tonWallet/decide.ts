import { readTon } from '../lib/index.ts';
import type { WalletTransaction } from './cells.ts';
import type { Look } from './look.ts';
import type { SignedPayment, TonPayment } from './payment.ts';

/** The wallet refuses a message from its last second on; this is for nodes whose clocks are not exact. */
const MARGIN_MS = 30_000;

/** `never`: the message did not land and cannot land any more. */
export type Verdict =
  | { readonly is: 'wait' | 'never' }
  | { readonly is: 'seen'; readonly transaction: WalletTransaction }
  | { readonly is: 'stuck'; readonly why: string };

/** Whether the chain decides the fate of a message only by what came after it: the wallet took the number. */
export function isTaken({ seqno }: Pick<SignedPayment, 'seqno'>, chain: Pick<Look, 'seqno'>): boolean {
  return chain.seqno > seqno;
}

/**
 * What became of a signed message. `since` holds every transaction of the wallet since it was signed, where its number is
 * taken.
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

/** Whether a transaction makes this payment and nothing else. */
export function paid(
  { toAddress, amount, memo }: Pick<TonPayment, 'toAddress' | 'amount' | 'memo'>,
  { outgoing }: WalletTransaction,
): boolean {
  const account = readTon(toAddress);
  const to = account && `${account.workchain}:${account.account}`;
  return (
    outgoing.length === 1 &&
    outgoing.every((sent) => sent.to === to && sent.amount === amount && sent.comment === memo)
  );
}
