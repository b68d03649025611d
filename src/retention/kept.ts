import type { Words } from './policy.ts';

/** Tables without an end of their own, by the reason. A test compares them with the database. */
export const KEPT: readonly { readonly why: Words; readonly tables: string }[] = [
  {
    why: ['навсегда: учёт денег', 'for ever: the ledger'],
    tables: `ledger.account ledger.account_event ledger.account_kind ledger.asset ledger.backdated ledger.balance ledger.block
      ledger.checkpoint ledger.closing ledger.closing_balance ledger.derived ledger.horizon ledger.journal_link
      ledger.publication ledger.transfer`,
  },
  {
    why: [
      'навсегда: заказы и деньги; имена стираются вместе с человеком',
      'for ever: orders and money; names are erased with the person',
    ],
    tables: `users orders invoices provider_event_results refunds refund_addresses refund_events deliveries
      delivery_events breaks break_events payment_reports statement_rows ton_incoming ton_payments ton_payment_events
      ton_wallets treasury_bookings supply_events shop_coin promo_uses`,
  },
  {
    why: ['навсегда: кто что решил', 'for ever: who decided what'],
    tables: `audit_log proposals staff staff_links staff_places login_places second_person_rule refund_limits package_prices
      star_prices price_changes price_change_events fraud_rules fraud_rule_versions fraud_flags fraud_snoozes
      fraud_list_entries fraud_payers promo_codes`,
  },
  {
    why: ['пока человек не удалит свои данные', 'until the person deletes their data'],
    tables: 'tickets ticket_messages chat_topics',
  },
  {
    why: [
      'пока нужно: мало строк, они меняются на месте',
      'while it is needed: few rows that change in place',
    ],
    tables: `alert_receivers alert_silences canned_replies delivery_transitions faq packages refund_transitions retention_runs
      schedules signs staff_news_read supply_state switches ton_payment_transitions`,
  },
  {
    why: ['чистит своя функция: дни или месяцы', 'cleaned by their own feature: days or months'],
    tables: 'backups inbox_messages login_attempts open_updates processes staff_sessions',
  },
  {
    why: ['вместе со своей записью', 'together with the row that they belong to'],
    tables: 'alert_tells error_occurrences',
  },
];
