import { AppError } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { userAccountId } from './accounts.ts';
import { findAsset } from './assets.ts';
import type { AccountRef } from './types.ts';

/** The sum of all accounts of one kind, in minor units. */
export interface TrialLine {
  readonly asset: string;
  readonly kind: string;
  readonly balance: bigint;
}

/** One entry of a statement. `amount` is signed; `balance` is the running balance of the account after it. */
export interface StatementLine {
  readonly journalId: string;
  readonly line: number;
  readonly recordedAt: Date;
  readonly effectiveAt: Date;
  readonly kind: string;
  readonly reason: string;
  readonly other: string;
  readonly amount: bigint;
  readonly balance: bigint;
}

/** A page of a statement: `opening` is the balance before its first line; `next` continues it, undefined at the end. */
export interface StatementPage {
  readonly opening: bigint;
  readonly lines: readonly StatementLine[];
  readonly next: string | undefined;
}

/** Returns balances by asset and kind of account at a moment (default: now), in one snapshot. Each asset sums to zero. */
export async function trialBalance(q: Queryable, at?: Date): Promise<TrialLine[]> {
  const { rows } = await q.query<{ asset: string; kind: string; balance: string }>(
    'SELECT asset, kind, balance FROM ledger.trial_balance($1)',
    [at ?? null],
  );
  return rows.map((row) => ({ ...row, balance: BigInt(row.balance) }));
}

/** Returns every account id behind a name: one for a user's account, all shards for a house account. */
async function accountIds(q: Queryable, ref: AccountRef): Promise<bigint[]> {
  if ('user' in ref) return [userAccountId(ref.user, ref.account, await findAsset(q, ref.asset))];
  const { rows } = await q.query<{ id: bigint }>(
    'SELECT id FROM ledger.accounts WHERE kind = $1 AND asset = $2 AND user_id IS NULL ORDER BY id',
    [ref.house, ref.asset],
  );
  return rows.map((row) => row.id);
}

/**
 * Returns the balance of an account at a moment, by the time when entries were recorded or by their effective dates.
 * Errors: ACCOUNT_UNKNOWN for an unknown asset. Zero for an account that is not open.
 */
export async function balanceAt(
  q: Queryable,
  ref: AccountRef,
  at: Date,
  by: 'recorded' | 'effective' = 'recorded',
): Promise<bigint> {
  const ids = await accountIds(q, ref);
  const read = by === 'recorded' ? 'ledger.balance_at(id, $2)' : 'ledger.balance_effective(id, $2)';
  const { rows } = await q.query<{ balance: string | null }>(
    `SELECT sum(${read})::text AS balance FROM unnest($1::bigint[]) id`,
    [`{${ids.join(',')}}`, at],
  );
  return BigInt(rows[0]?.balance ?? 0);
}

/**
 * Returns one page of an account's statement over a period (after `from`, up to `to`), oldest first, at most 1000 lines.
 * Pass the `next` of one page as the `cursor` of the following page. New postings never shift a page.
 */
export async function statement(
  q: Queryable,
  ref: AccountRef,
  period: { from: Date; to: Date; cursor?: string | undefined; limit?: number },
): Promise<StatementPage> {
  const limit = Math.max(1, Math.min(period.limit ?? 100, 1000));
  const [after = '0', carried] = readCursor(period.cursor);
  const opening = carried === undefined ? await balanceAt(q, ref, period.from) : BigInt(carried);
  const source =
    'user' in ref
      ? {
          sql: 'ledger.statement(ledger.user_account($5, $6, $7), $1, $2, $3, $4)',
          values: [ref.user, ref.account, ref.asset],
          key: 'seq' as const,
        }
      : {
          sql: 'ledger.house_statement($5, $6, $1, $2, $3, $4)',
          values: [ref.house, ref.asset],
          key: 'position' as const,
        };
  const { rows } = await q.query<Omit<StatementLine, 'balance'> & { seq: bigint; position: bigint }>(
    `SELECT e.journal_id AS "journalId", e.line, e.recorded_at AS "recordedAt", e.effective_at AS "effectiveAt", j.kind, j.reason,
       o.name AS other, e.amount, e.seq, e.position
     FROM ${source.sql} e JOIN ledger.journals j ON j.journal_id = e.journal_id JOIN ledger.accounts o ON o.id = e.other_account_id
     ORDER BY e.${source.key}`,
    [period.from, period.to, after, limit, ...source.values],
  );
  let balance = opening;
  const lines = rows.map(({ seq: _seq, position: _position, ...line }) => {
    balance += line.amount;
    return { ...line, balance };
  });
  const last = rows.at(-1)?.[source.key];
  return { opening, lines, next: rows.length < limit ? undefined : `${last}:${balance}` };
}

function readCursor(cursor: string | undefined): string[] {
  if (cursor === undefined) return [];
  if (!/^\d{1,18}:-?\d+$/.test(cursor)) throw new AppError('INPUT_INVALID', { cursor });
  return cursor.split(':');
}
