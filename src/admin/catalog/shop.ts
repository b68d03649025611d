import { ORDER_KINDS, ORDER_STATUSES } from '../../shop/index.ts';
import {
  bigint,
  boolean,
  choice,
  integer,
  json,
  money,
  ref,
  text,
  time,
  uuid,
  type Source,
} from './types.ts';

export const orders: Source = {
  id: 'orders',
  subject: 'orders',
  from: 'orders',
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('created_at', { sortable: true }),
    ref('user_id', 'users'),
    choice('kind', ORDER_KINDS),
    choice('status', ORDER_STATUSES),
    integer('stars'),
    integer('bonus_stars'),
    money('amount'),
    text('asset'),
    bigint('package_price_id'),
    bigint('star_price_id'),
    time('paid_at'),
    time('updated_at'),
    ref('journal_id', 'ledger_journals', 'uuid'),
    text('correlation_id', { match: 'prefix' }),
  ],
};

export const invoices: Source = {
  id: 'invoices',
  subject: 'invoices',
  from: 'invoices',
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('created_at', { sortable: true }),
    ref('order_id', 'orders', 'uuid'),
    text('status'),
    boolean('is_final'),
    money('amount'),
    money('received'),
    money('booked'),
    money('credited'),
    money('fee'),
    text('asset'),
    text('provider'),
    text('provider_order_id'),
    text('provider_uuid'),
    text('url', { match: 'none' }),
    time('expires_at'),
    time('checked_at'),
    integer('checks'),
    time('next_check_at'),
    ref('journal_id', 'ledger_journals', 'uuid'),
    json('facts'),
    time('updated_at'),
  ],
};

export const providerEvents: Source = {
  id: 'provider_events',
  subject: 'provider_events',
  from: `(SELECT e.*, r.outcome, r.detail, r.journal_id, r.processed_at, i.id AS invoice_id, i.order_id
    FROM provider_events e LEFT JOIN provider_event_results r ON r.event_id = e.id
    LEFT JOIN invoices i ON i.provider_order_id = e.provider_order_id)`,
  idColumn: 'id',
  sort: { by: 'received_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('received_at', { sortable: true }),
    choice('source', ['webhook', 'poll', 'sweep']),
    text('status'),
    text('outcome'),
    text('detail', { match: 'none' }),
    text('provider_uuid'),
    text('provider_order_id'),
    ref('order_id', 'orders', 'uuid'),
    ref('invoice_id', 'invoices', 'uuid'),
    ref('journal_id', 'ledger_journals', 'uuid'),
    text('signature_form'),
    time('processed_at'),
    text('ip'),
    text('body', { match: 'none' }),
    text('correlation_id', { match: 'prefix' }),
  ],
};

export const notifications: Source = {
  id: 'notifications',
  subject: 'notifications',
  from: 'notifications',
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('created_at', { sortable: true }),
    ref('user_id', 'users'),
    text('kind'),
    text('subject_id'),
    choice('state', ['queued', 'sent', 'failed', 'blocked', 'muted']),
    text('error', { match: 'none' }),
    time('sent_at'),
    json('data'),
  ],
};

/** Answers that people wait for; of what was asked only its place in the log is told. */
export const owedAnswers: Source = {
  id: 'owed_answers',
  subject: 'notifications',
  from: `(SELECT o.update_id, o.taken_at, o.correlation_id, u.id AS user_id,
    CASE WHEN o.set_aside_at IS NOT NULL THEN 'aside' WHEN o.waits_for_return THEN 'blocked' ELSE 'queued' END AS state
    FROM open_updates o LEFT JOIN users u ON u.telegram_id = o.telegram_id)`,
  idColumn: 'update_id',
  sort: { by: 'taken_at', direction: 'desc' },
  columns: [
    bigint('update_id'),
    time('taken_at', { sortable: true }),
    ref('user_id', 'users'),
    choice('state', ['queued', 'aside', 'blocked']),
    text('correlation_id', { match: 'prefix' }),
  ],
};

export const switches: Source = {
  id: 'switches',
  subject: 'switches',
  from: '(SELECT w.*, s.name AS changed_by_name FROM switches w LEFT JOIN staff s ON s.id = w.changed_by)',
  idColumn: 'name',
  sort: { by: 'name', direction: 'asc' },
  columns: [
    choice('name', ['sell', 'topup', 'refund', 'tickets'], { sortable: true }),
    boolean('enabled'),
    text('note', { match: 'none' }),
    text('changed_by_name'),
    time('changed_at'),
  ],
};
