import { AppError } from '../lib/index.ts';
import type { InTx, Tx } from '../platform/index.ts';
import { coin } from '../shop/index.ts';
import { findUser } from '../users/index.ts';
import { atStake } from './atStake.ts';
import type { OpenBreak, ResolveInput } from './decision.ts';
import { sideOf, type Movement } from './resolutions.ts';

/** The movement that a decision makes; undefined: none. Errors: INPUT_INVALID, AMOUNT_OUT_OF_RANGE, USER_UNKNOWN. */
export async function movementOf(
  context: InTx,
  tx: Tx,
  { found, input }: { found: OpenBreak; input: ResolveInput },
): Promise<Movement | undefined> {
  const { resolution } = input;
  const side = sideOf(found.class, resolution, input.side);
  if (resolution === 'ignore') return undefined;
  if (resolution === 'refund') {
    // The movement of our own refund is already posted. Money that came, was never booked and went back needs no
    // posting.
    if (input.refundId !== undefined || side === 'came') return undefined;
  }
  // If the money went back by other means, usually all of it did.
  const amount = input.amount ?? (resolution === 'refund' ? found.booked : undefined);
  if (amount === undefined || amount <= 0n) throw new AppError('INPUT_INVALID', { fields: 'amount' });
  // By hand, nobody can book more than may have come, or take off more than is booked.
  const most = side === 'gone' ? found.booked : atStake(found, coin(context.config));
  if (amount > most) throw new AppError('AMOUNT_OUT_OF_RANGE', { field: 'amount' });
  const asset = found.asset ?? context.config.PAYMENT_ASSET;
  const userId = await receiverOf(tx, { found, input });
  return { resolution, side, asset, amount, userId };
}

async function receiverOf(
  tx: Tx,
  { found, input }: { found: OpenBreak; input: ResolveInput },
): Promise<bigint | undefined> {
  if (input.resolution !== 'credit' && input.resolution !== 'link') return undefined;
  // Money of an order belongs only to its buyer.
  if (input.resolution === 'link' && found.orderId !== null)
    throw new AppError('INPUT_INVALID', { fields: 'resolution' });
  const userId = input.resolution === 'link' ? input.userId : (found.userId ?? undefined);
  if (userId === undefined) throw new AppError('INPUT_INVALID', { fields: 'userId' });
  // A user who deleted the account cannot get money. It is written off to suspense, and released to the owner's new
  // account.
  await tx.query('SELECT 1 FROM users WHERE id = $1 FOR KEY SHARE', [userId]);
  const user = await findUser({ db: tx }, userId);
  if (!user || user.telegramId === null) throw new AppError('USER_UNKNOWN');
  return userId;
}
