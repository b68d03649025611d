import { z } from 'zod';
import type { Signal } from '../../security/index.ts';
import type { Row } from '../../platform/index.ts';
import { listValues, standsFor } from '../lists.ts';
import { big, MOST_ROWS, ruleKind, type Measured } from './kind.ts';
import { others, OTHERS } from './people.ts';

/** Stars, this delivery included. */
const limit = z.number().int().min(0).max(100_000_000);
const minutes = z.number().int().min(1).max(43_200);

/** Earlier deliveries to the same account. Parameters: hashes, time and id of the signal, minutes. */
const TO_ACCOUNT = `kind = 'delivery' AND recipient_hashes[1] = ANY($1::text[]) AND (at, id) < ($2::timestamptz, $3::uuid) AND at <= $2`;
const LATELY = `at > $2::timestamptz - make_interval(mins => $4)`;
const LATEST = `ORDER BY at DESC, id DESC LIMIT ${MOST_ROWS}`;

function toAccount(signal: Signal, within: number): unknown[] | undefined {
  return signal.recipientHashes.length === 0
    ? undefined
    : [signal.recipientHashes, signal.at, signal.id, within];
}

function starsIn(row: Row, signal: Signal, most: number, inputs: Measured['inputs']): Measured {
  return { value: big(row, 'stars') + BigInt(signal.stars ?? 0), limit: BigInt(most), inputs };
}

/** Users who sent to the account of this delivery within some days, this one included. */
export const recipientSenders = ruleKind({
  signals: ['delivery'],
  parameters: z.strictObject({
    days: z.number().int().min(1).max(365),
    limit: z
      .number()
      .int()
      .min(1)
      .max(MOST_ROWS - 1),
  }),
  query: (signal, { days }) => {
    const values = toAccount(signal, days * 1440);
    return (
      values && {
        text: `SELECT count(*) AS n, ${OTHERS} FROM (SELECT DISTINCT user_id FROM (SELECT user_id FROM fraud_events
           WHERE ${TO_ACCOUNT} AND ${LATELY} AND user_id <> $5 ${LATEST}) e) d`,
        values: [...values, signal.userId],
      }
    );
  },
  read: (row, p) => ({
    value: big(row, 'n') + 1n,
    limit: BigInt(p.limit),
    inputs: { days: p.days, others: others(row) },
  }),
});

/** Stars to one account within some minutes, from anybody. */
export const recipientStars = ruleKind({
  signals: ['delivery'],
  parameters: z.strictObject({ minutes, limit }),
  query: (signal, p) => {
    const values = toAccount(signal, p.minutes);
    return (
      values && {
        text: `SELECT sum(stars)::bigint AS stars FROM (SELECT stars FROM fraud_events WHERE ${TO_ACCOUNT} AND ${LATELY} ${LATEST}) e`,
        values,
      }
    );
  },
  read: (row, p, signal) => starsIn(row, signal, p.limit, { minutes: p.minutes }),
});

/**
 * Stars to an account that was first seen within the last minutes, all of them together. Neither many small deliveries
 * nor a second try make the account known. The buyer's own account does not count as new.
 */
export const recipientNew = ruleKind({
  signals: ['delivery'],
  parameters: z.strictObject({ minutes, limit }),
  query: (signal, p) => {
    const values = signal.outcome === 'self' ? undefined : toAccount(signal, p.minutes);
    return (
      values && {
        text: `SELECT EXISTS (SELECT FROM fraud_events WHERE ${TO_ACCOUNT} AND NOT ${LATELY}) AS known,
           (SELECT sum(stars)::bigint FROM (SELECT stars FROM fraud_events WHERE ${TO_ACCOUNT} AND ${LATELY} ${LATEST}) e) AS stars`,
        values,
      }
    );
  },
  read: (row, p, signal) =>
    row['known'] === true ? undefined : starsIn(row, signal, p.limit, { minutes: p.minutes }),
});

/** All stars that a user of the shop has sent, while the user is new. */
export const accountNew = ruleKind({
  signals: ['delivery'],
  parameters: z.strictObject({ days: z.number().int().min(1).max(365), limit }),
  query: (signal, { days }) => ({
    text: `SELECT u.created_at::text AS since, (SELECT sum(stars)::bigint FROM (SELECT stars FROM fraud_events
         WHERE kind = 'delivery' AND user_id = $1 AND at <= $2 AND (at, id) < ($2::timestamptz, $3::uuid) ${LATEST}) e) AS stars
       FROM users u WHERE u.id = $1 AND u.created_at > $2::timestamptz - make_interval(days => $4)`,
    values: [signal.userId, signal.at, signal.id, days],
  }),
  read: (row, p, signal) =>
    starsIn(row, signal, p.limit, { days: p.days, since: String(row['since']).slice(0, 16) }),
});

/** Stars sent within some minutes by everybody who has paid from a wallet of this user. */
export const payerStars = ruleKind({
  signals: ['delivery'],
  parameters: z.strictObject({ minutes, limit }),
  query: (signal, p) => ({
    text: `SELECT count(DISTINCT user_id) AS n, sum(stars)::bigint AS stars,
         array_to_string((array_agg(DISTINCT user_id) FILTER (WHERE user_id <> $1))[1:10], ', ') AS others
       FROM (SELECT e.user_id, e.stars FROM (SELECT DISTINCT p.user_id FROM (SELECT payer_hash FROM fraud_payers
           WHERE user_id = $1 AND first_at <= $2::timestamptz LIMIT ${MOST_ROWS}) mine
           JOIN fraud_payers p ON p.payer_hash = mine.payer_hash AND p.first_at <= $2::timestamptz LIMIT ${MOST_ROWS}) u
         CROSS JOIN LATERAL (SELECT user_id, stars FROM fraud_events WHERE kind = 'delivery' AND user_id = u.user_id
           AND at > $2::timestamptz - make_interval(mins => $4) AND at <= $2 AND (at, id) < ($2::timestamptz, $3::uuid)) e
         LIMIT ${MOST_ROWS}) sent
       HAVING EXISTS (SELECT FROM fraud_payers WHERE user_id = $1 AND first_at <= $2::timestamptz)`,
    values: [signal.userId, signal.at, signal.id, p.minutes],
  }),
  read: (row, p, signal) => starsIn(row, signal, p.limit, { minutes: p.minutes, others: others(row) }),
});

/** The account that the stars go to is on the block list. */
export const recipientListed = ruleKind({
  signals: ['delivery'],
  parameters: z.strictObject({}),
  query: (signal) => ({
    text: `SELECT id FROM fraud_list_entries WHERE ${standsFor('block', 1)} ORDER BY created_at, id LIMIT 1`,
    values: listValues({ ...signal, userId: null, payerHashes: [], ip: null }),
  }),
  read: (row) => ({ value: 1n, limit: 0n, inputs: { entry: String(row['id']), by: 'recipient' } }),
});
