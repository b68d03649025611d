import { AppError } from '../../../lib/index.ts';
import { findRefund, plannedLines } from '../../../refunds/index.ts';
import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { showLines, type PlannedLine } from '../../access/money.ts';
import { rowOf, rowsOf, textOf } from '../../access/rows.ts';
import { LEDGER_ENTRIES, LEDGER_JOURNALS } from '../ledger/source.ts';
import { INVOICES, NOTIFICATIONS, PROVIDER_EVENTS } from '../orders/source.ts';
import { ADJUSTMENTS, REFUNDS } from './source.ts';
import { USERS } from '../users/source.ts';

/** One step of a refund, with the name of the person who took it. */
interface TrailStep {
  readonly at: string;
  readonly actor: string;
  readonly name: string | null;
  readonly to: string;
  readonly error: string | null;
  readonly remark: string;
}

/** A refund or an adjustment with everything that belongs to it. Each part is limited to what the person may see. */
export interface RefundView {
  refund: ShownRow;
  user: ShownRow | undefined;
  trail: TrailStep[];
  /** The planned posting. Empty after the posting. */
  planned: PlannedLine[];
  journals: { journal: ShownRow; lines: ShownRow[] }[];
  events: ShownRow[];
  messages: ShownRow[];
  isOwn: boolean;
}

const MOST = 50;

export async function readRefund(access: Access, id: string): Promise<RefundView> {
  const { panel, staff } = access;
  const known = await findRefund({ db: panel.reads }, id);
  if (!known) throw new AppError('FORBIDDEN');
  const refund = await rowOf(access, known.kind === 'refund' ? REFUNDS : ADJUSTMENTS, id);
  const [users, trail, journals, invoice, messages] = await Promise.all([
    rowsOf(access, USERS, { filters: { id: textOf(refund, 'user_id') }, limit: 1 }),
    readTrail(access, id),
    rowsOf(access, LEDGER_JOURNALS, {
      filters: { refund_id: id },
      sort: { by: 'position', direction: 'asc' },
      limit: MOST,
    }),
    known.invoiceId === null ? [] : rowsOf(access, INVOICES, { filters: { id: known.invoiceId }, limit: 1 }),
    rowsOf(access, NOTIFICATIONS, { filters: { subject_id: id }, limit: MOST }),
  ]);
  const name = textOf(invoice[0], 'provider_order_id');
  const [events, lines] = await Promise.all([
    name === '' ? [] : rowsOf(access, PROVIDER_EVENTS, { filters: { provider_order_id: name }, limit: MOST }),
    Promise.all(
      journals.map((journal) =>
        rowsOf(access, LEDGER_ENTRIES, {
          filters: { journal_id: textOf(journal, 'journal_id'), side: 'debit' },
          sort: { by: 'position', direction: 'asc' },
          limit: MOST,
        }),
      ),
    ),
  ]);
  return {
    refund,
    user: users[0],
    trail,
    planned: showLines(panel.style, plannedLines(known)),
    journals: journals.map((journal, index) => ({ journal, lines: lines[index] ?? [] })),
    events: events.filter((event) => textOf(event, 'status').startsWith('refund')),
    messages: messages.toReversed(),
    isOwn: known.requestedBy === staff.id,
  };
}

/** The person sees the refund, so its steps may be shown. */
async function readTrail({ panel }: Access, id: string): Promise<TrailStep[]> {
  const { rows } = await panel.reads.query<Omit<TrailStep, 'at'> & { at: Date }>(
    `SELECT e.at, e.actor, s.name, e.to_status AS "to", e.error, e.remark FROM refund_events e
     LEFT JOIN staff s ON e.actor = 'staff:' || s.id WHERE e.refund_id = $1 ORDER BY e.id`,
    [id],
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
