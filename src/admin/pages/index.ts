import type { Access } from '../panel/panel.ts';
import { readAccount } from './account.ts';
import { readBreak } from './break.ts';
import { readFlag } from './flag.ts';
import { readJournal } from './journal.ts';
import { readOrder } from './order.ts';
import { readPackage, readPriceChange } from './priceChange.ts';
import { readProposal } from './proposal.ts';
import { readRefund } from './refund.ts';
import { readRule } from './rule.ts';
import { readSuspense } from './suspense.ts';
import { readTicket } from './ticket.ts';
import { readUser } from './user.ts';

type ReadRecordPage = (
  access: Access,
  id: string,
  query: Readonly<Record<string, unknown>>,
) => Promise<unknown>;

/** What the page of one record shows beyond its columns, by the component that shows it. */
export const RECORD_PAGES: Readonly<Record<string, ReadRecordPage>> = {
  AccountPage: readAccount,
  BreakPage: readBreak,
  FlagPage: readFlag,
  JournalPage: readJournal,
  OrderPage: readOrder,
  PackagePage: readPackage,
  PriceChangePage: readPriceChange,
  ProposalPage: readProposal,
  RefundPage: readRefund,
  RulePage: readRule,
  SuspensePage: readSuspense,
  TicketPage: readTicket,
  UserPage: readUser,
};
