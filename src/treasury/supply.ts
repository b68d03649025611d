import type { Context, Tx } from '../platform/index.ts';
import { coin, configuredStarCost, PENDING_ORDER_STATES, readSupply } from '../shop/index.ts';
import { judgeSupply } from './line.ts';
import { assetOf, floatOf } from './types.ts';

/** What the last look found: undefined where something did not answer. */
export interface Looked {
  readonly held: bigint | undefined;
  readonly hasQuotes: boolean;
  /** The moment before anything was asked. */
  readonly at: Date;
}

/**
 * Stops selling or lets it go on, by the figures of one look. The caller has locked the state. A trigger keeps each change
 * with its figures.
 */
export async function decideSupply(context: Context, tx: Tx, looked: Looked): Promise<void> {
  const { config, clock, log } = context;
  const supplier = config.DELIVERY_SUPPLIER;
  const asset = assetOf(floatOf(config), config);
  const before = await readSupply(tx);
  const now = clock.now();
  const isBlind = looked.held === undefined || !looked.hasQuotes;
  const blindSince = isBlind ? (before.blindSince ?? now) : null;
  const starCost = await dearestStar(context, tx, asset);
  const figures = {
    held: looked.held,
    starCost,
    waiting: await starsWaiting(tx, looked.at),
    reserve: BigInt(config.DELIVERY_RESERVE_STARS),
    wasStopped: before.stopped,
    // The first look without a figure is one already.
    blindMs: blindSince === null ? 0 : Math.max(1, now.getTime() - blindSince.getTime()),
  };
  const { stopped, why, needed } = judgeSupply(figures);
  await tx.query(
    `UPDATE supply_state SET stopped = $1, why = $2, supplier = $3, asset = $4, held = $5, star_cost = $6, waiting = $7,
       reserve = $8, needed = $9, blind_since = $10, looked_at = $11,
       changed_at = CASE WHEN stopped = $1 THEN changed_at ELSE $11 END,
       quoted_at = CASE WHEN supplier = $3 THEN quoted_at END`,
    [
      stopped,
      why,
      supplier,
      asset,
      figures.held ?? null,
      starCost ?? null,
      figures.waiting,
      figures.reserve,
      needed ?? null,
      blindSince,
      now,
    ],
  );
  if (stopped !== figures.wasStopped)
    log.warn(
      { why, supplier, asset, held: String(figures.held), needed: String(needed) },
      stopped ? 'selling stopped' : 'selling goes on',
    );
}

/** What one star costs in the smallest delivery, which is the dearest; as configured where the supplier never said. */
async function dearestStar(
  { config }: Pick<Context, 'config'>,
  tx: Tx,
  asset: string,
): Promise<bigint | undefined> {
  const { rows } = await tx.query<{ cost: bigint }>(
    'SELECT star_cost AS cost FROM quoted_star_cost($1, $2, 0)',
    [config.DELIVERY_SUPPLIER, asset],
  );
  const configured = coin(config).code === asset ? configuredStarCost(config) : null;
  return rows[0]?.cost ?? configured ?? undefined;
}

/**
 * Stars that still have to be bought: deliveries that are not paid at the supplier (or were paid after the float was read),
 * purchases whose payment may come, and paid ones whose delivery is about to begin.
 */
async function starsWaiting(tx: Tx, readAt: Date): Promise<bigint> {
  const { rows } = await tx.query<{ stars: bigint }>(
    `SELECT (coalesce((SELECT sum(stars) FROM deliveries WHERE status IN ('reserved', 'submitted')
         AND NOT (status = 'submitted' AND supplier = 'manual') AND (paid_at IS NULL OR paid_at >= $1)), 0)
       + coalesce((SELECT sum(stars + bonus_stars) FROM orders WHERE status = ANY ($2) AND wants_delivery), 0)
       + coalesce((SELECT sum(stars + bonus_stars) FROM orders o WHERE status = 'paid' AND wants_delivery AND id IN (
           SELECT (payload ->> 'orderId')::uuid FROM outbox
           WHERE job = 'delivery.order-paid' AND done_at IS NULL AND failed_at IS NULL)
         AND NOT EXISTS (SELECT FROM deliveries WHERE order_id = o.id AND status <> 'requested')), 0))::bigint AS stars`,
    [readAt, PENDING_ORDER_STATES],
  );
  return rows[0]?.stars ?? 0n;
}
