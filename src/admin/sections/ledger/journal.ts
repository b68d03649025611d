import { linkedJournals } from '../../../ledger/index.ts';
import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { findShown, rowOf, rowsOf, textOf } from '../../access/rows.ts';
import { BREAKS } from '../breaks/source.ts';
import { DELIVERIES } from '../deliveries/source.ts';
import { PROVIDER_EVENTS } from '../orders/source.ts';
import { releasesOf } from '../suspense/page.ts';
import { LEDGER_ENTRIES, LEDGER_JOURNALS } from './source.ts';

/**
 * A journal with its movements. Each is the entry of the debited account, which names the other account. Also the
 * records to go on to: the provider's answers about its invoice, and the journals that refund, reverse, release or
 * capture it.
 */
export interface JournalView {
  journal: ShownRow;
  lines: ShownRow[];
  linked: ShownRow[];
  events: ShownRow[];
  breaks: ShownRow[];
  releases: ShownRow[];
  /** The deliveries whose stars it set aside, released or gave back. */
  deliveries: ShownRow[];
}

export async function readJournal(access: Access, id: string): Promise<JournalView> {
  const journal = await rowOf(access, LEDGER_JOURNALS, id);
  const invoiceId = textOf(journal, 'invoice_id');
  const originalId = textOf(journal, 'original_id');
  const itAndOriginal = [id, originalId].filter((one) => one !== '');
  const [lines, later, events, breaks, releases, deliveries] = await Promise.all([
    rowsOf(access, LEDGER_ENTRIES, {
      filters: { journal_id: id, side: 'debit' },
      sort: { by: 'position', direction: 'asc' },
      limit: 200,
    }),
    linkedJournals(access.panel.reads, id),
    invoiceId === ''
      ? []
      : rowsOf(access, PROVIDER_EVENTS, { filters: { invoice_id: invoiceId }, limit: 50 }),
    // A release from suspense leads back to the break that put the money there.
    Promise.all(
      itAndOriginal.map((one) => rowsOf(access, BREAKS, { filters: { journal_id: one }, limit: 10 })),
    ),
    releasesOf(access, id),
    Promise.all(
      itAndOriginal.map((one) => rowsOf(access, DELIVERIES, { filters: { hold_journal_id: one }, limit: 1 })),
    ),
  ]);
  const linked = await findShown(
    access,
    LEDGER_JOURNALS,
    later.filter((other) => other !== id),
  );
  return { journal, lines, linked, events, breaks: breaks.flat(), releases, deliveries: deliveries.flat() };
}
