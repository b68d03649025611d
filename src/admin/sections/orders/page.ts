import { AppError } from '../../../lib/index.ts';
import { sentenceOf, truthOf, type TruthInvoice } from '../../../payments/index.ts';
import type { Access } from '../../access/panel.ts';
import { findRows, listRows, moneyText, type ShownRow } from '../../access/reader/index.ts';
import { rowOf, rowsOf, textOf } from '../../access/rows.ts';
import { withUserName } from '../users/names.ts';
import { LEDGER_ENTRIES, LEDGER_JOURNALS } from '../ledger/source.ts';
import { INVOICES, NOTIFICATIONS, ORDERS, PROVIDER_EVENTS } from './source.ts';
import { DELIVERIES, DELIVERY_EVENTS } from '../deliveries/source.ts';
import { ADJUSTMENTS, REFUNDS } from '../refunds/source.ts';
import { TICKETS, TICKET_MESSAGES } from '../tickets/source.ts';
import { readOrderMargin, type OrderMargin } from '../treasury/margins.ts';
import type { What } from './texts.ts';

/** One thing that happened to an order. `row` is the record behind it, `resource` is the place to open it. */
export interface TimelineItem {
  readonly at: string;
  readonly what: What;
  readonly resource: string;
  readonly id: string;
  readonly row: ShownRow;
  /** Movements of a journal. */
  readonly lines?: readonly ShownRow[];
}

export interface OrderView {
  readonly order: ShownRow;
  readonly said: Said;
  /** Null: not delivered, not known, or not for this person. */
  readonly margin: OrderMargin | null;
  readonly timeline: readonly TimelineItem[];
}

const MOST = 100;

/** What the user reads about the payment, in both languages. */
type Said = Readonly<Record<'ru' | 'en', string>>;

/** Made from the rows that the person may see, by the function that also makes the bot's screens. */
async function sayOrder({ panel, ability }: Access, id: string): Promise<Said> {
  const { reads, app, style } = panel;
  const [[order], [invoice]] = await Promise.all([
    findRows(reads, { ability, source: ORDERS }, [id]),
    listRows(reads, { ability, source: INVOICES }, { filters: { order_id: id }, limit: 1 }),
  ]);
  if (!order) throw new AppError('FORBIDDEN');
  const truth = truthOf({
    order: order as unknown as Parameters<typeof truthOf>[0]['order'],
    invoice: invoice && invoiceOf(invoice),
    now: app.clock.now(),
  });
  const isTopup = order['kind'] === 'topup';
  const money = (minor: bigint): string => moneyText(style, minor, String(order['asset']));
  return {
    ru: sentenceOf(truth, { language: 'ru', isTopup, money }),
    en: sentenceOf(truth, { language: 'en', isTopup, money }),
  };
}

function invoiceOf(row: Record<string, unknown>): TruthInvoice {
  return { ...row, expiresAt: row['expires_at'], checkedAt: row['checked_at'] } as unknown as TruthInvoice;
}

/** An order with everything that happened to it, as one timeline. Each part is limited to what the person may see. */
export async function readOrder(access: Access, id: string): Promise<OrderView> {
  const order = await withUserName(access, await rowOf(access, ORDERS, id));
  const [invoices, journals, tickets, refunds, adjustments, deliveries] = await Promise.all([
    rowsOf(access, INVOICES, { filters: { order_id: id }, limit: MOST }),
    rowsOf(access, LEDGER_JOURNALS, { filters: { order_id: id }, limit: MOST }),
    rowsOf(access, TICKETS, { filters: { order_id: id }, limit: MOST }),
    rowsOf(access, REFUNDS, { filters: { order_id: id }, limit: MOST }),
    rowsOf(access, ADJUSTMENTS, { filters: { order_id: id }, limit: MOST }),
    rowsOf(access, DELIVERIES, { filters: { order_id: id }, limit: MOST }),
  ]);
  const subjects = [
    id,
    ...[...invoices, ...refunds, ...adjustments, ...deliveries].map((row) => textOf(row, 'id')),
  ];
  const [events, messages, ticketMessages, lines, deliverySteps] = await Promise.all([
    each(invoices, (invoice) =>
      rowsOf(access, PROVIDER_EVENTS, {
        filters: { provider_order_id: textOf(invoice, 'provider_order_id') },
        limit: MOST,
      }),
    ),
    each(subjects, (subject) =>
      rowsOf(access, NOTIFICATIONS, { filters: { subject_id: subject }, limit: MOST }),
    ),
    each(tickets, (ticket) =>
      rowsOf(access, TICKET_MESSAGES, { filters: { ticket_id: textOf(ticket, 'id') }, limit: MOST }),
    ),
    each(journals, (journal) =>
      rowsOf(access, LEDGER_ENTRIES, {
        filters: { journal_id: textOf(journal, 'journal_id') },
        sort: { by: 'position', direction: 'asc' },
        limit: MOST,
      }),
    ),
    each(deliveries, (delivery) =>
      rowsOf(access, DELIVERY_EVENTS, { filters: { delivery_id: textOf(delivery, 'id') }, limit: MOST }),
    ),
  ]);
  const timeline: TimelineItem[] = [
    item('created', 'orders', order, 'created_at'),
    ...invoices.map((row) => item('invoice', 'invoices', row, 'created_at')),
    ...events.map((row) => item('event', 'provider_events', row, 'received_at')),
    ...journals.map((row) => ({
      ...item('journal', 'ledger_journals', row, 'recorded_at'),
      lines: lines.filter((line) => line['journal_id'] === row['journal_id'] && line['side'] === 'debit'),
    })),
    ...messages.map((row) => item('message', 'notifications', row, 'created_at')),
    ...refunds.map((row) => item('refund', 'refunds', row, 'created_at')),
    ...adjustments.map((row) => item('adjustment', 'adjustments', row, 'created_at')),
    ...deliverySteps.map((row) => item('delivery', 'deliveries', row, 'at')),
    ...tickets.map((row) => item('ticket', 'tickets', row, 'created_at')),
    ...ticketMessages.map((row) => item('ticketMessage', 'tickets', row, 'created_at')),
  ];
  const [said, margin] = await Promise.all([sayOrder(access, id), readOrderMargin(access, id)]);
  return { order, said, margin, timeline: timeline.toSorted((a, b) => a.at.localeCompare(b.at)) };
}

/** Columns that name the record to open, if it is not the row itself. */
const IDS: Readonly<Partial<Record<What, string>>> = {
  ticketMessage: 'ticket_id',
  journal: 'journal_id',
  delivery: 'delivery_id',
};

function item(what: What, resource: string, row: ShownRow, time: string): TimelineItem {
  return { at: textOf(row, time), what, resource, id: textOf(row, IDS[what] ?? 'id'), row };
}

async function each<T>(items: readonly T[], read: (item: T) => Promise<ShownRow[]>): Promise<ShownRow[]> {
  return (await Promise.all(items.map(read))).flat();
}
