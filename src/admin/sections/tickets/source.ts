import { referenceOf } from '../../../lib/index.ts';
import {
  bigint,
  boolean,
  choice,
  integer,
  json,
  ref,
  text,
  time,
  uuid,
  source,
} from '../../access/source.ts';
import { AUTHORS, DELIVERIES, KINDS, PRIORITIES, STATUSES, SUBJECTS } from './texts.ts';

export const TICKETS = source({
  id: 'tickets',
  names: { many: ['Обращения', 'Tickets'], one: ['Обращение', 'Ticket'] },
  subject: 'tickets',
  from: `(SELECT k.*, s.name AS owner_name, i.number AS merged_number FROM tickets k LEFT JOIN staff s ON s.id = k.owner_id
    LEFT JOIN tickets i ON i.id = k.merged_into)`,
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    bigint('number', ['№', 'No.']),
    time('created_at', { sortable: true }),
    choice('status', STATUSES),
    choice('priority', ['Срочность', 'Priority'], PRIORITIES),
    choice('subject', SUBJECTS),
    ref('user_id', 'users'),
    ref('order_id', 'orders', 'uuid'),
    bigint('owner_id'),
    text('owner_name'),
    boolean('has_owner', ['Взято', 'Has an owner'], { sql: 't.owner_id IS NOT NULL' }),
    // Absent if no clock runs.
    time('due_at', ['Ближайший срок', 'Due next'], { sortable: true }),
    time('first_reply_due_at', ['Ответить до', 'First reply due']),
    time('resolution_due_at', ['Решить до', 'Resolution due']),
    time('clock_stopped_at', ['Часы остановлены с', 'Clock stopped since']),
    ref('merged_into', ['Объединено с', 'Merged into'], 'tickets', 'uuid'),
    bigint('merged_number'),
    time('updated_at', { sortable: true }),
    time('first_reply_at', ['Первый ответ', 'First reply']),
    time('resolved_at'),
    integer('rating', ['Оценка', 'Rating']),
    // The code of the error screen from which it was begun.
    text('support_code', ['Код для поддержки', 'Support code'], { typed: referenceOf }),
  ],
});

/** The messages of a ticket. They are read with it and never have a list of their own. */
export const TICKET_MESSAGES = source({
  id: 'ticket_messages',
  names: { many: ['Сообщения обращений', 'Ticket messages'], one: ['Сообщение', 'Message'] },
  subject: 'tickets',
  from: `(SELECT m.*, s.name AS staff_name, f.number AS merged_number FROM ticket_messages m
    LEFT JOIN staff s ON s.id = m.staff_id LEFT JOIN tickets f ON f.id = m.merged_from)`,
  idColumn: 'id',
  sort: { by: 'seq', direction: 'desc' },
  columns: [
    uuid('id'),
    bigint('seq', ['Порядок', 'Order'], { sortable: true }),
    uuid('ticket_id'),
    choice('author', AUTHORS),
    text('staff_name'),
    // The ticket in which it was written, if that was merged into this one.
    bigint('merged_number'),
    boolean('is_note', ['Заметка для коллег', 'Note for colleagues']),
    choice('kind', KINDS),
    text('body', { match: 'none' }),
    boolean('has_file', ['Есть файл', 'Has a file'], { sql: 't.file_id IS NOT NULL' }),
    text('file_name', ['Имя файла', 'File name'], { match: 'none' }),
    bigint('file_size', ['Размер файла, байт', 'File size, bytes']),
    text('media_group_id', ['Альбом', 'Album']),
    // Earlier versions, without Telegram's file ids. A file of an earlier version is requested by its place.
    json('edits', ['До правок', 'Before edits'], {
      sql: `(SELECT coalesce(jsonb_agg(e - 'fileId' || jsonb_build_object('hasFile', e ? 'fileId') ORDER BY n), '[]')
        FROM jsonb_array_elements(t.edits) WITH ORDINALITY AS x (e, n))`,
    }),
    time('edited_at', ['Исправлено', 'Edited']),
    choice('delivery', ['Доставка', 'Delivery'], DELIVERIES),
    integer('delivery_attempts', ['Попыток доставки', 'Delivery tries']),
    time('delivery_next_at', ['Следующая попытка', 'Next try']),
    text('delivery_error', ['Ошибка доставки', 'Delivery error'], { match: 'none' }),
    time('created_at'),
  ],
});

/**
 * Errors that users were shown, by the code that they quote; with the order of the same act, if it made one. If the code
 * could not be stored while PostgreSQL was away, the count of errors has it.
 */
export const SHOWN_ERRORS = source({
  id: 'shown_errors',
  names: { many: ['Коды для поддержки', 'Support codes'], one: ['Код для поддержки', 'Support code'] },
  subject: 'orders',
  from: `(SELECT e.*, o.id AS order_id FROM (
      SELECT id, at, reference, code, act, user_id, correlation_id FROM shown_errors
      UNION ALL SELECT c.id, c.at, c.reference, g.code, g.place, c.user_id, c.correlation_id
        FROM error_occurrences c JOIN error_groups g ON g.id = c.group_id AND g.door = 'bot' AND NOT c.in_shown) e LEFT JOIN LATERAL (
    SELECT id FROM orders WHERE user_id = e.user_id AND correlation_id = e.correlation_id LIMIT 1) o ON true)`,
  idColumn: 'id',
  sort: { by: 'at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('at', { sortable: true, sortSql: 't.id' }),
    text('reference', ['Код для поддержки', 'Support code'], { typed: referenceOf }),
    text('code', ['Ошибка', 'Error']),
    text('act', ['Что делал', 'What was done']),
    ref('user_id', 'users'),
    ref('order_id', 'orders', 'uuid'),
    text('correlation_id', { match: 'prefix' }),
  ],
});
