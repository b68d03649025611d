import type { Queryable } from '../platform/index.ts';

/** A problem and its place. It names the row as exactly as possible. */
export interface Broken {
  readonly problem: string;
  readonly position: bigint | null;
  readonly journalId: string | null;
  readonly line: number | null;
  readonly accountId: bigint | null;
  readonly seq: bigint | null;
}

/** A value below every id and position, and the highest possible one. */
export const START = -(2n ** 63n);
export const END = 2n ** 63n - 1n;

/** Accounts or links per call, so that a call stays well within the statement time-out. */
const PAGE = 20_000;

const NOWHERE = { position: null, journalId: null, line: null, accountId: null, seq: null };

/** Compares a sealed block with its rows and the block before it. */
export async function checkBlock(q: Queryable, number: bigint): Promise<Broken | undefined> {
  const { rows } = await q.query<Pick<Broken, 'problem' | 'position' | 'journalId' | 'line'>>(
    `SELECT problem, position, journal_id AS "journalId", line FROM ledger.verify_block($1)`,
    [number],
  );
  return rows[0] && { ...NOWHERE, ...rows[0] };
}

/**
 * Finds problems among the entries with positions above `from` up to `to`. `heads` also compares their accounts with the
 * last entries of these accounts.
 */
export async function checkEntries(
  q: Queryable,
  from: bigint,
  to: bigint,
  heads: boolean,
): Promise<Broken[]> {
  const { rows } = await q.query<Broken>(
    `SELECT problem, position, journal_id AS "journalId", line, account_id AS "accountId", seq FROM ledger.check_entries($1, $2, $3)`,
    [from, to, heads],
  );
  return rows;
}

/** Checks the next accounts after `after`. Continue with `last`; it is null at the end. */
export async function checkAccounts(
  q: Queryable,
  after: bigint,
): Promise<{ last: bigint | null; broken: Broken | undefined }> {
  const { rows } = await q.query<
    { last: bigint | null } & Pick<Broken, 'position' | 'accountId' | 'seq'> & { problem: string | null }
  >(`SELECT last, problem, position, account_id AS "accountId", seq FROM ledger.check_accounts($1, $2)`, [
    after,
    PAGE,
  ]);
  const { last, problem, ...where } = rows[0] ?? { last: null, problem: null };
  return { last, broken: problem === null ? undefined : { ...NOWHERE, ...where, problem } };
}

/** Checks the next links after `after`. Continue with `last`; it is null at the end. */
export async function checkLinks(
  q: Queryable,
  after: string,
): Promise<{ last: string | null; broken: Broken | undefined }> {
  const { rows } = await q.query<{ last: string | null; problem: string | null; journalId: string | null }>(
    `SELECT last, problem, journal_id AS "journalId" FROM ledger.check_links($1, $2)`,
    [after, PAGE],
  );
  const { last, problem, journalId } = rows[0] ?? { last: null, problem: null, journalId: null };
  return { last, broken: problem === null ? undefined : { ...NOWHERE, journalId, problem } };
}

/** Finds assets whose balances do not sum to zero. */
export async function checkSums(q: Queryable): Promise<Broken | undefined> {
  const { rows } = await q.query<{ asset: string; balance: string }>('SELECT * FROM ledger.check_sums()');
  const [off] = rows;
  return off && { ...NOWHERE, problem: `balances of ${off.asset} sum to ${off.balance}` };
}

/** Checks that nothing sealed, checked or published is missing at the end of the log. */
export async function checkEnd(q: Queryable): Promise<Broken | undefined> {
  const { rows } = await q.query<{ problem: string | null; position: bigint }>(
    'SELECT ledger.check_end() AS problem, ledger.sealed_position() + 1 AS position',
  );
  const { problem, position } = rows[0] ?? { problem: null, position: null };
  return problem === null ? undefined : { ...NOWHERE, problem, position };
}

/** Checks the end of the log, and compares every closing with the one before it, with the chain, and with the published ones. */
export async function checkClosings(
  q: Queryable,
  published: ReadonlyMap<string, string>,
): Promise<Broken | undefined> {
  const cut = await checkEnd(q);
  if (cut) return cut;
  const { rows } = await q.query<{ day: string; hash: string; block: bigint }>(
    "SELECT to_char(day, 'YYYY-MM-DD') AS day, hash FROM ledger.closings ORDER BY day",
  );
  for (const { day } of rows) {
    const { rows: checked } = await q.query<{ problem: string | null }>(
      'SELECT ledger.check_closing($1) AS problem',
      [day],
    );
    const problem = checked[0]?.problem ?? null;
    if (problem !== null) return { ...NOWHERE, problem: `${day}: ${problem}` };
  }
  const kept = new Map(rows.map(({ day, hash }) => [day, hash]));
  for (const [day, hash] of published) {
    if (kept.get(day) === hash) continue;
    const why = kept.has(day) ? 'is not what was published' : 'was published and is missing';
    return { ...NOWHERE, problem: `closing of ${day} ${why}` };
  }
  return undefined;
}
