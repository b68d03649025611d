import { FLAG_ACTIONS } from './flagActions.ts';
import { readFlag } from './flag.ts';
import { readRule } from './rule.ts';
import { RULE_ACTIONS } from './ruleActions.ts';
import { LIST_ACTIONS } from './listActions.ts';
import { resource, type Section } from '../section.ts';
import {
  FRAUD_FLAGS,
  FRAUD_RULES,
  FRAUD_LIST_ENTRIES,
  FRAUD_SNOOZES,
  FRAUD_RULE_VERSIONS,
} from './source.ts';

/** What fraud rules found, and the rules themselves. */
export const fraud: Section = {
  at: import.meta.url,
  resources: [
    resource({
      source: FRAUD_FLAGS,
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
      page: { component: 'FlagPage', read: readFlag },
    }),
    resource({
      source: FRAUD_RULES,
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
      page: { component: 'RulePage', read: readRule },
    }),
    resource({
      source: FRAUD_LIST_ENTRIES,
      menu: 'fraud',
      icon: 'List',
      title: 'id',
      list: [
        'created_at',
        'list',
        'user_id',
        'network_address',
        'payer_hash',
        'recipient_hash',
        'in_force',
        'note',
        'author',
      ],
      filter: ['list', 'user_id', 'in_force', 'note'],
      actions: LIST_ACTIONS,
    }),
    resource({
      source: FRAUD_SNOOZES,
      menu: 'fraud',
      icon: 'BellOff',
      title: 'id',
      list: ['created_at', 'rule_id', 'user_id', 'until', 'note', 'author'],
      filter: ['rule_id', 'user_id', 'created_at'],
    }),
  ],
  sources: [FRAUD_RULE_VERSIONS],
};
