/**
 * All places of a person's data, as data: each table with a user, how its rows are shown to the person (`$1` is the
 * user id) and how they are erased. `erase: null` keeps the rows: they name nobody after the row in `users` is emptied.
 * A test compares this list with the database, so that no new table is forgotten.
 */
export interface PersonalTable {
  readonly table: string;
  /** Name of the part in the exported document. Null: the table is left out. */
  readonly part: string | null;
  readonly select: string | null;
  readonly erase: string | null;
}

export const PERSONAL_DATA: readonly PersonalTable[] = [
  {
    table: 'users',
    part: 'profile',
    select: `SELECT id, telegram_id, username, first_name, last_name, language, notifications, status, created_at, seen_at
      FROM users WHERE id = $1`,
    erase: `UPDATE users SET telegram_id = NULL, username = NULL, first_name = NULL, last_name = NULL, status_reason = NULL,
      notifications = false, deleted_at = now() WHERE id = $1`,
  },
  {
    table: 'orders',
    part: 'orders',
    select: `SELECT id, kind, status, asset, amount, stars, bonus_stars, journal_id, created_at, paid_at
      FROM orders WHERE user_id = $1 ORDER BY created_at, id`,
    // Raw webhooks have the wallet of the payer. The events stay, so that no payment counts twice.
    erase: `WITH asked AS (SELECT i.id, i.provider_uuid FROM invoices i JOIN orders o ON o.id = i.order_id WHERE o.user_id = $1),
        raw AS (UPDATE provider_events e SET body = '', ip = NULL FROM asked
          WHERE e.provider_uuid = asked.provider_uuid AND (e.body <> '' OR e.ip IS NOT NULL)),
        facts AS (UPDATE invoices i SET facts = i.facts - '{txid,from,payer}'::text[] FROM asked
          WHERE i.id = asked.id AND i.facts ?| '{txid,from,payer}'::text[])
      UPDATE orders SET chat_message_id = NULL WHERE user_id = $1 AND chat_message_id IS NOT NULL`,
  },
  {
    table: 'tickets',
    part: 'tickets',
    select: `SELECT id, number, subject, status, order_id, created_at, resolved_at, rating
      FROM tickets WHERE user_id = $1 ORDER BY created_at`,
    erase: `UPDATE tickets SET status = 'closed', clock_stopped_at = coalesce(clock_stopped_at, now()), updated_at = now()
      WHERE user_id = $1 AND status <> 'closed'`,
  },
  {
    table: 'ticket_messages',
    part: 'ticketMessages',
    select: `SELECT ticket_id, author, kind, body, file_name, edits, created_at
      FROM ticket_messages WHERE user_id = $1 AND NOT is_note ORDER BY seq`,
    // Texts of staff may quote the person, so the whole conversation is erased.
    erase: `UPDATE ticket_messages SET body = '', file_id = NULL, file_unique_id = NULL, file_name = NULL, edits = '[]',
      telegram_message_id = NULL, media_group_id = NULL WHERE user_id = $1`,
  },
  {
    table: 'inbox_messages',
    part: 'keptMessages',
    select: `SELECT kind, body, file_name, kept_at FROM inbox_messages WHERE user_id = $1 ORDER BY telegram_message_id`,
    erase: 'DELETE FROM inbox_messages WHERE user_id = $1',
  },
  {
    table: 'notifications',
    part: 'notifications',
    select: `SELECT kind, state, created_at, sent_at FROM notifications WHERE user_id = $1 ORDER BY created_at`,
    erase: `UPDATE notifications SET data = '{}', telegram_message_id = NULL,
      state = CASE WHEN state = 'queued' THEN 'muted' ELSE state END WHERE user_id = $1`,
  },
  {
    table: 'refunds',
    part: 'refunds',
    select: `SELECT id, kind, status, order_id, destination, direction, asset, amount, stars, bonus_stars, network, currency,
      address_hint, created_at FROM refunds WHERE user_id = $1 ORDER BY created_at`,
    // A refund under way must still arrive, so its address stays.
    erase: `UPDATE refunds SET candidate_sealed = NULL, address_hint = NULL,
      address_sealed = CASE WHEN status IN (SELECT from_status FROM refund_transitions) THEN address_sealed END WHERE user_id = $1`,
  },
  {
    table: 'deliveries',
    part: 'deliveries',
    select: `SELECT id, order_id, status, stars, recipient, is_self, note, proof, created_at, updated_at
      FROM deliveries WHERE user_id = $1 ORDER BY created_at, id`,
    // Nobody can delete the account while a delivery is under way.
    erase: `WITH said AS (UPDATE delivery_answers SET raw = '' WHERE delivery_id IN (SELECT id FROM deliveries WHERE user_id = $1)),
        reported AS (UPDATE supplier_events e SET body = '' FROM deliveries d
          WHERE d.user_id = $1 AND d.supplier = e.supplier AND d.supplier_ref = e.ref)
      UPDATE deliveries SET recipient = NULL, recipient_name = NULL, note = NULL, recipient_token = NULL, body = NULL
      WHERE user_id = $1`,
  },
  {
    table: 'promo_uses',
    part: 'promoCodes',
    select: `SELECT c.code, u.order_id, u.state, u.created_at FROM promo_uses u JOIN promo_codes c ON c.id = u.code_id
      WHERE u.user_id = $1 ORDER BY u.created_at`,
    erase: null,
  },
  { table: 'chat_topics', part: null, select: null, erase: 'DELETE FROM chat_topics WHERE user_id = $1' },
  // Updates that still need an answer, also the goodbye. Each row is deleted with its answer.
  { table: 'open_updates', part: null, select: null, erase: null },
  {
    table: 'refund_addresses',
    part: 'refundAddresses',
    select: `SELECT refund_id, confirmed_at, ready_at, taken_back_at FROM refund_addresses WHERE user_id = $1 ORDER BY id`,
    erase: 'UPDATE refund_addresses SET address_sealed = NULL WHERE user_id = $1',
  },
  // Codes and acts, without names.
  {
    table: 'shown_errors',
    part: 'shownErrors',
    select: 'SELECT reference, code, act, at FROM shown_errors WHERE user_id = $1 ORDER BY at',
    erase: null,
  },
  {
    table: 'error_occurrences',
    part: null,
    select: null,
    erase: 'UPDATE error_occurrences SET user_id = NULL WHERE user_id = $1',
  },
  { table: 'security_events', part: null, select: null, erase: null },
  // Data that protects the shop stays: ids, amounts and keyed hashes, which name nobody.
  // The hashes of the accounts that the person sent stars to are erased.
  {
    table: 'fraud_events',
    part: null,
    select: null,
    erase: `UPDATE fraud_events SET recipient_hashes = '{}' WHERE kind = 'delivery' AND user_id = $1`,
  },
  { table: 'fraud_payers', part: null, select: null, erase: null },
  { table: 'fraud_flags', part: null, select: null, erase: null },
  { table: 'fraud_snoozes', part: null, select: null, erase: null },
  { table: 'fraud_list_entries', part: null, select: null, erase: null },
];
