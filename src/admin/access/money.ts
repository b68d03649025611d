import type { AccountRef, JournalLine } from '../../ledger/index.ts';
import { moneyText, type MoneyStyle } from './reader/index.ts';

/** One side of a movement: the kind of account, and the user who owns it. */
interface Side {
  readonly kind: string;
  readonly user: string | null;
}
/** A movement that is not in the ledger yet, as a person reads it. */
export interface PlannedLine {
  readonly debit: Side;
  readonly credit: Side;
  readonly amount: string;
}

export function showLines(style: MoneyStyle, lines: readonly JournalLine[]): PlannedLine[] {
  return lines.map(({ debit, credit, amount }) => ({
    debit: sideOf(debit),
    credit: sideOf(credit),
    amount: moneyText(style, amount, debit.asset),
  }));
}

function sideOf(account: AccountRef): Side {
  return 'house' in account
    ? { kind: account.house, user: null }
    : { kind: account.account, user: account.user.toString() };
}
