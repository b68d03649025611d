import { z } from 'zod';
import type { Signal } from '../../security/index.ts';
import { big, MOST_ROWS, ruleKind, type Measured } from './kind.ts';

const limit = z
  .number()
  .int()
  .min(0)
  .max(MOST_ROWS - 1);
const inMinutes = z.strictObject({ minutes: z.number().int().min(1).max(43_200), limit });
const inDays = z.strictObject({ days: z.number().int().min(1).max(365), limit });

/** The number of similar signals of the same user within the time before this one. */
function countOwn(signal: Signal, minutes: number): { text: string; values: unknown[] } | undefined {
  if (signal.userId === null) return undefined;
  return {
    text: `SELECT count(*) AS n FROM (SELECT FROM fraud_events
       WHERE kind = $1 AND user_id = $2 AND at > $3::timestamptz - make_interval(mins => $5) AND at <= $3
         AND (at, id) < ($3::timestamptz, $4::uuid) AND outcome IS NOT DISTINCT FROM $6 LIMIT ${MOST_ROWS}) e`,
    values: [signal.kind, signal.userId, signal.at, signal.id, minutes, signal.outcome],
  };
}

function counted(row: Record<string, unknown>, most: number, inputs: Measured['inputs']): Measured {
  // The signal itself counts.
  return { value: big(row, 'n') + 1n, limit: BigInt(most), inputs };
}

/** More invoices within some minutes than the limit. */
export const invoiceRate = ruleKind({
  signals: ['invoice'],
  parameters: inMinutes,
  query: (signal, { minutes }) => countOwn(signal, minutes),
  read: (row, p) => counted(row, p.limit, { minutes: p.minutes }),
});

/** More rate-limit blocks within some minutes than the limit. */
export const rateBlocks = ruleKind({
  signals: ['block'],
  parameters: inMinutes,
  query: (signal, { minutes }) => countOwn(signal, minutes),
  read: (row, p) => counted(row, p.limit, { minutes: p.minutes }),
});

/** More payments below the price within some days than the limit. */
export const underpaid = ruleKind({
  signals: ['payment'],
  parameters: inDays,
  query: (signal, { days }) => (signal.outcome === 'underpaid' ? countOwn(signal, days * 1440) : undefined),
  read: (row, p) => counted(row, p.limit, { days: p.days }),
});

/** The provider took back a status that it had confirmed, more often within some days than the limit. */
export const contradiction = ruleKind({
  signals: ['payment'],
  parameters: inDays,
  query: (signal, { days }) =>
    signal.outcome === 'contradiction' ? countOwn(signal, days * 1440) : undefined,
  read: (row, p) => counted(row, p.limit, { days: p.days }),
});

/** Webhooks that claimed more than the provider confirms, more often within some days than the limit. */
export const mismatch = ruleKind({
  signals: ['payment'],
  parameters: inDays,
  query: (signal, { days }) => (signal.outcome === 'mismatch' ? countOwn(signal, days * 1440) : undefined),
  read: (row, p) => counted(row, p.limit, { days: p.days }),
});

/** More forged webhooks or callbacks by one user, or from one address, within some minutes than the limit. */
export const forged = ruleKind({
  signals: ['forgery'],
  parameters: inMinutes,
  query: (signal, { minutes }) => {
    if (signal.userId === null && signal.ip === null) return undefined;
    const who = signal.userId === null ? 'user_id IS NULL AND ip = $1::inet' : 'user_id = $1::bigint';
    return {
      text: `SELECT count(*) AS n FROM (SELECT FROM fraud_events
         WHERE kind = 'forgery' AND ${who} AND at > $2::timestamptz - make_interval(mins => $4) AND at <= $2
           AND (at, id) < ($2::timestamptz, $3::uuid) LIMIT ${MOST_ROWS}) e`,
      values: [signal.userId ?? signal.ip, signal.at, signal.id, minutes],
    };
  },
  read: (row, p, signal) => counted(row, p.limit, { minutes: p.minutes, attempt: signal.outcome }),
});

/**
 * More unpaid invoices since the last payment than the limit. Invoices younger than `olderThanMinutes` may still be
 * paid and do not count.
 */
export const unpaidStreak = ruleKind({
  signals: ['invoice'],
  parameters: z.strictObject({
    days: z.number().int().min(1).max(365),
    olderThanMinutes: z.number().int().min(0).max(10_080),
    limit,
  }),
  query: (signal, { days, olderThanMinutes }) => ({
    text: `SELECT count(*) AS n FROM (SELECT FROM fraud_events
       WHERE kind = 'invoice' AND user_id = $1 AND at <= $2::timestamptz - make_interval(mins => $5)
         AND (at, id) < ($2::timestamptz, $3::uuid) AND at > greatest($2::timestamptz - make_interval(days => $4),
           (SELECT at FROM fraud_events WHERE kind = 'payment' AND user_id = $1 AND outcome IN ('paid', 'late')
              AND at > $2::timestamptz - make_interval(days => $4) AND at <= $2 AND (at, id) < ($2::timestamptz, $3::uuid)
            ORDER BY at DESC, id DESC LIMIT 1)) LIMIT ${MOST_ROWS}) e`,
    values: [signal.userId, signal.at, signal.id, days, olderThanMinutes],
  }),
  read: (row, p) => ({
    value: big(row, 'n'),
    limit: BigInt(p.limit),
    inputs: { days: p.days, olderThanMinutes: p.olderThanMinutes },
  }),
});

/** The number of refunds in percent of the number of the user's payments, within some days. */
export const refundRatio = ruleKind({
  signals: ['refund'],
  parameters: z.strictObject({
    days: z.number().int().min(1).max(365),
    percent: z.number().int().min(1).max(1000),
    minPaid: z.number().int().min(1).max(MOST_ROWS),
  }),
  query: (signal, { days }) => {
    const some = (
      where: string,
    ): string => `(SELECT count(*) FROM (SELECT FROM fraud_events WHERE ${where} AND user_id = $1
       AND at > $2::timestamptz - make_interval(days => $4) AND at <= $2 AND (at, id) < ($2::timestamptz, $3::uuid) LIMIT ${MOST_ROWS}) e)`;
    return {
      text: `SELECT ${some(`kind = 'refund'`)} AS refunds,
         ${some(`kind = 'payment' AND outcome = 'paid'`)} + ${some(`kind = 'purchase' AND outcome = 'bought'`)} AS paid`,
      values: [signal.userId, signal.at, signal.id, days],
    };
  },
  read: (row, p) => {
    const [refunds, paid] = [big(row, 'refunds') + 1n, big(row, 'paid')];
    if (paid < BigInt(p.minPaid)) return undefined;
    return {
      value: (refunds * 100n) / paid,
      limit: BigInt(p.percent),
      inputs: { days: p.days, refunds: String(refunds), paid: String(paid) },
    };
  },
});
