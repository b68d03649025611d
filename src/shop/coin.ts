import { addAsset } from '../ledger/index.ts';
import { parseAmount, type Asset } from '../lib/index.ts';
import type { Config, Context } from '../platform/index.ts';

const EXPONENT = 9;

/** The coin that prices and balances are kept in; its minor unit is a nano-coin. */
export function coin(config: Pick<Config, 'PAYMENT_ASSET'>): Asset {
  return { code: config.PAYMENT_ASSET, exponent: EXPONENT };
}

/**
 * Makes the configured coin and the further assets known to the ledger, with accounts of the house for each. Repeating it is
 * harmless. JOURNAL_INVALID when one is known already with other decimals.
 */
export async function openAssets({ config, db }: Pick<Context, 'config' | 'db'>): Promise<void> {
  for (const { code, exponent } of [coin(config), ...config.LEDGER_ASSETS])
    await addAsset(db, code, exponent);
}

/**
 * Decimals that the payment provider takes in a price: its own figures have eight (webhook amounts such as
 * "149.00000000"), one fewer than the coin. A finer amount could not be asked for, so it is refused before.
 */
export const INVOICE_DECIMALS = 8;

/** Whether an amount in minor units of the coin can stand on an invoice. */
export function fitsInvoice(amount: bigint): boolean {
  return amount % 10n ** BigInt(EXPONENT - INVOICE_DECIMALS) === 0n;
}

/** What a star costs the shop, in minor units; null where nobody has said. */
export function starCost(config: Pick<Config, 'PAYMENT_ASSET' | 'STAR_COST'>): bigint | null {
  return config.STAR_COST === '' ? null : parseAmount(config.STAR_COST, coin(config));
}
