import { coin } from '../../../shop/index.ts';
import type { Access, Panel } from '../../access/panel.ts';
import { moneyText } from '../../access/reader/index.ts';

/** What delivered stars were sold for and what they cost. The amounts are of those whose cost is known. */
export interface MarginLine {
  /** A day, or the stars of a package; null: stars that lay on a balance. */
  key: string | null;
  deliveries: number;
  stars: string;
  soldFor: string;
  cost: string;
  margin: string;
}
export interface MarginTable {
  lines: MarginLine[];
  /** Deliveries without a cost in the shop's coin. */
  withoutCost: number;
}

const KEYS = {
  package: { sql: 'o.stars::text', order: 'max(o.stars) NULLS LAST' },
  day: { sql: `to_char(d.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')`, order: '1 DESC' },
} as const;
const IS_KNOWN = 'd.cost_asset = $1 AND d.cost IS NOT NULL AND d.sold_for IS NOT NULL';

interface MarginRow {
  key: string | null;
  deliveries: number;
  stars: bigint;
  soldFor: bigint;
  cost: bigint;
  margin: bigint;
  withoutCost: number;
}

/** Deliveries that arrived, of those that were asked for in the last 30 days. */
export async function readMargins({ reads, style, app }: Panel, by: keyof typeof KEYS): Promise<MarginTable> {
  const { sql, order } = KEYS[by];
  const asset = coin(app.config).code;
  const { rows } = await reads.query<MarginRow>(
    `SELECT ${sql} AS key, count(*)::integer AS deliveries, sum(d.stars)::bigint AS stars,
       coalesce(sum(d.sold_for) FILTER (WHERE ${IS_KNOWN}), 0)::bigint AS "soldFor",
       coalesce(sum(d.cost) FILTER (WHERE ${IS_KNOWN}), 0)::bigint AS cost,
       coalesce(sum(d.sold_for - d.cost) FILTER (WHERE ${IS_KNOWN}), 0)::bigint AS margin,
       (count(*) FILTER (WHERE NOT coalesce(${IS_KNOWN}, false)))::integer AS "withoutCost"
     FROM deliveries d LEFT JOIN orders o ON o.id = d.order_id
     WHERE d.status = 'confirmed' AND d.created_at > now() - interval '30 days' GROUP BY 1 ORDER BY ${order}`,
    [asset],
  );
  const shown = (minor: bigint): string => moneyText(style, minor, asset);
  return {
    lines: rows.map(({ key, deliveries, stars, soldFor, cost, margin }) => ({
      key,
      deliveries,
      stars: String(stars),
      soldFor: shown(soldFor),
      cost: shown(cost),
      margin: shown(margin),
    })),
    withoutCost: rows.reduce((sum, row) => sum + row.withoutCost, 0),
  };
}

/** What one order left: cost of its delivery, and what is left of what was paid. */
export interface OrderMargin {
  soldFor: string;
  cost: string;
  margin: string;
}

/** Null where it was not delivered, its cost is not known, or the person may not see it. */
export async function readOrderMargin(
  { panel, ability }: Access,
  orderId: string,
): Promise<OrderMargin | null> {
  if (!ability.can('see', 'treasury')) return null;
  const asset = coin(panel.app.config).code;
  const row = await panel.reads.one<{ soldFor: bigint; cost: bigint }>(
    `SELECT d.sold_for AS "soldFor", d.cost FROM deliveries d
     WHERE d.order_id = $2 AND d.status = 'confirmed' AND ${IS_KNOWN}`,
    [asset, orderId],
  );
  if (!row) return null;
  const shown = (minor: bigint): string => moneyText(panel.style, minor, asset);
  return { soldFor: shown(row.soldFor), cost: shown(row.cost), margin: shown(row.soldFor - row.cost) };
}
