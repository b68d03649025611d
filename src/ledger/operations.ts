import { AppError } from '../lib/index.ts';
import type { Queryable, Tx } from '../platform/index.ts';
import { userAccountId } from './accounts.ts';
import { findAsset } from './assets.ts';
import { ledgerError } from './errors.ts';
import { journalIdOf } from './journalId.ts';
import { post, postQuery } from './post.ts';
import { journalLines } from './read.ts';
import type { AccountRef, HouseAccount, Journal, JournalKind, Posted } from './types.ts';

/** Fields that every operation below needs besides its money: see {@link Journal}. */
export type Cause = Pick<Journal, 'key' | 'reason' | 'actor' | 'links' | 'correlationId'>;

/**
 * Sets money of a user aside. The money leaves the wallet, so the wallet's balance is what the user can spend.
 * Returns the journal that a release or a capture must name as its original. Errors as `post`.
 */
export function hold(
  tx: Tx,
  input: Cause & { user: bigint; amount: bigint; asset: string },
): Promise<Posted> {
  return move(tx, 'hold', input, {
    debit: { user: input.user, account: 'wallet', asset: input.asset },
    credit: { user: input.user, account: 'hold', asset: input.asset },
  });
}

/** Gives held money back to the wallet, all or a part. REFUND_EXCEEDS_PAID if it is more than the hold still has. */
export function release(
  tx: Tx,
  input: Cause & { user: bigint; amount: bigint; asset: string; holdId: string },
): Promise<Posted> {
  return move(tx, 'release', input, {
    debit: { user: input.user, account: 'hold', asset: input.asset },
    credit: { user: input.user, account: 'wallet', asset: input.asset },
  });
}

/** Pays held money to a house account, all or a part. REFUND_EXCEEDS_PAID if it is more than the hold still has. */
export function capture(
  tx: Tx,
  input: Cause & { user: bigint; amount: bigint; asset: string; holdId: string; to: HouseAccount },
): Promise<Posted> {
  return move(tx, 'capture', input, {
    debit: { user: input.user, account: 'hold', asset: input.asset },
    credit: { house: input.to, asset: input.asset },
  });
}

function move(
  tx: Tx,
  kind: JournalKind,
  input: Cause & { amount: bigint; holdId?: string },
  accounts: { debit: AccountRef; credit: AccountRef },
): Promise<Posted> {
  const { key, reason, actor, links, correlationId, holdId, amount } = input;
  return post(tx, {
    key,
    kind,
    reason,
    actor,
    lines: [{ ...accounts, amount }],
    ...(links && { links }),
    ...(correlationId !== undefined && { correlationId }),
    ...(holdId !== undefined && { originalId: holdId }),
  });
}

/**
 * Undoes a journal with its mirror image. This works once, because the key is made from the original. Errors:
 * REFUND_EXCEEDS_PAID after a refund of it, INSUFFICIENT_FUNDS if the money is gone, JOURNAL_UNKNOWN.
 */
export async function reverse(
  tx: Tx,
  input: { originalId: string; reason: string; actor: string; correlationId?: string },
): Promise<Posted> {
  const lines = await journalLines(tx, input.originalId);
  if (lines.length === 0) throw new AppError('JOURNAL_UNKNOWN', { original: input.originalId });
  const backwards = lines.toReversed();
  const id = journalIdOf(`reversal:${input.originalId}`);
  const resolved = {
    id,
    debits: backwards.map(({ creditId }) => creditId),
    credits: backwards.map(({ debitId }) => debitId),
    amounts: backwards.map(({ amount }) => amount),
  };
  try {
    const { rows } = await tx.client.query<{ replayed: boolean }>(
      postQuery({ kind: 'reversal', ...input }, resolved),
    );
    return { journalId: id, replayed: rows[0]?.replayed ?? false };
  } catch (error) {
    throw ledgerError(error);
  }
}

/**
 * Freezes an account of a user, so that it cannot pay, or unfreezes it. A frozen account still receives. The change is
 * stored with its author. Errors: ACCOUNT_UNKNOWN.
 */
export async function setFrozen(
  q: Queryable,
  ref: Extract<AccountRef, { user: bigint }>,
  change: { frozen: boolean; reason: string; actor: string },
): Promise<void> {
  const asset = await findAsset(q, ref.asset);
  const id = userAccountId(ref.user, ref.account, asset);
  try {
    await q.query('SELECT ledger.set_frozen($1, $2, $3, $4)', [
      id,
      change.frozen,
      change.reason,
      change.actor,
    ]);
  } catch (error) {
    throw ledgerError(error);
  }
}
