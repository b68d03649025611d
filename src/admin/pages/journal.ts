import { linkedJournals } from '../../ledger/index.ts';
import { SOURCES } from '../catalog/index.ts';
import type { Access } from '../panel/panel.ts';
import type { ShownRow } from '../reader/index.ts';
import { findShown, rowOf, rowsOf, textOf } from './rows.ts';
import { releasesOf } from './suspense.ts';

/**
 * A journal with its movements, each as the entry of the account that was debited, which names the other account; and
 * the way on: what the provider said about its invoice, and the journals that refund, reverse or settle it.
 */
export async function readJournal(
  access: Access,
  id: string,
): Promise<{
  journal: ShownRow;
  lines: ShownRow[];
  linked: ShownRow[];
  events: ShownRow[];
  breaks: ShownRow[];
  releases: ShownRow[];
}> {
  const journal = await rowOf(access, SOURCES.ledger_journals, id);
  const invoiceId = textOf(journal, 'invoice_id');
  const originalId = textOf(journal, 'original_id');
  const [lines, later, events, breaks, releases] = await Promise.all([
    rowsOf(access, SOURCES.ledger_entries, {
      filters: { journal_id: id, side: 'debit' },
      sort: { by: 'position', direction: 'asc' },
      limit: 200,
    }),
    linkedJournals(access.panel.reads, id),
    invoiceId === ''
      ? []
      : rowsOf(access, SOURCES.provider_events, { filters: { invoice_id: invoiceId }, limit: 50 }),
    // What is released from suspense leads back to the break that put it there.
    Promise.all(
      [id, originalId]
        .filter((one) => one !== '')
        .map((one) => rowsOf(access, SOURCES.breaks, { filters: { journal_id: one }, limit: 10 })),
    ),
    releasesOf(access, id),
  ]);
  const linked = await findShown(
    access,
    SOURCES.ledger_journals,
    later.filter((other) => other !== id),
  );
  return { journal, lines, linked, events, breaks: breaks.flat(), releases };
}
