import type { Subject } from '../abilities/index.ts';
import { breaks, sweeps } from './breaks.ts';
import { fraudFlags, fraudLists, fraudRules, fraudRuleVersions, fraudSnoozes } from './fraud.ts';
import { ledgerAccounts, ledgerEntries, ledgerJournals } from './ledger.ts';
import { auditLog, securityEvents, staff, users } from './people.ts';
import { packagePrices, packages, priceChanges, starPrices } from './prices.ts';
import { breakChanges, fraudChanges, limitChanges, staffChanges } from './proposals.ts';
import { adjustments, refundLimits, refunds, suspense } from './refunds.ts';
import { invoices, notifications, orders, owedAnswers, providerEvents, switches } from './shop.ts';
import { cannedReplies, faq, shownErrors, ticketMessages, tickets } from './support.ts';
import type { Source } from './types.ts';

export { partsOf } from './ledger.ts';
export type { Column, ColumnType, Source } from './types.ts';

/** Everything that the back office can read, by name. */
export const SOURCES = {
  users,
  orders,
  invoices,
  provider_events: providerEvents,
  notifications,
  owed_answers: owedAnswers,
  tickets,
  ticket_messages: ticketMessages,
  canned_replies: cannedReplies,
  faq,
  shown_errors: shownErrors,
  packages,
  package_prices: packagePrices,
  star_prices: starPrices,
  price_changes: priceChanges,
  refunds,
  adjustments,
  suspense,
  refund_limits: refundLimits,
  breaks,
  sweeps,
  fraud_flags: fraudFlags,
  fraud_rules: fraudRules,
  fraud_rule_versions: fraudRuleVersions,
  fraud_list_entries: fraudLists,
  fraud_snoozes: fraudSnoozes,
  ledger_accounts: ledgerAccounts,
  ledger_journals: ledgerJournals,
  ledger_entries: ledgerEntries,
  staff_changes: staffChanges,
  limit_changes: limitChanges,
  fraud_changes: fraudChanges,
  break_changes: breakChanges,
  switches,
  staff,
  audit_log: auditLog,
  security_events: securityEvents,
} as const satisfies Record<string, Source>;
export type SourceId = keyof typeof SOURCES;

/** Names of all columns that belong to a subject, over all its tables. */
export function columnsOf(subject: Subject): string[] {
  const columns = Object.values<Source>(SOURCES)
    .filter((source) => source.subject === subject)
    .flatMap((source) => source.columns);
  return [...new Set(columns.map((column) => column.name))];
}
