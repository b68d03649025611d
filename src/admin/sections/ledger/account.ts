import {
  balanceAt,
  HOUSE_ACCOUNTS,
  statement,
  USER_ACCOUNTS,
  type AccountRef,
  type StatementLine,
} from '../../../ledger/index.ts';
import { AppError } from '../../../lib/index.ts';
import type { Access } from '../../access/panel.ts';
import { readPeriod } from '../../access/period.ts';
import { moneyText, type ShownRow } from '../../access/reader/index.ts';
import { rowOf, textOf } from '../../access/rows.ts';
import { withUserName } from '../users/names.ts';
import { LEDGER_ACCOUNTS, partsOf } from './source.ts';

/** One line of a statement as a person reads it. */
export interface ShownLine {
  readonly id: string;
  readonly at: string;
  readonly journalId: string;
  readonly kind: string;
  readonly reason: string;
  readonly other: string;
  readonly amount: string;
  readonly isIn: boolean;
  readonly balance: string;
}

export interface AccountView {
  account: ShownRow;
  /** The parts of an account of the house that were ever used. None for a user's account. */
  parts: { part: number; balance: string; entries: string }[];
  from: string;
  to: string;
  opening: string;
  closing: string;
  lines: ShownLine[];
  next: string | null;
  mayExport: boolean;
}

const PAGE = 50;

/** An account with its statement of a period: `from`, `to` and `cursor` of the query. */
export async function readAccount(
  access: Access,
  id: string,
  query: Readonly<Record<string, unknown>>,
): Promise<AccountView> {
  const { panel, ability } = access;
  const account = await withUserName(access, await rowOf(access, LEDGER_ACCOUNTS, id));
  const ref = refOf(account);
  const period = readPeriod(query, panel.app.clock.now());
  const cursor = typeof query['cursor'] === 'string' ? query['cursor'] : undefined;
  const [page, closing, parts] = await Promise.all([
    statement(panel.reads, ref, { ...period, cursor, limit: PAGE }),
    balanceAt(panel.reads, ref, period.to),
    'house' in ref ? readParts(access, id) : [],
  ]);
  const shown = (amount: bigint): string => moneyText(panel.style, amount, ref.asset);
  return {
    account,
    parts: parts.map(({ part, balance, entries }) => ({
      part,
      balance: shown(balance),
      entries: entries.toString(),
    })),
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    opening: shown(page.opening),
    closing: shown(closing),
    lines: page.lines.map((line) => showLine(line, shown)),
    next: page.next ?? null,
    mayExport: ability.can('export', 'ledger'),
  };
}

/** The caller has checked the right to the account. */
async function readParts(
  { panel }: Access,
  id: string,
): Promise<{ part: number; balance: bigint; entries: bigint }[]> {
  const { rows } = await panel.reads.query<{ part: number; balance: bigint; entries: bigint }>(
    `SELECT shard + 1 AS part, balance, seq AS entries FROM ledger.balances
     WHERE account_id = ANY($1::bigint[]) AND seq > 0 ORDER BY shard`,
    [partsOf(id)],
  );
  return rows;
}

function showLine(line: StatementLine, shown: (amount: bigint) => string): ShownLine {
  return {
    id: `${line.journalId}:${line.line}`,
    at: line.recordedAt.toISOString(),
    journalId: line.journalId,
    kind: line.kind,
    reason: line.reason,
    other: line.other,
    amount: shown(line.amount),
    isIn: line.amount >= 0n,
    balance: shown(line.balance),
  };
}

/** The ledger's own reference to this account. */
export function refOf(account: ShownRow): AccountRef {
  const asset = textOf(account, 'asset');
  const kind = textOf(account, 'kind');
  const user = textOf(account, 'user_id');
  const own = USER_ACCOUNTS.find((known) => known === kind);
  const house = HOUSE_ACCOUNTS.find((known) => known === kind);
  if (user !== '' && own) return { user: BigInt(user), account: own, asset };
  if (user === '' && house) return { house, asset };
  throw new AppError('ACCOUNT_UNKNOWN');
}
