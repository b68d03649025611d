import { AppError, newId } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { propose, type Proposal, type Wanted } from '../proposals/index.ts';
import { requireRight } from '../staff/index.ts';
import { payerHashes } from './payers.ts';
import { type Entry, insertEntry, recipientHash, checkEntry, takeOff } from './listEntries.ts';
import type { ListName } from './listEntries.ts';

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
