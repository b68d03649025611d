import { addAsset } from '../ledger/index.ts';
import { AppError, parseAmount, TON, USDT, type Asset } from '../lib/index.ts';
import { sqlState, type Config, type Context } from '../platform/index.ts';

/**
 * Decimals of the coins whose smallest unit differs from the provider's. The provider's own figures have eight decimals
 * ("149.00000000").
 */
const DECIMALS: ReadonlyMap<string, number> = new Map([
  [TON.code, TON.exponent],
  [USDT.code, USDT.exponent],
  ['USDC', 6],
  ['TRX', 6],
]);
const PROVIDER_DECIMALS = 8;

/** The coin of prices and balances. Its decimals follow from its code, so they are the same everywhere. */
export function coin(config: Pick<Config, 'PAYMENT_ASSET'>): Asset {
  const code = config.PAYMENT_ASSET;
  return { code, exponent: DECIMALS.get(code) ?? PROVIDER_DECIMALS };
}

/**
 * Tells the ledger about the configured coin and the further assets, makes accounts of the house for each, and opens
 * the shop in the coin. A shop in which nothing has happened yet changes its price list and limits to this coin.
 * Repeating it is harmless.
 * Errors: ASSET_CHANGED if the shop was opened in another coin, JOURNAL_INVALID if an asset is known with other
 * decimals.
 */
export async function openAssets({ config, db }: Pick<Context, 'config' | 'db'>): Promise<void> {
  const { code, exponent } = coin(config);
  const further = config.LEDGER_ASSETS.filter((asset) => asset.code !== code);
  for (const asset of [{ code, exponent }, ...further]) await addAsset(db, asset.code, asset.exponent);
  try {
    await db.query('SELECT open_shop($1, $2)', [code, exponent]);
  } catch (error) {
    if (sqlState(error) !== 'SC001') throw error;
    const message = `PAYMENT_ASSET is ${code}, but ${(error as Error).message}`;
    throw new AppError('ASSET_CHANGED', {}, { message, cause: error });
  }
}

/** Decimals that a price may have. An invoice cannot ask for a finer amount, so a finer price is refused before. */
export function invoiceDecimals(asset: Asset): number {
  return Math.min(asset.exponent, PROVIDER_DECIMALS);
}

/** Whether an invoice can ask for this amount in minor units of the coin. */
export function fitsInvoice(amount: bigint, asset: Asset): boolean {
  return amount % 10n ** BigInt(asset.exponent - invoiceDecimals(asset)) === 0n;
}

/** What a star costs the shop by the configuration, in minor units; null if nobody has set it. */
export function configuredStarCost(config: Pick<Config, 'PAYMENT_ASSET' | 'STAR_COST'>): bigint | null {
  return config.STAR_COST === '' ? null : parseAmount(config.STAR_COST, coin(config));
}
