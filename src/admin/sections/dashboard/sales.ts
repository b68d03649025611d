import { DAY_MS } from '../../../lib/index.ts';
import type { Access } from '../../access/panel.ts';
import { moneyText } from '../../access/reader/index.ts';

/**
 * The last 24 hours. A sale is stars that were paid for, by invoice or from the balance. Money that only went to a
 * balance is a top-up. So a coin that was topped up and then spent counts as one sale.
 */
export interface Sales {
  /** The number of orders of stars, and how many of these are paid by now. */
  orders: number;
  paid: number;
  /** The stars that were paid for, whenever they were ordered. */
  stars: number;
  amount: string;
  topups: string;
  newUsers: number;
}

/** The sales of one day. */
export interface Day {
  day: string;
  paid: number;
  stars: number;
}

const DAYS = 14;
/** Orders are found by the time when they were made. A payment that comes later than a week is not counted here. */
const PAID_WITHIN = `interval '7 days'`;
/** Kinds of order that sell stars. */
const SALES = `kind IN ('purchase', 'balance_purchase')`;

export async function readSales({ panel }: Access): Promise<Sales> {
  const { config, clock } = panel.app;
  const since = new Date(clock.now().getTime() - DAY_MS);
  const row = await panel.reads.one<{
    orders: number;
    paid: number;
    stars: number;
    amount: string;
    topups: string;
    users: number;
  }>(
    `SELECT (count(*) FILTER (WHERE ${SALES} AND created_at > $2))::integer AS orders,
       (count(*) FILTER (WHERE ${SALES} AND created_at > $2 AND paid_at IS NOT NULL))::integer AS paid,
       coalesce(sum(stars + bonus_stars) FILTER (WHERE ${SALES} AND paid_at > $2), 0)::integer AS stars,
       coalesce(sum(amount) FILTER (WHERE ${SALES} AND paid_at > $2 AND asset = $1), 0)::text AS amount,
       coalesce(sum(amount) FILTER (WHERE kind = 'topup' AND paid_at > $2 AND asset = $1), 0)::text AS topups,
       (SELECT count(*)::integer FROM users WHERE created_at > $2) AS users
     FROM orders WHERE created_at > $2::timestamptz - ${PAID_WITHIN}`,
    [config.PAYMENT_ASSET, since],
  );
  const money = (minor = '0'): string => moneyText(panel.style, BigInt(minor), config.PAYMENT_ASSET);
  return {
    orders: row?.orders ?? 0,
    paid: row?.paid ?? 0,
    stars: row?.stars ?? 0,
    amount: money(row?.amount),
    topups: money(row?.topups),
    newUsers: row?.users ?? 0,
  };
}

export async function readDays({ panel }: Access): Promise<Day[]> {
  const { rows } = await panel.reads.query<Day>(
    `SELECT to_char(d, 'YYYY-MM-DD') AS day, count(o.id)::integer AS paid, coalesce(sum(o.stars + o.bonus_stars), 0)::integer AS stars
     FROM generate_series(current_date - $1::integer + 1, current_date, interval '1 day') d
     LEFT JOIN orders o ON o.paid_at >= d AND o.paid_at < d + interval '1 day' AND o.${SALES}
       AND o.created_at > current_date - $1::integer - ${PAID_WITHIN}
     GROUP BY d ORDER BY d`,
    [DAYS],
  );
  return rows;
}
