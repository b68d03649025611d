import { resource, type Section } from '../section.ts';
import { PROMO_ACTIONS } from './actions.ts';
import { PROMO_CODES, PROMO_USES } from './source.ts';

/** Promo codes: what each gives, how often it was used, and what it cost. */
export const promo: Section = {
  at: import.meta.url,
  resources: [
    resource({
      source: PROMO_CODES,
      menu: 'shop',
      icon: 'Tag',
      title: 'code',
      list: [
        'code',
        'standing',
        'kind',
        'percent',
        'gives',
        'used',
        'held',
        'cost',
        'budget',
        'budget_left',
        'valid_until',
      ],
      filter: ['code', 'standing', 'kind', 'first_only', 'note'],
      actions: PROMO_ACTIONS,
    }),
    resource({
      source: PROMO_USES,
      menu: 'shop',
      icon: 'Activity',
      title: 'code',
      list: ['created_at', 'code', 'user_id', 'order_id', 'state', 'cost'],
      filter: ['code', 'user_id', 'order_id', 'state', 'created_at'],
    }),
  ],
};
