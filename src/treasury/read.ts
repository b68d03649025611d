import type { Tx } from '../platform/index.ts';
import { keepReading, readFloats } from './floats.ts';
import { readQuotes } from './quotes.ts';
import { decideSupply } from './supply.ts';
import { assetOf, floatOf, type TreasuryContext } from './types.ts';

/** Others look as well: a second process, or a look that took longer than its schedule. */
const TRIES = 3;

/**
 * Looks at what every place holds and what stars cost, and stops selling or lets it go on; the work of a schedule. Does
 * nothing where no supplier sends stars. Nothing is decided where the supplier, or the wallet that pays it, is not
 * configured.
 */
export async function readTreasury(context: TreasuryContext): Promise<void> {
  if (context.config.DELIVERY !== 'supplier') return;
  for (let tries = 0; tries < TRIES; tries += 1) if (await lookOnce(context)) return;
}

/** False: another look was written since this one began. Its figures may be newer, so this one changes nothing. */
async function lookOnce(context: TreasuryContext): Promise<boolean> {
  const { config, clock, db, suppliers, readWallet } = context;
  const before = await db.one<{ looks: bigint }>('SELECT looks FROM supply_state');
  const at = clock.now();
  const holdings = await readFloats(context);
  const supplier = suppliers[config.DELIVERY_SUPPLIER];
  const hasQuotes = supplier !== undefined && (await readQuotes(context, supplier));
  const place = floatOf(config);
  const asset = assetOf(place, config);
  const held = holdings.find((holding) => holding.place === place && holding.asset === asset)?.amount;
  const isConfigured = supplier !== undefined && (place !== 'ton_wallet' || readWallet !== undefined);
  return db.tx(async (tx) => {
    if (!(await isNext(tx, before?.looks))) return false;
    for (const holding of holdings) await keepReading(tx, holding, clock.now());
    if (isConfigured) await decideSupply(context, tx, { held, hasQuotes, at });
    return true;
  });
}

/** Locks the state. False where another look was written since `looks` was read. */
async function isNext(tx: Tx, looks: bigint | undefined): Promise<boolean> {
  const { rowCount } = await tx.query('UPDATE supply_state SET looks = looks + 1 WHERE looks = $1', [looks]);
  return rowCount === 1;
}
