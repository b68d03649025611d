import { ROLES } from '../../../staff/index.ts';
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

export const STAFF = source({
  id: 'staff',
  subject: 'staff',
  // `link_for`: who may take the one-time link for its owner, while there is one to take.
  from: `(SELECT s.*, (SELECT p.requested_by FROM proposals p WHERE p.staff_id = s.id AND p.status = 'done' AND p.finished_at IS NULL
      AND p.kind IN ('staff_create', 'staff_password', 'staff_totp') AND p.decided_at > now() - interval '7 days'
      ORDER BY p.decided_at LIMIT 1) AS link_for
    FROM (SELECT id, email, name, role, language, totp_confirmed_at, failed_logins, locked_until, disabled_at, created_at FROM staff) s)`,
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
    ref('link_for', 'staff'),
  ],
});

export const AUDIT_LOG = source({
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
    choice('staff_role', [...ROLES, 'operator']),
    text('action', { match: 'prefix' }),
    text('subject_type'),
    text('subject_id'),
    json('before'),
    json('after'),
    text('ip'),
    text('user_agent', { match: 'none' }),
    text('correlation_id', { match: 'prefix' }),
  ],
});

export const SECURITY_EVENTS = source({
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
});
