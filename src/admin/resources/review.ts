import { BREAK_ACTIONS } from '../actions/breaks.ts';
import { FLAG_ACTIONS } from '../actions/fraudFlags.ts';
import { LIST_ACTIONS, RULE_ACTIONS } from '../actions/fraudRules.ts';
import { SOURCES } from '../catalog/index.ts';
import type { ResourceView } from './types.ts';

/** What finance looks through: differences with the provider, and what fraud rules found. */
export const REVIEW_VIEWS: readonly ResourceView[] = [
  {
    source: SOURCES.breaks,
    menu: 'finance',
    icon: 'AlertOctagon',
    title: 'class',
    list: ['opened_at', 'class', 'age', 'status', 'amount', 'user_id', 'owner_name', 'remark'],
    filter: ['status', 'class', 'age', 'owner_name', 'order_id', 'invoice_id', 'provider_uuid', 'opened_at'],
    actions: BREAK_ACTIONS,
    page: 'BreakPage',
  },
  {
    source: SOURCES.sweeps,
    menu: 'finance',
    icon: 'Repeat',
    title: 'started_at',
    list: ['started_at', 'status', 'from_at', 'to_at', 'our_rows', 'matched', 'healed', 'opened'],
    filter: ['status', 'started_at'],
  },
  {
    source: SOURCES.fraud_flags,
    menu: 'fraud',
    icon: 'Flag',
    title: 'rule_id',
    list: [
      'created_at',
      'rule_id',
      'status',
      'effect',
      'score',
      'user_id',
      'measured',
      'limit_value',
      'hits',
    ],
    filter: ['status', 'mode', 'effect', 'rule_id', 'user_id', 'event_kind', 'event_subject', 'created_at'],
    actions: FLAG_ACTIONS,
    page: 'FlagPage',
  },
  {
    source: SOURCES.fraud_rules,
    menu: 'fraud',
    icon: 'Shield',
    title: 'id',
    list: [
      'id',
      'mode',
      'effect',
      'weight',
      'version',
      'open',
      'confirmed',
      'dismissed',
      'precision_percent',
    ],
    filter: ['id', 'mode', 'effect', 'kind'],
    actions: RULE_ACTIONS,
    page: 'RulePage',
  },
  {
    source: SOURCES.fraud_list_entries,
    menu: 'fraud',
    icon: 'List',
    title: 'id',
    list: ['created_at', 'list', 'user_id', 'network_address', 'payer_hash', 'in_force', 'note', 'author'],
    filter: ['list', 'user_id', 'in_force', 'note'],
    actions: LIST_ACTIONS,
  },
  {
    source: SOURCES.fraud_snoozes,
    menu: 'fraud',
    icon: 'BellOff',
    title: 'id',
    list: ['created_at', 'rule_id', 'user_id', 'until', 'note', 'author'],
    filter: ['rule_id', 'user_id', 'created_at'],
  },
];
