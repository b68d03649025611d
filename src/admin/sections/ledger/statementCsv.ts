import { stableEnd, statement } from '../../../ledger/index.ts';
import { csvFormOf, csvLine, formatAmount } from '../../../lib/index.ts';
import { refOf } from './account.ts';
import type { Period } from '../../access/period.ts';
import { rowOf } from '../../access/rows.ts';
import type { Access } from '../../access/panel.ts';
import { LEDGER_ACCOUNTS } from './source.ts';

const PAGE = 1000;
const COLUMNS = [
  'recorded_at',
  'effective_at',
  'kind',
  'reason',
  'other',
  'amount',
  'balance',
  'asset',
  'journal_id',
  'line',
] as const;

/**
 * The statement of an account over a period as CSV, page by page, as it was at the time of the request. Errors:
 * FORBIDDEN, ACCOUNT_UNKNOWN, LEDGER_BUSY.
 */
export async function* statementCsv(access: Access, id: string, period: Period): AsyncGenerator<string> {
  const { work, style } = access.panel;
  const form = csvFormOf(access.staff.language);
  const ref = refOf(await rowOf(access, LEDGER_ACCOUNTS, id));
  const shown = (amount: bigint): string =>
    formatAmount(amount, { code: ref.asset, exponent: style.exponent(ref.asset) });
  yield csvLine(COLUMNS, form);
  const { at } = await stableEnd(work);
  const to = period.to < at ? period.to : at;
  let cursor: string | undefined;
  do {
    const page = await statement(work, ref, { from: period.from, to, cursor, limit: PAGE });
    for (const line of page.lines)
      yield csvLine(
        [
          line.recordedAt.toISOString(),
          line.effectiveAt.toISOString(),
          line.kind,
          line.reason,
          line.other,
          shown(line.amount),
          shown(line.balance),
          ref.asset,
          line.journalId,
          String(line.line),
        ],
        form,
      );
    cursor = page.next;
  } while (cursor !== undefined);
}
