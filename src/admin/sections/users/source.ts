import { bigint, boolean, choice, text, time, source } from '../../access/source.ts';

const masked = (column: string): string =>
  `CASE WHEN t.${column} IS NOT NULL THEN left(t.${column}, 1) || '•••' END`;

/** Personal data leaves the database masked; the clear columns need the right `open`, which is logged per look. */
export const USERS = source({
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
});
