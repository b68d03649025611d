import { bigint, choice, json, money, ref, source, text, time, uuid } from '../../access/source.ts';
import { CLASSES } from './classes.ts';
import { AGES, FINDERS, RESOLUTIONS, STATUSES, SWEEP_ERRORS, SWEEP_STATUSES } from './texts.ts';

/** Differences between the provider and us, with how long each has been open. */
export const BREAKS = source({
  id: 'breaks',
  names: { many: ['Расхождения', 'Breaks'], one: ['Расхождение', 'Break'] },
  subject: 'breaks',
  from: 'break_list',
  idColumn: 'id',
  sort: { by: 'opened_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('opened_at', ['Открыто', 'Opened'], { sortable: true }),
    choice('class', CLASSES),
    choice('status', STATUSES),
    choice('age', AGES),
    money('amount'),
    text('asset'),
    choice('found_by', ['Кто нашёл', 'Found by'], FINDERS, { sql: 't.source' }),
    ref('order_id', 'orders', 'uuid'),
    ref('invoice_id', 'invoices', 'uuid'),
    ref('user_id', 'users'),
    text('provider_uuid'),
    bigint('owner_id'),
    text('owner_name'),
    text('remark', { match: 'contains' }),
    choice('resolution', ['Как решено', 'Resolution'], RESOLUTIONS),
    text('resolved_by', ['Кто решил', 'Resolved by'], { says: 'actor' }),
    time('resolved_at'),
    ref('journal_id', 'ledger_journals', 'uuid'),
    time('found_at', ['Найдено последний раз', 'Last found'], { sql: 't.seen_at' }),
    time('subject_at', ['Счёт создан', 'Invoice made']),
    json('detail'),
  ],
});

/** Runs over the provider's list. */
export const SWEEPS = source({
  id: 'sweeps',
  names: { many: ['Сверки', 'Sweeps'], one: ['Сверка', 'Sweep'] },
  subject: 'breaks',
  from: 'sweeps',
  idColumn: 'id',
  sort: { by: 'started_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('started_at', { sortable: true }),
    time('finished_at', ['Закончена', 'Finished']),
    choice('status', SWEEP_STATUSES),
    time('from_at', ['С', 'From']),
    time('to_at', ['По', 'To']),
    bigint('provider_rows', ['Строк у системы', 'Provider rows']),
    bigint('our_rows', ['Наших строк', 'Our rows']),
    bigint('matched', ['Совпало', 'Matched']),
    bigint('healed', ['Исправлено само', 'Healed']),
    bigint('opened', ['Открыто', 'Opened']),
    bigint('closed', ['Закрыто', 'Closed']),
    text('started_by', ['Кто начал', 'Started by'], { says: 'actor' }),
    text('error', { match: 'none', words: SWEEP_ERRORS }),
  ],
});
