import { parseAmount, TON } from '../lib/index.ts';
import type { Config } from '../platform/index.ts';
import type { PaymentTruth } from './truth.ts';
import type { Invoice, PayTo } from './types.ts';

/** In these networks an address may belong to many payers, and a comment (memo) tells them apart. */
const WITH_MEMO: ReadonlySet<string> = new Set(['ton']);

export interface ShownPayTo extends PayTo {
  /** The payer must look whether a memo is asked for. */
  readonly mayNeedMemo: boolean;
}

/**
 * The address that the buyer may be shown: all of the price is still to pay, and no comment can be missing. The
 * provider's answer has no comment. So in a network with comments the address is shown only if HELEKET_NETWORK says that
 * it is complete.
 */
export function payToOf(
  { HELEKET_NETWORK }: Pick<Config, 'HELEKET_NETWORK'>,
  invoice: Pick<Invoice, 'payTo'> | undefined,
  { headline }: Pick<PaymentTruth, 'headline'>,
): ShownPayTo | undefined {
  const payTo = invoice?.payTo;
  if (!payTo || headline !== 'awaiting') return undefined;
  const mayNeedMemo = WITH_MEMO.has(payTo.network);
  if (mayNeedMemo && HELEKET_NETWORK.toLowerCase() !== payTo.network) return undefined;
  return { ...payTo, amount: plain(payTo.amount), mayNeedMemo };
}

/** What a wallet reads from a QR code: address and amount where the network has a form for both, else the address. */
export function walletText({ network, currency, address, amount }: PayTo): string {
  return network === 'ton' && currency === TON.code
    ? `ton://transfer/${address}?amount=${parseAmount(amount, TON)}`
    : address;
}

/** Without the zeros at the end: "95.00000000" is 95. */
function plain(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}
