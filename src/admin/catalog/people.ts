import { ROLES } from '../../staff/index.ts';
import { bigint, boolean, choice, integer, json, text, time, uuid, type Source } from './types.ts';

const masked = (column: string): string =>
  `CASE WHEN t.${column} IS NOT NULL THEN left(t.${column}, 1) || '•••' END`;

/** Personal data leaves the database masked; the clear columns need the right `open`, which is logged per look. */
export const users: Source = {
  id: 'users',
  subject: 'users',
  from: 'users',
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    text('name', { sql: `concat_ws(' ', ${masked('first_name')}, ${masked('last_name')})`, match: 'none' }),
    text('handle', {
      sql: `CASE WHEN t.username IS NOT NULL THEN '@' || left(t.username, 2) || '•••' END`,
      match: 'none',
    }),
    text('telegram', {
      sql: `CASE WHEN t.telegram_id IS NOT NULL THEN '•••' || right(t.telegram_id::text, 3) END`,
      match: 'none',
    }),
    bigint('telegram_id', { needs: 'open' }),
    text('username', { needs: 'open' }),
    text('first_name', { needs: 'open', match: 'none' }),
    text('last_name', { needs: 'open', match: 'none' }),
    choice('language', ['ru', 'en']),
    choice('status', ['active', 'held', 'blocked']),
    text('status_reason', { match: 'none' }),
    boolean('bot_blocked', { sql: 't.bot_blocked_at IS NOT NULL' }),
    time('bot_blocked_at'),
    boolean('notifications'),
    bigint('referred_by', { reference: 'users' }),
    time('created_at', { sortable: true }),
    time('seen_at'),
    time('deleted_at'),
  ],
};

export const staff: Source = {
  id: 'staff',
  subject: 'staff',
  from: 'staff',
  idColumn: 'id',
  sort: { by: 'id', direction: 'asc' },
  columns: [
    bigint('id', { sortable: true }),
    text('name', { match: 'contains', sortable: true }),
    text('email', { match: 'contains', sortable: true }),
    choice('role', ROLES),
    choice('language', ['ru', 'en']),
    boolean('has_totp', { sql: 't.totp_confirmed_at IS NOT NULL' }),
    integer('failed_logins'),
    time('locked_until'),
    time('disabled_at'),
    time('created_at'),
  ],
};

export const auditLog: Source = {
  id: 'audit_log',
  subject: 'audit_log',
  from: 'audit_log',
  idColumn: 'id',
  sort: { by: 'at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('at', { sortable: true, sortSql: 't.id' }),
    bigint('staff_id'),
    text('staff_name'),
    choice('staff_role', ROLES),
    text('action', { match: 'prefix' }),
    text('subject_type'),
    text('subject_id'),
    json('before'),
    json('after'),
    text('ip'),
    text('user_agent', { match: 'none' }),
    text('correlation_id', { match: 'prefix' }),
  ],
};

export const securityEvents: Source = {
  id: 'security_events',
  subject: 'security_events',
  from: 'security_events',
  idColumn: 'id',
  sort: { by: 'at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('at', { sortable: true, sortSql: 't.id' }),
    text('kind'),
    bigint('user_id', { reference: 'users' }),
    text('ip'),
    json('details'),
    text('correlation_id', { match: 'prefix' }),
  ],
};
