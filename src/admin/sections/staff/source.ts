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
import { ACTOR_ROLE_WORDS, LANGUAGE_WORDS, ROLE_WORDS } from '../../words/people.ts';
import { SECURITY_KINDS } from './texts.ts';

/** The people who work here, without their secrets. */
export const STAFF = source({
  id: 'staff',
  names: { many: ['Сотрудники', 'Staff'], one: ['Сотрудник', 'Person'] },
  subject: 'staff',
  // `link_for`: who may take the one-time link for its owner, while there is one.
  from: `(SELECT s.*, (SELECT p.requested_by FROM proposals p WHERE p.staff_id = s.id AND p.status = 'done' AND p.finished_at IS NULL
      AND p.kind IN ('staff_create', 'staff_password', 'staff_totp') AND p.decided_at > now() - interval '7 days'
      ORDER BY p.decided_at LIMIT 1) AS link_for
    FROM (SELECT id, email, name, role, language, totp_confirmed_at, failed_logins, locked_until, disabled_at, created_at FROM staff) s)`,
  idColumn: 'id',
  sort: { by: 'id', direction: 'asc' },
  columns: [
    bigint('id', { sortable: true }),
    text('name', { match: 'contains', sortable: true }),
    text('email', ['Эл. почта', 'E-mail'], { match: 'contains', sortable: true }),
    choice('role', ROLE_WORDS),
    choice('language', LANGUAGE_WORDS),
    boolean('has_totp', ['Второй фактор', 'Second factor'], { sql: 't.totp_confirmed_at IS NOT NULL' }),
    integer('failed_logins', ['Неудачных входов', 'Failed sign-ins']),
    time('locked_until', ['Вход закрыт до', 'Locked until']),
    time('disabled_at', ['Отключён', 'Disabled']),
    time('created_at'),
    ref('link_for', ['Ссылку выдаёт', 'Link is handed on by'], 'staff'),
  ],
});

/** Acts of the back office's people and of the operator. */
export const AUDIT_LOG = source({
  id: 'audit_log',
  names: { many: ['Журнал действий', 'Audit log'], one: ['Запись журнала', 'Audit row'] },
  subject: 'audit_log',
  from: 'audit_log',
  idColumn: 'id',
  sort: { by: 'at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('at', { sortable: true, sortSql: 't.id' }),
    bigint('staff_id', ['Номер сотрудника', 'Staff id']),
    text('staff_name', { says: 'person' }),
    choice('staff_role', ['Роль', 'Role'], ACTOR_ROLE_WORDS),
    text('action', ['Действие', 'Action'], { match: 'prefix', says: 'act' }),
    text('subject_type', ['Над чем', 'On what'], { says: 'section' }),
    text('subject_id'),
    json('before'),
    json('after', ['Стало', 'After']),
    text('ip'),
    text('user_agent', ['Браузер', 'Browser'], { match: 'none' }),
    text('correlation_id', { match: 'prefix' }),
  ],
});

/** Events that look like an attack. */
export const SECURITY_EVENTS = source({
  id: 'security_events',
  names: {
    many: ['События безопасности', 'Security events'],
    one: ['Событие безопасности', 'Security event'],
  },
  subject: 'security_events',
  from: 'security_events',
  idColumn: 'id',
  sort: { by: 'at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('at', { sortable: true, sortSql: 't.id' }),
    text('kind', { words: SECURITY_KINDS }),
    bigint('user_id', { reference: 'users' }),
    text('ip'),
    json('details', ['Подробности', 'Details']),
    text('correlation_id', { match: 'prefix' }),
  ],
});
