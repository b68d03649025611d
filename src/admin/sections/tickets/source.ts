import { referenceOf } from '../../../support/index.ts';
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

export const TICKETS = source({
  id: 'tickets',
  subject: 'tickets',
  from: `(SELECT k.*, s.name AS owner_name, i.number AS merged_number FROM tickets k LEFT JOIN staff s ON s.id = k.owner_id
    LEFT JOIN tickets i ON i.id = k.merged_into)`,
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    bigint('number'),
    time('created_at', { sortable: true }),
    choice('status', ['open', 'waiting_user', 'resolved', 'closed']),
    choice('priority', ['low', 'normal', 'high', 'urgent']),
    choice('subject', ['payment', 'delivery', 'account', 'other']),
    ref('user_id', 'users'),
    ref('order_id', 'orders', 'uuid'),
    bigint('owner_id'),
    text('owner_name'),
    boolean('has_owner', { sql: 't.owner_id IS NOT NULL' }),
    // Absent while no clock runs.
    time('due_at', { sortable: true }),
    time('first_reply_due_at'),
    time('resolution_due_at'),
    time('clock_stopped_at'),
    ref('merged_into', 'tickets', 'uuid'),
    bigint('merged_number'),
    time('updated_at', { sortable: true }),
    time('first_reply_at'),
    time('resolved_at'),
    integer('rating'),
    // The code of the error under which it was begun.
    text('support_code', { typed: referenceOf }),
  ],
});

/** The words of a ticket; read beside it, never listed by themselves. */
export const TICKET_MESSAGES = source({
  id: 'ticket_messages',
  subject: 'tickets',
  from: `(SELECT m.*, s.name AS staff_name, f.number AS merged_number FROM ticket_messages m
    LEFT JOIN staff s ON s.id = m.staff_id LEFT JOIN tickets f ON f.id = m.merged_from)`,
  idColumn: 'id',
  sort: { by: 'seq', direction: 'desc' },
  columns: [
    uuid('id'),
    bigint('seq', { sortable: true }),
    uuid('ticket_id'),
    choice('author', ['user', 'staff', 'system']),
    text('staff_name'),
    // The ticket in which it was written, where that was merged into this one.
    bigint('merged_number'),
    boolean('is_note'),
    choice('kind', ['text', 'photo', 'document', 'other']),
    text('body', { match: 'none' }),
    boolean('has_file', { sql: 't.file_id IS NOT NULL' }),
    text('file_name', { match: 'none' }),
    bigint('file_size'),
    text('media_group_id'),
    // What it said before, without Telegram's handles: a file of an earlier version is asked for by its place.
    json('edits', {
      sql: `(SELECT coalesce(jsonb_agg(e - 'fileId' || jsonb_build_object('hasFile', e ? 'fileId') ORDER BY n), '[]')
        FROM jsonb_array_elements(t.edits) WITH ORDINALITY AS x (e, n))`,
    }),
    time('edited_at'),
    choice('delivery', ['none', 'queued', 'retrying', 'sent', 'failed', 'blocked']),
    integer('delivery_attempts'),
    time('delivery_next_at'),
    text('delivery_error', { match: 'none' }),
    time('created_at'),
  ],
});

/** What users were told had gone wrong, by the code that they quote; with the order of the same act, where it made one. */
export const SHOWN_ERRORS = source({
  id: 'shown_errors',
  subject: 'orders',
  from: `(SELECT e.*, o.id AS order_id FROM shown_errors e LEFT JOIN LATERAL (
    SELECT id FROM orders WHERE user_id = e.user_id AND correlation_id = e.correlation_id LIMIT 1) o ON true)`,
  idColumn: 'id',
  sort: { by: 'at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('at', { sortable: true, sortSql: 't.id' }),
    text('reference', { typed: referenceOf }),
    text('code'),
    text('act'),
    ref('user_id', 'users'),
    ref('order_id', 'orders', 'uuid'),
    text('correlation_id', { match: 'prefix' }),
  ],
});
