import { AppError } from '../../lib/index.ts';
import { requireSupply, type Package } from '../../shop/index.ts';
import { isEnabled } from '../../switches/index.ts';
import type { BotApp } from '../turn.ts';

/** Errors: SWITCHED_OFF. */
export async function refuseUnlessSelling(app: BotApp): Promise<void> {
  if (!(await isEnabled(app, 'sell'))) throw new AppError('SWITCHED_OFF', { name: 'sell' });
  await requireSupply(app);
}

/** A package may be outside the range of single stars. Errors: AMOUNT_OUT_OF_RANGE. */
export function refuseUnlessInRange(app: BotApp, sold: Package | undefined, stars: number): void {
  const { MIN_BALANCE_PURCHASE_AMOUNT: min, MAX_BALANCE_PURCHASE_AMOUNT: max } = app.config;
  if (!sold && (stars < min || stars > max))
    throw new AppError('AMOUNT_OUT_OF_RANGE', { min: String(min), max: String(max) });
}
