import { MINUTE_MS, parseAmount, toAppError } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { coin } from '../shop/index.ts';
import { assetOf, type Holding, type Place, type TreasuryContext } from './types.ts';

/** Heleket's balance only explains; nothing hangs on it. */
const HELEKET_EVERY_MS = 5 * MINUTE_MS;

/** What each place holds and answered now. A place that is away is missing, and none of them stops the others. */
export async function readFloats(context: TreasuryContext): Promise<Holding[]> {
  const found = await Promise.all([
    asked(context, 'heleket', () => atHeleket(context)),
    asked(context, 'ton_wallet', () => inWallet(context)),
    asked(context, 'istar', () => atIStar(context)),
  ]);
  return found.flat();
}

async function asked(
  { log }: TreasuryContext,
  place: Place,
  ask: () => Promise<Holding[]>,
): Promise<Holding[]> {
  try {
    return await ask();
  } catch (error) {
    log.debug({ place, err: toAppError(error) }, 'a balance could not be read');
    return [];
  }
}

async function atHeleket({ db, clock, config, provider }: TreasuryContext): Promise<Holding[]> {
  const asset = coin(config);
  const last = await db.one<{ at: Date | null }>(
    `SELECT max(seen_at) AS at FROM float_readings WHERE place = 'heleket' AND asset = $1`,
    [asset.code],
  );
  if (last?.at && clock.now().getTime() - last.at.getTime() < HELEKET_EVERY_MS) return [];
  const rows = (await provider.balance()).filter(({ currency }) => currency === asset.code);
  const minor = (text: string): bigint =>
    text.startsWith('-') ? -parseAmount(text.slice(1), asset) : parseAmount(text, asset);
  const amount = rows.reduce((sum, row) => sum + minor(row.amount), 0n);
  return [{ place: 'heleket', asset: asset.code, amount }];
}

async function inWallet({ readWallet }: TreasuryContext): Promise<Holding[]> {
  const wallet = await readWallet?.();
  return wallet ? [{ place: 'ton_wallet', asset: 'TON', amount: wallet.balance }] : [];
}

/** Another coin than the one that orders are paid from is kept as well where there is some. */
async function atIStar({ suppliers, config }: TreasuryContext): Promise<Holding[]> {
  const float = await suppliers.istar?.float();
  if (float?.is !== 'float') return [];
  const used = assetOf('istar', config);
  return float.costs
    .filter(({ asset, amount }) => asset === used || amount > 0n)
    .map(({ asset, amount }) => ({ place: 'istar', asset, amount }));
}

/** One row while the figure stays the same, for an hour at most. */
export async function keepReading(tx: Tx, { place, asset, amount }: Holding, at: Date): Promise<void> {
  await tx.query(
    `WITH newest AS (SELECT id, amount, at FROM float_readings WHERE place = $1 AND asset = $2
       ORDER BY at DESC, id DESC LIMIT 1),
     same AS (UPDATE float_readings r SET seen_at = $4 FROM newest n
       WHERE r.id = n.id AND n.amount = $3 AND n.at > $4::timestamptz - interval '1 hour' RETURNING r.id)
     INSERT INTO float_readings (place, asset, amount, at, seen_at)
     SELECT $1, $2, $3, $4, $4 WHERE NOT EXISTS (SELECT FROM same)`,
    [place, asset, amount, at],
  );
}
