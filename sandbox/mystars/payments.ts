import { parseAmount, walletIdentity } from '../../src/lib/index.ts';
import { payBack, setPaid, setStatus, type Desk } from './life.ts';
import { CURRENCIES, type Asset, type MyStarsOrder } from './types.ts';
import { PAY_TO } from './world.ts';

/** A transfer that came in on the chain. The imitation of the chain reports it, and so can the play interface. */
export interface SeenPayment {
  to: string;
  from: string;
  memo: string;
  /** In minor units. */
  amount: bigint;
  asset: Asset;
  txId: string;
}

/**
 * `notOurs`: it went to another address. `known`: this transfer was judged before. `late`: the order no longer waits
 * for a payment. Everything except `paid` goes back to its sender.
 */
export type Verdict =
  | 'notOurs'
  | 'known'
  | 'no_memo'
  | 'wrong_memo'
  | 'wrong_asset'
  | 'late'
  | 'underpaid'
  | 'overpaid'
  | 'paid';

/** Judges a payment by its memo and by its distance from the price. -1 % to +2 % count as exact. */
export function paymentSeen(desk: Desk, payment: SeenPayment): Verdict {
  const { world } = desk;
  if (walletIdentity(payment.to) !== walletIdentity(PAY_TO)) return 'notOurs';
  if (world.state.payments.some(({ txId }) => txId === payment.txId)) return 'known';
  const order = world.byId.get(payment.memo);
  const verdict = judge(order, payment);
  const orderId = order?.id ?? null;
  world.state.payments.push({ txId: payment.txId, orderId, verdict, at: world.time.now().getTime() });
  world.changed();
  if (order && (verdict === 'paid' || verdict === 'underpaid' || verdict === 'overpaid')) {
    setPaid(order, payment);
    if (verdict === 'paid') setStatus(desk, order, 'paid');
    else setStatus(desk, order, 'failed', verdict);
    return verdict;
  }
  payBack(world, { to: payment.from, amount: payment.amount, asset: payment.asset, memo: payment.memo });
  return verdict;
}

function judge(order: MyStarsOrder | undefined, { memo, asset, amount }: SeenPayment): Verdict {
  if (memo === '') return 'no_memo';
  if (!order) return 'wrong_memo';
  const currency = CURRENCIES[order.currency];
  if (asset !== currency.asset) return 'wrong_asset';
  if (order.status !== 'awaiting_payment') return 'late';
  const price = parseAmount(order.amount, { code: asset, exponent: currency.exponent });
  if (amount * 100n < price * 99n) return 'underpaid';
  return amount * 100n > price * 102n ? 'overpaid' : 'paid';
}
