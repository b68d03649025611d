import { AppError, newId } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import type { FraudEvent } from './events.ts';
import { payerHashes } from './payers.ts';
import { requireRight } from './rights.ts';

export type ListName = 'allow' | 'block';

/**
 * The condition that an entry stood when the event happened, for its user, its wallet or its address. Takes the numbers
 * of four parameters: see {@link listValues}.
 */
export function standsFor(list: ListName, first: number): string {
  const [user, payers, ip, at] = [0, 1, 2, 3].map((n) => `$${first + n}`);
  return `(user_id = ${user}::bigint OR payer_hash = ANY(${payers}::text[]) OR network >>= ${ip}::inet) AND list = '${list}'
    AND created_at <= ${at}::timestamptz AND (removed_at IS NULL OR removed_at > ${at}::timestamptz)
    AND (expires_at IS NULL OR expires_at > ${at}::timestamptz)`;
}

export function listValues(event: FraudEvent): unknown[] {
  return [event.userId, event.payerHashes, event.ip, event.at];
}

export async function isAllowed(q: Queryable, event: FraudEvent): Promise<boolean> {
  const text = `SELECT 1 FROM fraud_list_entries WHERE ${standsFor('allow', 1)} LIMIT 1`;
  return (await q.query(text, listValues(event))).rows.length > 0;
}

export interface ListEntryInput {
  list: ListName;
  /** Whom it is about: exactly one. `payer` is a wallet's address and is stored as a keyed hash only. */
  who: { userId: bigint } | { payer: string } | { payerHash: string } | { network: string };
  note: string;
  staffId: bigint;
  expiresAt?: Date | undefined;
}

/** Puts somebody on a list from now on; gives the entry's id. Errors: FORBIDDEN, INPUT_INVALID, TEXT_INVALID. */
export async function addListEntry(context: Context, input: ListEntryInput): Promise<string> {
  const { who } = input;
  if (input.note.trim() === '' || input.note.length > 1000) throw new AppError('TEXT_INVALID');
  const payer = 'payer' in who ? payerHashes(context.config, who.payer)[0] : undefined;
  if ('payer' in who && payer === undefined) throw new AppError('INPUT_INVALID', { fields: 'payer' });
  const id = newId();
  await context.db
    .tx(async (tx) => {
      await requireRight(tx, input.staffId, 'edit');
      await tx.query(
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
      );
    })
    .catch((error: unknown) => {
      // 22P02: not an address; 23503: no such user; 23514: ends before it begins.
      const state = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (['22P02', '23503', '23514'].includes(state))
        throw new AppError('INPUT_INVALID', { fields: 'who' }, { cause: error });
      throw error;
    });
  return id;
}

/** Takes an entry off its list; the row stays as history. Errors: FORBIDDEN, LIST_ENTRY_UNKNOWN, also when it was removed before. */
export async function removeListEntry(
  context: Context,
  input: { entryId: string; staffId: bigint },
): Promise<void> {
  await context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'edit');
    const { rowCount } = await tx.query(
      'UPDATE fraud_list_entries SET removed_by = $2, removed_at = now() WHERE id = $1 AND removed_at IS NULL',
      [input.entryId, input.staffId],
    );
    if (rowCount !== 1) throw new AppError('LIST_ENTRY_UNKNOWN');
  });
}
