import type pg from 'pg';
import { AppError } from '../lib/index.ts';
import type { Queryable, Tx } from '../platform/index.ts';
import { accountId } from './accounts.ts';
import { assetId } from './assets.ts';
import { ledgerError } from './errors.ts';
import { journalIdOf } from './journalId.ts';
import type { Journal, Posted } from './types.ts';

const POST = {
  name: 'ledger.post',
  text: 'SELECT ledger.post($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS replayed',
};
const POST_LINE = {
  name: 'ledger.post_line',
  text: 'SELECT ledger.post_line($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS replayed',
};

/** A journal in the form of the SQL functions: account ids instead of names. */
export interface Resolved {
  readonly id: string;
  readonly debits: readonly bigint[];
  readonly credits: readonly bigint[];
  readonly amounts: readonly bigint[];
}

/**
 * Opens a user's wallet and hold in `asset`, and the stars. It is safe to repeat.
 * Errors: ACCOUNT_UNKNOWN when the asset is not known to the ledger.
 */
export async function openUserAccounts(tx: Queryable, userId: bigint, asset = 'TON'): Promise<void> {
  try {
    await tx.query('SELECT ledger.open_user_accounts($1, $2)', [userId, asset]);
  } catch (error) {
    throw ledgerError(error);
  }
}

/**
 * Creates an asset with its house accounts. It is safe to repeat.
 * Errors: JOURNAL_INVALID when the code exists with another exponent or 15 assets exist.
 */
export async function addAsset(q: Queryable, code: string, exponent: number): Promise<void> {
  try {
    await q.query('SELECT ledger.add_asset($1, $2)', [code, exponent]);
  } catch (error) {
    throw ledgerError(error);
  }
}

/**
 * Posts a whole journal in the caller's transaction. Call it last before the commit, once per transaction.
 * It is safe to repeat: the same key with the same content returns `replayed` and moves nothing.
 * Errors: INSUFFICIENT_FUNDS {account, need, have}, ACCOUNT_UNKNOWN, ACCOUNT_FROZEN, KEY_REUSED, LEDGER_AMOUNT_RANGE,
 * JOURNAL_INVALID, REFUND_EXCEEDS_PAID, JOURNAL_UNKNOWN. After any error the transaction must be rolled back.
 */
export async function post(tx: Tx, journal: Journal): Promise<Posted> {
  const assets = new Map<string, bigint>();
  for (const code of assetsOf(journal)) assets.set(code, await assetId(tx, code));
  const resolved = resolve(journal, assets);
  try {
    const { rows } = await tx.client.query<{ replayed: boolean }>(postQuery(journal, resolved));
    return { journalId: resolved.id, replayed: rows[0]?.replayed ?? false };
  } catch (error) {
    throw ledgerError(error);
  }
}

/** The call that posts a journal. Its one row says whether the journal was posted before: `{ replayed: boolean }`. */
export function postQuery(
  journal: Omit<Journal, 'key' | 'lines'>,
  resolved: Resolved,
): pg.QueryConfig<unknown[]> {
  const { originalId, links } = journal;
  const common = [
    journal.effectiveAt ?? null,
    links?.orderId ?? null,
    links?.invoiceId ?? null,
    links?.refundId ?? null,
    links?.ticketId ?? null,
  ];
  const head = [resolved.id, journal.kind, journal.reason, journal.actor];
  const correlation = journal.correlationId ?? null;
  if (resolved.amounts.length === 1 && originalId === undefined) {
    const movement = [resolved.debits[0], resolved.credits[0], resolved.amounts[0]];
    return { ...POST_LINE, values: [...head, ...movement, ...common, correlation] };
  }
  const movements = [sqlArray(resolved.debits), sqlArray(resolved.credits), sqlArray(resolved.amounts)];
  return { ...POST, values: [...head, ...movements, ...common, originalId ?? null, correlation] };
}

/** Every asset code that the journal names. */
export function assetsOf(journal: Journal): Set<string> {
  return new Set(journal.lines.flatMap(({ debit, credit }) => [debit.asset, credit.asset]));
}

/** Refuses values that PostgreSQL cannot read. Errors: LEDGER_AMOUNT_RANGE, JOURNAL_INVALID for an invalid date. */
export function resolve(journal: Journal, assets: ReadonlyMap<string, bigint>): Resolved {
  for (const [i, { amount }] of journal.lines.entries()) {
    if (BigInt.asIntN(64, amount) !== amount)
      throw new AppError('LEDGER_AMOUNT_RANGE', { line: i + 1, amount: String(amount) });
  }
  if (Number.isNaN(journal.effectiveAt?.getTime()))
    throw new AppError('JOURNAL_INVALID', { problem: 'the effective date is none' });
  const id = journalIdOf(journal.key);
  const side = (name: 'debit' | 'credit'): bigint[] =>
    journal.lines.map((line) => accountId(line[name], assets.get(line[name].asset) ?? 0n, id));
  return { id, debits: side('debit'), credits: side('credit'), amounts: journal.lines.map((l) => l.amount) };
}

function sqlArray(values: readonly bigint[]): string {
  return `{${values.join(',')}}`;
}
