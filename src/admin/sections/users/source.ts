import { bigint, boolean, choice, text, time, source } from '../../access/source.ts';
import { LANGUAGES, PERSONAL, STATUSES } from './texts.ts';

const masked = (column: string): string =>
  `CASE WHEN t.${column} IS NOT NULL THEN left(t.${column}, 1) || '•••' END`;

/** Personal data leave the database masked. The clear columns need the right `open`, and each look is logged. */
export const USERS = source({
  id: 'users',
  names: { many: ['Пользователи', 'Users'], one: ['Пользователь', 'User'] },
  subject: 'users',
  from: 'users',
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    bigint('id', { sortable: true }),
    text('name', { sql: `concat_ws(' ', ${masked('first_name')}, ${masked('last_name')})`, match: 'none' }),
    text('handle', ['Ник', 'Handle'], {
      sql: `CASE WHEN t.username IS NOT NULL THEN '@' || left(t.username, 2) || '•••' END`,
      match: 'none',
    }),
    text('telegram', ['Telegram', 'Telegram'], {
      sql: `CASE WHEN t.telegram_id IS NOT NULL THEN '•••' || right(t.telegram_id::text, 3) END`,
      match: 'none',
    }),
    bigint('telegram_id', PERSONAL.telegram_id, { needs: 'open' }),
    text('username', PERSONAL.username, { needs: 'open' }),
    text('first_name', PERSONAL.first_name, { needs: 'open', match: 'none' }),
    text('last_name', PERSONAL.last_name, { needs: 'open', match: 'none' }),
    choice('language', LANGUAGES),
    choice('status', STATUSES),
    text('status_reason', ['Причина', 'Reason'], { match: 'none' }),
    boolean('bot_blocked', ['Заблокировал бота', 'Blocked the bot'], { sql: 't.bot_blocked_at IS NOT NULL' }),
    time('bot_blocked_at', ['Когда заблокировал бота', 'Blocked the bot at']),
    boolean('notifications', ['Уведомления', 'Notifications']),
    bigint('referred_by', ['Кто привёл', 'Referred by'], { reference: 'users' }),
    time('created_at', { sortable: true }),
    time('seen_at', ['Последний визит', 'Last seen']),
    time('deleted_at', ['Удалён', 'Deleted']),
  ],
});
