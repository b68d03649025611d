import { own, TON, USDT } from '../../lib/index.ts';
import type { Cost, OrderView } from '../contract.ts';
import { kept, minorOf, textIn, type Answer } from './answer.ts';
import type { FoundOrder } from './schemas.ts';
import { stateOf } from './words.ts';

/** The balances at iStar, with their number of decimals. */
export const WALLETS = { TON: TON.exponent, USDT: USDT.exponent } as const;
export type Wallet = keyof typeof WALLETS;

/** Reads an order of iStar. It has a cost only if we know the wallet. `wallet`: the wallet that our order named. */
export function viewOf(
  order: FoundOrder,
  { answer, text, wallet }: { answer: Answer; text: string; wallet?: Wallet },
): OrderView {
  const state = stateOf(order.status);
  const cost = costOf(order.amount, wallet ?? order.wallet_type);
  const reason = state === 'failed' ? textIn(answer) : undefined;
  return {
    ref: order.order_id,
    state,
    status: order.status,
    raw: kept(text),
    ...(order.username === undefined ? {} : { recipient: order.username.replace(/^@/, '').toLowerCase() }),
    ...(order.quantity === undefined ? {} : { stars: order.quantity }),
    ...(order.created_at === undefined ? {} : { createdAt: order.created_at }),
    ...(cost === undefined ? {} : { cost }),
    ...(reason === undefined ? {} : { reason }),
  };
}

export function costOf(amount: string | undefined, wallet: string | undefined): Cost | undefined {
  const decimals = wallet === undefined ? undefined : own(WALLETS, wallet);
  if (amount === undefined || wallet === undefined || decimals === undefined) return undefined;
  const minor = minorOf(amount, decimals);
  return minor === undefined ? undefined : { amount: minor, asset: wallet };
}
