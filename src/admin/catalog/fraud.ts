import { RULE_KINDS } from '../../fraud/index.ts';
import { bigint, boolean, choice, integer, json, ref, text, time, uuid, type Source } from './types.ts';

const EFFECTS = ['note', 'hold', 'block'];
const MODES = ['off', 'shadow', 'live'];

/** What rules found, each hit with what explains it. */
export const fraudFlags: Source = {
  id: 'fraud_flags',
  subject: 'fraud_flags',
  from: 'fraud_queue',
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('created_at', { sortable: true }),
    integer('hits', { sortable: true }),
    time('last_at', { sortable: true }),
    choice('status', ['open', 'confirmed', 'dismissed']),
    text('rule_id', { reference: 'fraud_rules' }),
    text('title_ru', { match: 'none' }),
    text('title_en', { match: 'none' }),
    integer('rule_version'),
    choice('mode', ['shadow', 'live']),
    choice('effect', ['none', ...EFFECTS]),
    ref('user_id', 'users'),
    choice('user_status', ['active', 'held', 'blocked']),
    bigint('measured'),
    bigint('limit_value'),
    integer('weight'),
    integer('score'),
    choice('event_kind', ['invoice', 'payment', 'purchase', 'refund', 'address', 'block', 'forgery']),
    text('event_subject'),
    time('event_at'),
    text('ip', { sql: 'host(t.ip)' }),
    json('inputs'),
    text('decided_by_name'),
    time('decided_at'),
    text('note', { match: 'none' }),
    text('correlation_id'),
  ],
};

/** Rules with their version in force, and how often people agreed with it. */
export const fraudRules: Source = {
  id: 'fraud_rules',
  subject: 'fraud_rules',
  from: `(SELECT c.*, p.flags, p.open, p.confirmed, p.dismissed, p.precision_percent::text AS precision_percent, s.name AS author
    FROM fraud_current_rules c JOIN fraud_precision p ON p.rule_id = c.id AND p.version = c.version LEFT JOIN staff s ON s.id = c.created_by)`,
  idColumn: 'id',
  sort: { by: 'id', direction: 'asc' },
  columns: [
    text('id', { match: 'contains', sortable: true }),
    text('title_ru', { match: 'contains' }),
    text('title_en', { match: 'contains' }),
    choice('kind', Object.keys(RULE_KINDS)),
    choice('mode', MODES),
    choice('effect', EFFECTS),
    integer('weight'),
    json('parameters'),
    integer('version'),
    bigint('flags'),
    bigint('open'),
    bigint('confirmed'),
    bigint('dismissed'),
    text('precision_percent', { match: 'none' }),
    text('reason', { match: 'none' }),
    text('author'),
    time('created_at'),
  ],
};

/** Every version of every rule; read beside the rule. */
export const fraudRuleVersions: Source = {
  id: 'fraud_rule_versions',
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
    text('reason', { match: 'none' }),
    text('author'),
    time('created_at'),
  ],
};

/** Exceptions: who is not looked at, and who is always found. */
export const fraudLists: Source = {
  id: 'fraud_list_entries',
  subject: 'fraud_rules',
  from: `(SELECT e.*, a.name AS author, r.name AS removed_by_name FROM fraud_list_entries e
    LEFT JOIN staff a ON a.id = e.created_by LEFT JOIN staff r ON r.id = e.removed_by)`,
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('created_at', { sortable: true }),
    choice('list', ['allow', 'block']),
    ref('user_id', 'users'),
    text('network_address', { sql: 't.network::text' }),
    text('payer_hash', { match: 'exact' }),
    text('note', { match: 'contains' }),
    boolean('in_force', {
      sql: 't.removed_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())',
    }),
    time('expires_at'),
    text('author'),
    time('removed_at'),
    text('removed_by_name'),
  ],
};

/** Rules that are silent for a user until a date. */
export const fraudSnoozes: Source = {
  id: 'fraud_snoozes',
  subject: 'fraud_flags',
  from: '(SELECT z.*, s.name AS author FROM fraud_snoozes z LEFT JOIN staff s ON s.id = z.created_by)',
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('created_at', { sortable: true }),
    text('rule_id', { reference: 'fraud_rules' }),
    ref('user_id', 'users'),
    time('until'),
    text('note', { match: 'none' }),
    text('author'),
  ],
};
