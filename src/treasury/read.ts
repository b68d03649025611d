import { readFloats } from './floats.ts';
import { readQuotes } from './quotes.ts';
import { decideSupply } from './supply.ts';
import { assetOf, floatOf, type TreasuryContext } from './types.ts';

/**
 * Looks at what every place holds and what stars cost, and stops selling or lets it go on; the work of a schedule. Does
 * nothing where no supplier sends stars. Nothing is decided where the supplier, or the wallet that pays it, is not configured.
 */
export async function readTreasury(context: TreasuryContext): Promise<void> {
  const { config, clock, suppliers, readWallet } = context;
  if (config.DELIVERY !== 'supplier') return;
  const at = clock.now();
  const holdings = await readFloats(context);
  const supplier = suppliers[config.DELIVERY_SUPPLIER];
  if (!supplier) return;
  const hasQuotes = await readQuotes(context, supplier);
  const place = floatOf(config);
  if (place === 'ton_wallet' && !readWallet) return;
  const asset = assetOf(place, config);
  const held = holdings.find((holding) => holding.place === place && holding.asset === asset)?.amount;
  await decideSupply(context, { held, hasQuotes, at });
}
