import { AppError, newId } from '../lib/index.ts';
import { hasState, type Context, type Queryable, type Tx } from '../platform/index.ts';
import { propose, type Proposal, type Wanted } from '../proposals/index.ts';
import type { Signal } from '../security/index.ts';
import { requireRight } from '../staff/index.ts';
import { readRecipient } from '../suppliers/index.ts';
import { payerHashes, recipientHashes } from './payers.ts';

export type ListName = 'allow' | 'block';

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

export interface ListEntryInput {
  list: ListName;
  /**
   * The subject of the entry: exactly one. `payer` is a wallet's address, `recipient` a Telegram account as people
   * write it. Both are stored only as keyed hashes.
   */
  who:
    | { userId: bigint }
    | { payer: string }
    | { payerHash: string }
    | { network: string }
    | { recipient: string };
  note: string;
  staffId: bigint;
  expiresAt?: Date | undefined;
  correlationId?: string | undefined;
}

/** The result of the change: it is in force, or its proposal waits for another administrator. */
export interface ListChanged {
  readonly entryId: string;
  readonly proposal: Proposal | undefined;
}

/**
 * Adds an entry to a list. A block is in force from now on. An exception (`allow`) lets something through, so it waits
 * for another administrator. Errors: FORBIDDEN, INPUT_INVALID, TEXT_INVALID.
 */
export async function addListEntry(context: Context, input: ListEntryInput): Promise<ListChanged> {
  const { who, list } = input;
  const note = input.note.trim();
  if (note === '' || note.length > 1000) throw new AppError('TEXT_INVALID');
  const payer = 'payer' in who ? payerHashes(context.config, who.payer)[0] : undefined;
  if ('payer' in who && payer === undefined) throw new AppError('INPUT_INVALID', { fields: 'payer' });
  const entry: Entry = {
    userId: 'userId' in who ? who.userId.toString() : null,
    payerHash: 'payerHash' in who ? who.payerHash : (payer ?? null),
    network: 'network' in who ? who.network : null,
    recipientHash: 'recipient' in who ? recipientHash(context, who.recipient) : null,
    expiresAt: input.expiresAt?.toISOString() ?? null,
  };
  const entryId = newId();
  return context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'edit', 'fraud_rules');
    if (list === 'block') {
      await insertEntry(tx, { entryId, list, note, staffId: input.staffId, entry });
      return { entryId, proposal: undefined };
    }
    await checkEntry(tx, entry);
    const proposal = await propose(tx, {
      kind: 'fraud_allow',
      subject: entryId,
      wanted: { list, ...entry },
      reason: note,
      requestedBy: input.staffId,
      correlationId: input.correlationId,
    });
    return { entryId, proposal };
  });
}

/**
 * Removes an entry from its list; the row stays as history. An exception ends at once. The end of a block lets somebody
 * through, so it waits for another administrator. Errors: FORBIDDEN, LIST_ENTRY_UNKNOWN, also if it was removed before,
 * TEXT_INVALID (no reason), PROPOSAL_WAITS.
 */
export async function removeListEntry(
  context: Pick<Context, 'db'>,
  input: { entryId: string; staffId: bigint; reason: string; correlationId?: string | undefined },
): Promise<ListChanged> {
  const { entryId, staffId, reason } = input;
  return context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'edit', 'fraud_rules');
    const { rows } = await tx.query<Wanted & { list: ListName }>(
      `SELECT list, user_id::text AS "userId", payer_hash AS "payerHash", network::text AS network,
         recipient_hash AS "recipientHash", note FROM fraud_list_entries
       WHERE id = $1 AND removed_at IS NULL FOR UPDATE`,
      [entryId],
    );
    const [before] = rows;
    if (!before) throw new AppError('LIST_ENTRY_UNKNOWN');
    if (before.list === 'allow') {
      await takeOff(tx, entryId, staffId);
      return { entryId, proposal: undefined };
    }
    const proposal = await propose(tx, {
      kind: 'fraud_unblock',
      subject: entryId,
      before,
      wanted: {},
      reason,
      requestedBy: staffId,
      correlationId: input.correlationId,
    });
    return { entryId, proposal };
  });
}

/**
 * Carries out an approved exception, or the approved end of a block. Errors: INPUT_INVALID (its time is over),
 * LIST_ENTRY_UNKNOWN.
 */
export async function applyListChange(tx: Tx, proposal: Proposal): Promise<void> {
  const { kind, subject: entryId, reason: note, requestedBy } = proposal;
  // Only people request these.
  if (requestedBy === null) throw new AppError('FORBIDDEN');
  if (kind === 'fraud_unblock') return takeOff(tx, entryId, requestedBy);
  const entry = proposal.wanted as unknown as Entry;
  await insertEntry(tx, { entryId, list: 'allow', note, staffId: requestedBy, entry });
}

/** The subject of an entry in the form that a proposal holds. */
interface Entry {
  readonly userId: string | null;
  readonly payerHash: string | null;
  readonly network: string | null;
  readonly recipientHash: string | null;
  readonly expiresAt: string | null;
}

async function insertEntry(
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
function recipientHash({ config }: Pick<Context, 'config'>, typed: string): string | null {
  const recipient = readRecipient(typed);
  if (recipient.is === 'refused') throw new AppError('INPUT_INVALID', { fields: 'recipient' });
  return recipientHashes(config, recipient.name)[0] ?? null;
}

/** Checked before the request waits, because nobody should approve an impossible entry. */
async function checkEntry(tx: Tx, { userId, network, expiresAt }: Entry): Promise<void> {
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

async function takeOff(tx: Tx, entryId: string, staffId: bigint): Promise<void> {
  const { rowCount } = await tx.query(
    'UPDATE fraud_list_entries SET removed_by = $2, removed_at = now() WHERE id = $1 AND removed_at IS NULL',
    [entryId, staffId],
  );
  if (rowCount !== 1) throw new AppError('LIST_ENTRY_UNKNOWN');
}
