import { DAY_MS, MINUTE_MS } from '../lib/index.ts';
import { listPackages } from '../shop/index.ts';
import type { Cost, Quote, Supplier } from '../suppliers/index.ts';
import { assetOf, floatOf, type TreasuryContext } from './types.ts';

/** How often a supplier is asked for prices. */
const EVERY_MS = 5 * MINUTE_MS;
/** Besides what is sold: the fewest that suppliers take, and a round number to compare by. */
const ALWAYS = [50, 1000] as const;

/**
 * Asks the supplier for its prices when that is due, and keeps those that changed. False: it gave none, though it should.
 */
export async function readQuotes(context: TreasuryContext, supplier: Supplier): Promise<boolean> {
  const { db, clock } = context;
  const now = clock.now();
  const last = await db.one<{ at: Date | null }>(
    'SELECT quoted_at AS at FROM supply_state WHERE supplier = $1',
    [supplier.name],
  );
  if (last?.at && now.getTime() - last.at.getTime() < EVERY_MS) return true;
  const sizes = await sizesOf(context, supplier);
  const answer = await supplier.quote(sizes);
  if (answer.is !== 'quotes') return false;
  const quotes = answer.quotes.length > 0 ? answer.quotes : await fromDeliveries(context, supplier, sizes);
  await keepQuotes(context, supplier, quotes);
  await db.query('UPDATE supply_state SET supplier = $1, quoted_at = $2', [supplier.name, now]);
  return true;
}

async function sizesOf(context: TreasuryContext, { can }: Supplier): Promise<number[]> {
  const sold = (await listPackages(context)).map(({ stars, bonusStars }) => stars + bonusStars);
  return [...new Set([...ALWAYS, ...sold])].filter((stars) => stars >= can.min && stars <= can.max);
}

/** A supplier that publishes no prices: what its last orders cost, the dearest of them. */
async function fromDeliveries(
  context: TreasuryContext,
  supplier: Supplier,
  sizes: readonly number[],
): Promise<Quote[]> {
  const { db, clock, config } = context;
  const asset = assetOf(floatOf(config), config);
  const row = await db.one<{ cost: bigint | null }>(
    `SELECT max(ceil(cost::numeric / stars))::bigint AS cost FROM (
       SELECT cost, stars FROM deliveries WHERE supplier = $1 AND cost_asset = $2 AND cost > 0
         AND status IN ('submitted', 'confirmed') ORDER BY created_at DESC LIMIT 10) d`,
    [supplier.name, asset],
  );
  const cost = row?.cost ?? null;
  if (cost === null) return [];
  const goodUntil = new Date(clock.now().getTime() + DAY_MS);
  return sizes.map((stars) => {
    const whole: Cost = { amount: cost * BigInt(stars), asset };
    return { stars, cost: whole, goodUntil, isLocked: false };
  });
}

/** A row for each that differs from the one before, or a day after it. */
async function keepQuotes(
  { db, clock }: TreasuryContext,
  { name }: Supplier,
  quotes: readonly Quote[],
): Promise<void> {
  await db.query(
    `INSERT INTO supplier_quotes (supplier, stars, asset, amount, good_until, at)
     SELECT $1, q.stars, q.asset, q.amount, q.good_until, $2
     FROM unnest($3::integer[], $4::text[], $5::bigint[], $6::timestamptz[]) q (stars, asset, amount, good_until)
     LEFT JOIN LATERAL (SELECT asset, amount, at FROM supplier_quotes o WHERE o.supplier = $1 AND o.stars = q.stars
       ORDER BY o.at DESC, o.id DESC LIMIT 1) n ON true
     WHERE (n.asset, n.amount) IS DISTINCT FROM (q.asset, q.amount)
       OR n.at <= $2::timestamptz - interval '1 day'`,
    [
      name,
      clock.now(),
      quotes.map(({ stars }) => stars),
      quotes.map(({ cost }) => cost.asset),
      quotes.map(({ cost }) => cost.amount),
      quotes.map(({ goodUntil }) => goodUntil),
    ],
  );
}
