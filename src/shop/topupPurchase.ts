import { AppError, DAY_MS } from '../lib/index.ts';
import { notify } from '../notifications/index.ts';
import type { Config, Context } from '../platform/index.ts';
import { buyForTopup } from './balancePurchase.ts';
import { coin, invoiceDecimals } from './coin.ts';
import { findOrder } from './findOrders.ts';
import { takeWish } from './topupWish.ts';
import type { Order } from './types.ts';

/** A purchase that nobody has asked for this long is not made without its buyer. */
const FRESH_MS = DAY_MS;

/** Why a purchase is not made now. The coins stay on the balance, and the buyer decides. */
const ASKS: ReadonlySet<string> = new Set([
  'PRICE_CHANGED',
  'INSUFFICIENT_FUNDS',
  'SWITCHED_OFF',
  'USER_UNDER_REVIEW',
  'USER_BLOCKED',
  'AMOUNT_OUT_OF_RANGE',
  'PACKAGE_UNKNOWN',
]);

/**
 * Goes on with the purchase for which a top-up was made. Buys its stars once, however often this runs and whatever the
 * buyer presses. If it cannot be as the buyer saw it, asks the buyer again. Errors: those of `buyFromBalance` that can pass.
 */
export async function buyWithTopup(context: Context, topupId: string): Promise<void> {
  const topup = await findOrder(context, topupId);
  if (topup?.status !== 'paid' || topup.thenStars === null) return;
  const isOld = context.clock.now().getTime() - topup.createdAt.getTime() > FRESH_MS;
  if (isOld) return askAgain(context, topup, topup.thenStars);
  try {
    await buyForTopup(context, { ...topup, thenStars: topup.thenStars });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // The account was deleted, so there is nobody to ask.
    if (error.code === 'USER_UNKNOWN') return;
    if (!ASKS.has(error.code)) throw error;
    await askAgain(context, topup, topup.thenStars);
  }
}

function askAgain(context: Context, topup: Order, stars: number): Promise<void> {
  return context.db.tx(async (tx) => {
    if (!(await takeWish(tx, topup.id))) return;
    await notify(tx, {
      kind: 'purchase_asks',
      data: { stars },
      userId: topup.userId,
      subjectId: topup.id,
      key: `topup:${topup.id}:asks`,
      correlationId: topup.correlationId ?? undefined,
    });
  });
}

export interface MissingTopup {
  /** What the price lacks, and the top-up that covers it. It is more if no smaller top-up can be made. */
  readonly missing: bigint;
  readonly amount: bigint;
}

/** The top-up that a purchase needs. Undefined: none, or more than one top-up may bring. Amounts are minor units. */
export function missingTopup(
  config: Pick<Config, 'PAYMENT_ASSET' | 'MIN_TOPUP_AMOUNT' | 'MAX_TOPUP_AMOUNT'>,
  { price, wallet }: { price: bigint; wallet: bigint },
): MissingTopup | undefined {
  const asset = coin(config);
  const unit = 10n ** BigInt(asset.exponent);
  const step = 10n ** BigInt(asset.exponent - invoiceDecimals(asset));
  const missing = price - wallet;
  if (missing <= 0n) return undefined;
  const asked = ((missing + step - 1n) / step) * step;
  const min = BigInt(config.MIN_TOPUP_AMOUNT) * unit;
  const amount = asked < min ? min : asked;
  return amount > BigInt(config.MAX_TOPUP_AMOUNT) * unit ? undefined : { missing, amount };
}
