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
    text('correlation_id'),
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
    text('correlation_id'),
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

const PRICE_COLUMNS = [money('price'), money('list_price'), integer('bonus_stars'), text('asset')] as const;

export const packages: Source = {
  id: 'packages',
  subject: 'packages',
  from: 'current_packages',
  idColumn: 'package_id',
  sort: { by: 'stars', direction: 'asc' },
  columns: [
    bigint('package_id', { sortable: true }),
    integer('stars', { sortable: true }),
    ...PRICE_COLUMNS,
    integer('discount', { sql: '((t.list_price - t.price) * 100 / t.list_price)::integer' }),
    boolean('active'),
    integer('version'),
    time('valid_from'),
  ],
};

export const packagePrices: Source = {
  id: 'package_prices',
  subject: 'packages',
  from: `(SELECT v.*, p.stars, s.name AS author FROM package_prices v JOIN packages p ON p.id = v.package_id LEFT JOIN staff s ON s.id = v.created_by)`,
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    integer('stars', { sortable: true }),
    integer('version'),
    ...PRICE_COLUMNS,
    time('valid_from', { sortable: true }),
    text('reason', { match: 'contains' }),
    text('author'),
    time('created_at'),
  ],
};

export const starPrices: Source = {
  id: 'star_prices',
  subject: 'packages',
  from: '(SELECT v.*, s.name AS author FROM star_prices v LEFT JOIN staff s ON s.id = v.created_by)',
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    money('price'),
    text('asset'),
    time('valid_from', { sortable: true }),
    text('reason', { match: 'contains' }),
    text('author'),
    time('created_at'),
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
