import { z } from 'zod';
import type { Intent } from '../contract.ts';
import type { Wallet } from './view.ts';

/** The text of an order. It is made for the account of a check: without its token there is no order. */
export function bodyOf({ recipient, token, stars }: Intent, wallet: Wallet): string {
  if (token === undefined) throw new Error('an order at iStar needs the token of a check');
  return JSON.stringify({ username: recipient, recipient_hash: token, quantity: stars, wallet_type: wallet });
}

const written = z.object({ wallet_type: z.enum(['TON', 'USDT']) });

/** Which balance pays an order: the one of its own text, since the configuration may have changed since. */
export const walletIn = (body: string): Wallet => written.parse(JSON.parse(body)).wallet_type;
