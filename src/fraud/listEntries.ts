import { AppError } from '../lib/index.ts';
import { hasState, type Context, type Tx } from '../platform/index.ts';
import { readRecipient } from '../suppliers/index.ts';
import { recipientHashes } from './payers.ts';

/** The subject of an entry in the form that a proposal holds. */
export interface Entry {
  readonly userId: string | null;
  readonly payerHash: string | null;
  readonly network: string | null;
  readonly recipientHash: string | null;
  readonly expiresAt: string | null;
}

export async function insertEntry(
  tx: Tx,
  row: { entryId: string; list: ListName; note: string; staffId: bigint; entry: Entry },
): Promise<void> {
  const { userId, payerHash, network, recipientHash, expiresAt } = row.entry;
  await tx
    .query(
      `INSERT INTO fraud_list_entries (id, list, user_id, payer_hash, network, recipient_hash, note, created_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [row.entryId, row.list, userId, payerHash, network, recipientHash, row.note, row.staffId, expiresAt],
    )
    .catch(refuseEntry);
}

/** Errors: INPUT_INVALID if it does not name an account. */
export function recipientHash({ config }: Pick<Context, 'config'>, typed: string): string | null {
  const recipient = readRecipient(typed);
  if (recipient.is === 'refused') throw new AppError('INPUT_INVALID', { fields: 'recipient' });
  return recipientHashes(config, recipient.name)[0] ?? null;
}

/** Checked before the request waits, because nobody should approve an impossible entry. */
export async function checkEntry(tx: Tx, { userId, network, expiresAt }: Entry): Promise<void> {
  const { rows } = await tx
    .query<{ fits: boolean }>(
      `SELECT ($1::bigint IS NULL OR EXISTS (SELECT FROM users WHERE id = $1)) AND coalesce($3::timestamptz > now(), true) AS fits,
         $2::cidr AS network`,
      [userId, network, expiresAt],
    )
    .catch(refuseEntry);
  if (rows[0]?.fits !== true) throw new AppError('INPUT_INVALID', { fields: 'who' });
}

/** 22P02: not an address; 23503: no such user; 23514: ends before it begins. */
function refuseEntry(error: unknown): never {
  if (hasState(error, 'invalidText', 'foreignKeyViolation', 'checkViolation'))
    throw new AppError('INPUT_INVALID', { fields: 'who' }, { cause: error });
  throw error;
}

export async function takeOff(tx: Tx, entryId: string, staffId: bigint): Promise<void> {
  const { rowCount } = await tx.query(
    'UPDATE fraud_list_entries SET removed_by = $2, removed_at = now() WHERE id = $1 AND removed_at IS NULL',
    [entryId, staffId],
  );
  if (rowCount !== 1) throw new AppError('LIST_ENTRY_UNKNOWN');
}

export type ListName = 'allow' | 'block';
