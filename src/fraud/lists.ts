import { AppError, newId } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import type { FraudEvent } from './events.ts';
import { payerHashes } from './payers.ts';

export type ListName = 'allow' | 'block';

/** Entries that stood when the event happened, for its user, its wallet or its address. */
export function matchesList(event: FraudEvent, list: ListName): { text: string; values: unknown[] } {
  return {
    text: `SELECT id, CASE WHEN user_id IS NOT NULL THEN 'user' WHEN payer_hash IS NOT NULL THEN 'payer' ELSE 'network' END AS by
       FROM fraud_list_entries WHERE (user_id = $1 OR payer_hash = ANY($2) OR network >>= $3::inet) AND list = $4
         AND created_at <= $5::timestamptz AND (removed_at IS NULL OR removed_at > $5) AND (expires_at IS NULL OR expires_at > $5)
       ORDER BY created_at, id LIMIT 1`,
    values: [event.userId, event.payerHashes, event.ip, list, event.at],
  };
}

export async function isAllowed(q: Queryable, event: FraudEvent): Promise<boolean> {
  const { text, values } = matchesList(event, 'allow');
  return (await q.query(text, values)).rows.length > 0;
}

export interface ListEntryInput {
  list: ListName;
  /** Whom it is about: exactly one. `payer` is a wallet's address and is stored as a keyed hash only. */
  who: { userId: bigint } | { payer: string } | { payerHash: string } | { network: string };
  note: string;
  staffId: bigint;
  expiresAt?: Date | undefined;
}

/** Puts somebody on a list from now on; gives the entry's id. Errors: INPUT_INVALID, TEXT_INVALID. */
export async function addListEntry(context: Context, input: ListEntryInput): Promise<string> {
  const { who } = input;
  if (input.note.trim() === '' || input.note.length > 1000) throw new AppError('TEXT_INVALID');
  const payer = 'payer' in who ? payerHashes(context.config, who.payer)[0] : undefined;
  if ('payer' in who && payer === undefined) throw new AppError('INPUT_INVALID', { fields: 'payer' });
  const id = newId();
  await context.db
    .query(
      `INSERT INTO fraud_list_entries (id, list, user_id, payer_hash, network, note, created_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        input.list,
        'userId' in who ? who.userId : null,
        'payerHash' in who ? who.payerHash : (payer ?? null),
        'network' in who ? who.network : null,
        input.note,
        input.staffId,
        input.expiresAt ?? null,
      ],
    )
    .catch((error: unknown) => {
      // 22P02: not an address; 23503: no such user; 23514: ends before it begins.
      const state = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (['22P02', '23503', '23514'].includes(state))
        throw new AppError('INPUT_INVALID', { fields: 'who' }, { cause: error });
      throw error;
    });
  return id;
}

/** Takes an entry off its list; the row stays as history. Errors: LIST_ENTRY_UNKNOWN, also when it was removed before. */
export async function removeListEntry(
  context: Context,
  input: { entryId: string; staffId: bigint },
): Promise<void> {
  const { rowCount } = await context.db.query(
    'UPDATE fraud_list_entries SET removed_by = $2, removed_at = now() WHERE id = $1 AND removed_at IS NULL',
    [input.entryId, input.staffId],
  );
  if (rowCount !== 1) throw new AppError('LIST_ENTRY_UNKNOWN');
}
