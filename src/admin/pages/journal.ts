import { SOURCES } from '../catalog/index.ts';
import type { Access } from '../panel/panel.ts';
import type { ShownRow } from '../reader/index.ts';
import { rowOf, rowsOf } from './rows.ts';

/** A journal with its movements: each as the entry of the account that was debited, which names the other account. */
export async function readJournal(
  access: Access,
  id: string,
): Promise<{ journal: ShownRow; lines: ShownRow[] }> {
  const journal = await rowOf(access, SOURCES.ledger_journals, id);
  const filters = { journal_id: id, side: 'debit' };
  const lines = await rowsOf(access, SOURCES.ledger_entries, {
    filters,
    sort: { by: 'position', direction: 'asc' },
    limit: 200,
  });
  return { journal, lines };
}
