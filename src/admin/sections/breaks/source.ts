import { BREAK_CLASSES } from '../../../payments/index.ts';
import { RESOLUTIONS } from '../../../reconciliation/index.ts';
import { bigint, choice, json, money, ref, text, time, uuid, source } from '../../access/source.ts';

/** Differences between the provider and us, with how long each stands. */
export const BREAKS = source({
  id: 'breaks',
  subject: 'breaks',
  from: 'break_list',
  idColumn: 'id',
  sort: { by: 'opened_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('opened_at', { sortable: true }),
    choice('class', BREAK_CLASSES),
    choice('status', ['open', 'resolved']),
    choice('age', ['0-1 h', '1-24 h', '1-3 d', 'older']),
    money('amount'),
    text('asset'),
    choice('found_by', ['sweep', 'settlement'], { sql: 't.source' }),
    ref('order_id', 'orders', 'uuid'),
    ref('invoice_id', 'invoices', 'uuid'),
    ref('user_id', 'users'),
    text('provider_uuid'),
    bigint('owner_id'),
    text('owner_name'),
    text('remark', { match: 'contains' }),
    choice('resolution', ['healed', ...RESOLUTIONS]),
    text('resolved_by'),
    time('resolved_at'),
    ref('journal_id', 'ledger_journals', 'uuid'),
    time('found_at', { sql: 't.seen_at' }),
    time('subject_at'),
    json('detail'),
  ],
});

/** Runs over the provider's list. */
export const SWEEPS = source({
  id: 'sweeps',
  subject: 'breaks',
  from: 'sweeps',
  idColumn: 'id',
  sort: { by: 'started_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('started_at', { sortable: true }),
    time('finished_at'),
    choice('status', ['running', 'done', 'failed']),
    time('from_at'),
    time('to_at'),
    bigint('provider_rows'),
    bigint('our_rows'),
    bigint('matched'),
    bigint('healed'),
    bigint('opened'),
    bigint('closed'),
    text('started_by'),
    text('error', { match: 'none' }),
  ],
});
