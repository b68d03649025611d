import { statement } from '../../ledger/index.ts';
import { csvLine, formatAmount } from '../../lib/index.ts';
import { SOURCES } from '../catalog/index.ts';
import { refOf } from '../pages/account.ts';
import type { Period } from '../pages/period.ts';
import { rowOf } from '../pages/rows.ts';
import type { Access } from '../panel/panel.ts';

const PAGE = 1000;

/** The statement of an account over a period as CSV, page by page. Errors: FORBIDDEN, ACCOUNT_UNKNOWN. */
export async function* statementCsv(access: Access, id: string, period: Period): AsyncGenerator<string> {
  const { reads, style } = access.panel;
  const ref = refOf(await rowOf(access, SOURCES.ledger_accounts, id));
  const shown = (amount: bigint): string =>
    formatAmount(amount, { code: ref.asset, exponent: style.exponent(ref.asset) });
  yield csvLine([
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
  ]);
  let cursor: string | undefined;
  do {
    const page = await statement(reads, ref, { ...period, cursor, limit: PAGE });
    for (const line of page.lines)
      yield csvLine([
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
      ]);
    cursor = page.next;
  } while (cursor !== undefined);
}
