import { z } from 'zod';
import { listValues, standsFor } from '../lists.ts';
import type { Row } from '../../platform/index.ts';
import { big, MOST_ROWS, ruleKind } from './kind.ts';

const parameters = z.strictObject({
  limit: z
    .number()
    .int()
    .min(1)
    .max(MOST_ROWS - 1),
});

/** Names the first few users for the reviewer; if there are more, their number is enough. */
export const OTHERS = `array_to_string((array_agg(user_id ORDER BY user_id))[1:10], ', ') AS others`;
export const others = (row: Row): string => (typeof row['others'] === 'string' ? row['others'] : '');

/** Users who have paid from the wallet of this payment, this one included. */
export const sharedPayer = ruleKind({
  signals: ['payment'],
  parameters,
  query: (signal) =>
    signal.payerHashes.length === 0
      ? undefined
      : {
          text: `SELECT count(*) AS n, ${OTHERS} FROM (SELECT DISTINCT user_id FROM fraud_payers
             WHERE payer_hash = ANY($1) AND user_id <> $2 AND first_at <= $3::timestamptz LIMIT ${MOST_ROWS}) p`,
          values: [signal.payerHashes, signal.userId, signal.at],
        },
  read: (row, p) => ({
    value: big(row, 'n') + 1n,
    limit: BigInt(p.limit),
    inputs: { others: others(row) },
  }),
});

/** Users of the promo code of this payment who have paid from its wallet, this one included. */
export const promoAccounts = ruleKind({
  signals: ['payment'],
  parameters,
  query: (signal) =>
    signal.payerHashes.length === 0
      ? undefined
      : {
          text: `SELECT count(*) AS n, ${OTHERS} FROM (SELECT DISTINCT p.user_id FROM fraud_payers p
             WHERE p.payer_hash = ANY($1) AND p.user_id <> $2 AND p.first_at <= $3::timestamptz AND EXISTS (
               SELECT FROM invoices i JOIN promo_uses mine ON mine.order_id = i.order_id
               JOIN promo_uses theirs ON theirs.code_id = mine.code_id AND theirs.user_id = p.user_id AND theirs.state = 'used'
               WHERE i.id::text = $4) LIMIT ${MOST_ROWS}) d`,
          values: [signal.payerHashes, signal.userId, signal.at, signal.subject],
        },
  read: (row, p) => ({
    value: big(row, 'n') + 1n,
    limit: BigInt(p.limit),
    inputs: { others: others(row) },
  }),
});

/**
 * Users of one referral family (a referrer and the users whom that referrer brought) who have paid from the wallet of
 * this payment.
 */
export const referralRing = ruleKind({
  signals: ['payment'],
  parameters,
  query: (signal) =>
    signal.payerHashes.length === 0
      ? undefined
      : {
          text: `SELECT coalesce(me.referred_by, me.id) AS root, family.n, family.others FROM users me
             CROSS JOIN LATERAL (SELECT count(*) AS n, ${OTHERS} FROM (SELECT DISTINCT p.user_id FROM (
               SELECT user_id FROM fraud_payers WHERE payer_hash = ANY($1) AND user_id <> $2 AND first_at <= $3::timestamptz
               LIMIT ${MOST_ROWS}) p JOIN users u ON u.id = p.user_id
               WHERE coalesce(u.referred_by, u.id) = coalesce(me.referred_by, me.id)) d) family
             WHERE me.id = $2`,
          values: [signal.payerHashes, signal.userId, signal.at],
        },
  read: (row, p) => ({
    value: big(row, 'n') + 1n,
    limit: BigInt(p.limit),
    inputs: { referrer: String(row['root']), others: others(row) },
  }),
});

/**
 * The user, the wallet or the address is on the block list. For a wallet that coins are to go to, only the wallet
 * counts. For a delivery, only its user counts, because the accounts that stars go to have their own rule.
 */
export const listed = ruleKind({
  signals: ['invoice', 'payment', 'purchase', 'refund', 'address', 'delivery', 'block', 'forgery'],
  parameters: z.strictObject({}),
  query: (signal) => ({
    text: `SELECT id, CASE WHEN user_id IS NOT NULL THEN 'user' WHEN payer_hash IS NOT NULL THEN 'payer' ELSE 'network' END AS by
      FROM fraud_list_entries WHERE ${standsFor('block', 1)} ORDER BY created_at, id LIMIT 1`,
    values: listValues({
      ...signal,
      userId: signal.kind === 'address' ? null : signal.userId,
      recipientHashes: [],
    }),
  }),
  read: (row) => ({ value: 1n, limit: 0n, inputs: { entry: String(row['id']), by: String(row['by']) } }),
});
