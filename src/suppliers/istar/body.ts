import { z } from 'zod';
import type { Intent } from '../contract.ts';
import type { Wallet } from './view.ts';

/** Writes the text of an order. An order needs the token of a check, because the token fixes the account. */
export function bodyOf({ recipient, token, stars }: Intent, wallet: Wallet): string {
  if (token === undefined) throw new Error('an order at iStar needs the token of a check');
  return JSON.stringify({ username: recipient, recipient_hash: token, quantity: stars, wallet_type: wallet });
}

const written = z.object({ wallet_type: z.enum(['TON', 'USDT']) });

/** Returns the balance that pays an order. It is in the text of the order, because the configuration may change later. */
export const walletIn = (body: string): Wallet => written.parse(JSON.parse(body)).wallet_type;
