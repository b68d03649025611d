import type { Access } from '../panel/panel.ts';
import { readJournal } from './journal.ts';
import { readOrder } from './order.ts';
import { readRefund } from './refund.ts';
import { readTicket } from './ticket.ts';
import { readUser } from './user.ts';

type ReadRecordPage = (
  access: Access,
  id: string,
  query: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

/** What the page of one record shows beyond its columns, by the component that shows it. */
export const RECORD_PAGES: Readonly<Record<string, ReadRecordPage>> = {
  JournalPage: readJournal,
  OrderPage: readOrder,
  RefundPage: readRefund,
  TicketPage: readTicket,
  UserPage: readUser,
};
