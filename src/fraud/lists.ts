import type { Queryable } from '../platform/index.ts';
import type { Signal } from '../security/index.ts';
import type { ListName } from './listEntries.ts';

/**
 * The condition that an entry was in force when the signal was raised, for its user, its wallet, its address or its
 * recipient. Takes the numbers of five parameters: see {@link listValues}.
 */
export function standsFor(list: ListName, first: number): string {
  const [user, payers, ip, at, recipients] = [0, 1, 2, 3, 4].map((n) => `$${first + n}`);
  return `(user_id = ${user}::bigint OR payer_hash = ANY(${payers}::text[]) OR network >>= ${ip}::inet
      OR recipient_hash = ANY(${recipients}::text[])) AND list = '${list}'
    AND created_at <= ${at}::timestamptz AND (removed_at IS NULL OR removed_at > ${at}::timestamptz)
    AND (expires_at IS NULL OR expires_at > ${at}::timestamptz)`;
}

export function listValues(signal: Signal): unknown[] {
  return [signal.userId, signal.payerHashes, signal.ip, signal.at, signal.recipientHashes];
}

export async function isAllowed(q: Queryable, signal: Signal): Promise<boolean> {
  const text = `SELECT 1 FROM fraud_list_entries WHERE ${standsFor('allow', 1)} LIMIT 1`;
  return (await q.query(text, listValues(signal))).rows.length > 0;
}
