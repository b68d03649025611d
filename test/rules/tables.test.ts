import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { PERSONAL_DATA } from '../../src/privacy/personalData.ts';

const SRC = path.resolve(import.meta.dirname, '../../src');

/** Which folder of src writes which tables. Who else needs a change there calls a function of that folder. */
const OWNED: Readonly<Record<string, string>> = {
  backup: 'backups',
  alerts: 'alert_codes alert_receivers alert_silences alert_tells alerts',
  breaks: 'breaks break_events',
  cli: 'second_person_rule',
  errors: 'error_groups error_occurrences',
  delivery: 'deliveries delivery_answers supplier_events',
  fraud: 'fraud_flags fraud_hits fraud_list_entries fraud_rule_versions fraud_rules fraud_snoozes',
  health: 'processes schedules signs',
  notifications: 'notifications',
  payments: 'invoices provider_event_results provider_events',
  proposals: 'proposals staff_places',
  queue: 'outbox',
  reconciliation: 'payment_reports statement_rows sweeps',
  retention: 'retention_runs',
  refunds: 'refund_addresses refund_limits refunds',
  security: 'fraud_events fraud_payers security_events',
  shop: 'orders packages price_changes promo_codes promo_uses',
  staff: 'audit_log login_attempts login_places staff staff_links staff_news_read staff_sessions',
  support: 'chat_topics inbox_messages open_updates shown_errors ticket_messages tickets',
  switches: 'switches',
  treasury: 'float_readings supplier_quotes supply_state treasury_bookings',
  tonWallet: 'ton_incoming ton_payments ton_wallets',
  users: 'users',
};

/** Folders beside the owner: a job is written in one statement with its cause, and marked by those who work it off. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  outbox: ['delivery', 'jobs', 'notifications', 'payments', 'security'],
  delivery_answers: ['privacy'],
  supplier_events: ['privacy'],
  provider_events: ['privacy'],
  invoices: ['privacy'],
  // What names a person is emptied in one place, whatever table it stands in.
  ...Object.fromEntries(
    PERSONAL_DATA.flatMap(({ table, erase }) => (erase === null ? [] : [[table, ['privacy']]])),
  ),
};

/**
 * Names of tables after the words of SQL that write; a lock (`FOR UPDATE OF`) and an upsert (`DO UPDATE SET`) name none.
 * Neither does code that serves any table: keys of sealed columns, restoring a backup.
 */
const WRITES =
  /\b(?:INSERT\s+INTO|DELETE\s+FROM|TRUNCATE|UPDATE(?=\s+\w+(?:\s+AS)?(?:\s+\w+)?\s+SET\b))\s+(?!SET\b)(\w+)/g;

const written = new Map<string, Set<string>>();
for (const file of readdirSync(SRC, { recursive: true, encoding: 'utf8' })) {
  if (!/\.tsx?$/.test(file) || file.endsWith('.test.ts')) continue;
  for (const [, table = ''] of readFileSync(path.join(SRC, file), 'utf8').matchAll(WRITES)) {
    const [folder = ''] = file.split(path.sep);
    written.set(table, (written.get(table) ?? new Set()).add(folder));
  }
}

test.each(
  Object.entries(OWNED).flatMap(([folder, tables]) =>
    tables.split(' ').map((table) => [table, folder] as const),
  ),
)('the table %s, when all SQL in src is read, then its writer is %s', (table, folder) => {
  expect([...(written.get(table) ?? [])].toSorted()).toEqual([folder, ...(ALSO[table] ?? [])].toSorted());
});

test('tables, when all SQL in src is read, then each that is written has an owner', () => {
  const owned = new Set(Object.values(OWNED).flatMap((tables) => tables.split(' ')));
  expect([...written.keys()].filter((table) => !owned.has(table))).toEqual([]);
});
