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
import { EFFECTS, EVENT_KINDS, KINDS, LISTS, MODES } from './texts.ts';

/** What rules found, each hit with what explains it. */
export const FRAUD_FLAGS = source({
  id: 'fraud_flags',
  names: { many: ['Флаги', 'Flags'], one: ['Флаг', 'Flag'] },
  subject: 'fraud_flags',
  from: 'fraud_queue',
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('created_at', { sortable: true }),
    integer('hits', ['Сколько раз', 'Times'], { sortable: true }),
    time('last_at', ['В последний раз', 'Last time'], { sortable: true }),
    choice('status', {
      open: ['открыто', 'open'],
      confirmed: ['подтверждён', 'confirmed'],
      dismissed: ['снят', 'dismissed'],
    }),
    text('rule_id', { reference: 'fraud_rules' }),
    text('title_ru', { match: 'none' }),
    text('title_en', { match: 'none' }),
    integer('rule_version', ['Версия правила', 'Rule version']),
    choice('mode', { shadow: MODES.shadow, live: MODES.live }),
    choice('effect', { none: ['без последствий', 'none'], ...EFFECTS }),
    ref('user_id', 'users'),
    choice('user_status', ['Пользователь сейчас', 'User now'], {
      active: ['активен', 'active'],
      under_review: ['на проверке', 'under review'],
      blocked: ['заблокирован', 'blocked'],
    }),
    bigint('measured', ['Измерено', 'Measured']),
    bigint('limit_value', ['Предел', 'Limit']),
    integer('weight'),
    integer('score', ['Баллы', 'Score']),
    choice('event_kind', ['Событие', 'Event'], EVENT_KINDS),
    text('event_subject', ['Событие', 'Event']),
    time('event_at', ['Случилось', 'Happened']),
    text('ip', { sql: 'host(t.ip)' }),
    json('inputs', ['Из чего измерено', 'Inputs']),
    text('decided_by_name', ['Решил', 'Decided by']),
    time('decided_at'),
    text('note', { match: 'none' }),
    text('correlation_id'),
  ],
});

/** Rules with their version in force, and how often people agreed with it. */
export const FRAUD_RULES = source({
  id: 'fraud_rules',
  names: { many: ['Правила', 'Rules'], one: ['Правило', 'Rule'] },
  subject: 'fraud_rules',
  from: `(SELECT c.*, p.flags, p.open, p.confirmed, p.dismissed, p.precision_percent::text AS precision_percent, s.name AS author
    FROM fraud_current_rules c JOIN fraud_precision p ON p.rule_id = c.id AND p.version = c.version LEFT JOIN staff s ON s.id = c.created_by)`,
  idColumn: 'id',
  sort: { by: 'id', direction: 'asc' },
  columns: [
    text('id', ['Правило', 'Rule'], { match: 'contains', sortable: true }),
    text('title_ru', { match: 'contains' }),
    text('title_en', { match: 'contains' }),
    choice('kind', KINDS),
    choice('mode', MODES),
    choice('effect', EFFECTS),
    integer('weight'),
    json('parameters'),
    integer('version'),
    bigint('flags'),
    bigint('open', ['Открытых', 'Open']),
    bigint('confirmed', ['Подтверждено', 'Confirmed']),
    bigint('dismissed', ['Снято', 'Dismissed']),
    text('precision_percent', { match: 'none' }),
    text('reason', { match: 'none', says: 'reason' }),
    text('author'),
    time('created_at'),
  ],
});

/** Every version of every rule. It is read together with the rule. */
export const FRAUD_RULE_VERSIONS = source({
  id: 'fraud_rule_versions',
  names: { many: ['Версии правил', 'Rule versions'], one: ['Версия правила', 'Rule version'] },
  subject: 'fraud_rules',
  from: `(SELECT v.rule_id || ':' || v.version AS id, v.*, p.flags, p.precision_percent::text AS precision_percent, s.name AS author
    FROM fraud_rule_versions v JOIN fraud_precision p ON p.rule_id = v.rule_id AND p.version = v.version LEFT JOIN staff s ON s.id = v.created_by)`,
  idColumn: 'id',
  sort: { by: 'version', direction: 'desc' },
  columns: [
    text('id'),
    text('rule_id'),
    integer('version', { sortable: true }),
    choice('mode', MODES),
    choice('effect', EFFECTS),
    integer('weight'),
    json('parameters'),
    bigint('flags'),
    text('precision_percent', { match: 'none' }),
    text('reason', { match: 'none', says: 'reason' }),
    text('author'),
    time('created_at'),
  ],
});

/** Exceptions: subjects that rules never look at, and subjects that they always find. */
export const FRAUD_LIST_ENTRIES = source({
  id: 'fraud_list_entries',
  names: { many: ['Списки', 'Lists'], one: ['Запись списка', 'List entry'] },
  subject: 'fraud_rules',
  from: `(SELECT e.*, a.name AS author, r.name AS removed_by_name FROM fraud_list_entries e
    LEFT JOIN staff a ON a.id = e.created_by LEFT JOIN staff r ON r.id = e.removed_by)`,
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('created_at', { sortable: true }),
    choice('list', ['Список', 'List'], LISTS),
    ref('user_id', 'users'),
    text('network_address', ['Сеть', 'Network'], { sql: 't.network::text' }),
    text('payer_hash', ['Отпечаток кошелька', 'Wallet hash'], { match: 'exact' }),
    text('recipient_hash', ['Отпечаток получателя', 'Recipient hash'], { match: 'exact' }),
    text('note', { match: 'contains' }),
    boolean('in_force', ['Действует', 'In force'], {
      sql: 't.removed_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())',
    }),
    time('expires_at'),
    text('author'),
    time('removed_at', ['Убрано', 'Removed']),
    text('removed_by_name', ['Кто убрал', 'Removed by']),
  ],
});

/** Rules that are silent for a user until a date. */
export const FRAUD_SNOOZES = source({
  id: 'fraud_snoozes',
  names: { many: ['Отложенные правила', 'Snoozes'], one: ['Отложенное правило', 'Snooze'] },
  subject: 'fraud_flags',
  from: '(SELECT z.*, s.name AS author FROM fraud_snoozes z LEFT JOIN staff s ON s.id = z.created_by)',
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('created_at', { sortable: true }),
    text('rule_id', { reference: 'fraud_rules' }),
    ref('user_id', 'users'),
    time('until', ['До', 'Until']),
    text('note', { match: 'none' }),
    text('author'),
  ],
});
