import { z } from 'zod';
import type { Signal } from '../../security/index.ts';
import { big, MOST_ROWS, ruleKind } from './kind.ts';

/** How many earlier payments an amount is compared with. */
const OWN_SAMPLE = 50;
const SHOP_SAMPLE = 500;
/** Older payments do not show what is usual now. */
const HISTORY_DAYS = 180;

const parameters = z.strictObject({
  /** Percent of the median: 1000 is ten times as much. */
  percent: z.number().int().min(101).max(1_000_000),
  /** With fewer earlier payments the rule does not judge. */
  minHistory: z.number().int().min(1).max(SHOP_SAMPLE),
});

/** Count and median of the latest settled amounts in the signal's asset, for the user or the whole shop. */
function usual(signal: Signal, whose: 'own' | 'shop'): { text: string; values: unknown[] } | undefined {
  if (signal.amount === null || signal.asset === null) return undefined;
  if (whose === 'own' && signal.userId === null) return undefined;
  const sample = whose === 'own' ? OWN_SAMPLE : SHOP_SAMPLE;
  const part = (settled: string): string =>
    `(SELECT at, id, amount FROM fraud_events WHERE ${settled} AND asset = $3 ${whose === 'own' ? 'AND user_id = $4' : ''}
       AND at > $1::timestamptz - interval '${HISTORY_DAYS} days' AND at <= $1 AND (at, id) < ($1::timestamptz, $2::uuid)
     ORDER BY at DESC, id DESC LIMIT ${sample})`;
  return {
    text: `SELECT count(*) AS n, percentile_disc(0.5) WITHIN GROUP (ORDER BY amount) AS median
       FROM (SELECT amount FROM (${part(`kind = 'payment' AND outcome = 'paid'`)}
         UNION ALL ${part(`kind = 'purchase' AND outcome = 'bought'`)}) both_kinds ORDER BY at DESC, id DESC LIMIT ${sample}) e`,
    values: [signal.at, signal.id, signal.asset, ...(whose === 'own' ? [signal.userId] : [])],
  };
}

const aboveUsual = (whose: 'own' | 'shop') =>
  ruleKind({
    signals: ['invoice', 'purchase'],
    parameters,
    query: (signal) => usual(signal, whose),
    read: (row, p, signal) => {
      const [n, median, amount] = [big(row, 'n'), big(row, 'median'), signal.amount ?? 0n];
      if (n < BigInt(p.minHistory) || median === 0n) return undefined;
      return {
        value: (amount * 100n) / median,
        limit: BigInt(p.percent),
        inputs: { amount: String(amount), median: String(median), payments: String(n), asset: signal.asset },
      };
    },
  });

/** An amount in percent of the median of the user's own latest payments. */
export const amountOwn = aboveUsual('own');

/** An amount in percent of the median of the shop's latest payments. */
export const amountShop = aboveUsual('shop');

/** The share of recent top-ups that is spent after this purchase, in percent. */
export const topupDrained = ruleKind({
  signals: ['purchase'],
  parameters: z.strictObject({
    minutes: z.number().int().min(1).max(10_080),
    percent: z.number().int().min(0).max(100),
    /** Smaller top-ups are not looked at; decimal text in minor units. */
    minAmount: z.string().regex(/^\d{1,18}$/),
  }),
  query: (signal, { minutes }) => ({
    text: `WITH topups AS (SELECT at, id, amount FROM fraud_events WHERE kind = 'payment' AND user_id = $1 AND asset = $5
         AND order_kind = 'topup' AND outcome NOT IN ('contradiction', 'mismatch') AND at > $2::timestamptz - make_interval(mins => $4)
         AND at <= $2 AND (at, id) < ($2::timestamptz, $3::uuid) ORDER BY at, id LIMIT ${MOST_ROWS})
       SELECT (SELECT sum(amount)::bigint FROM topups) AS topped,
         (SELECT sum(amount)::bigint FROM (SELECT amount FROM fraud_events WHERE kind = 'purchase' AND user_id = $1
            AND asset = $5 AND outcome = 'bought' AND at >= (SELECT min(at) FROM topups) AND at <= $2
            AND (at, id) < ($2::timestamptz, $3::uuid) LIMIT ${MOST_ROWS}) p) AS spent`,
    values: [signal.userId, signal.at, signal.id, minutes, signal.asset],
  }),
  read: (row, p, signal) => {
    const [topped, spent] = [big(row, 'topped'), big(row, 'spent') + (signal.amount ?? 0n)];
    if (topped === 0n || topped < BigInt(p.minAmount)) return undefined;
    const share = (spent * 100n) / topped;
    return {
      // Money from before the top-up cannot be told apart, so the share is at most 100 percent.
      value: share > 100n ? 100n : share,
      limit: BigInt(p.percent),
      inputs: { minutes: p.minutes, topped: String(topped), spent: String(spent), asset: signal.asset },
    };
  },
});
