import {
  PACKAGE_ACTIONS,
  PACKAGE_PRICE_ACTIONS,
  PRICE_CHANGE_ACTIONS,
  STAR_PRICE_ACTIONS,
} from './actions.ts';
import { offerPackage, withdrawPackage } from './offers.ts';
import { readPackage, readPriceChange } from './page.ts';
import { resource, type Section } from '../section.ts';
import { PACKAGES, STAR_PRICES, PRICE_CHANGES, PACKAGE_PRICES } from './source.ts';

/** What is sold at which price, past and future prices, and requested changes. */
export const prices: Section = {
  at: import.meta.url,
  resources: [
    resource({
      source: PACKAGES,
      menu: 'shop',
      icon: 'Package',
      title: 'stars',
      list: [
        'stars',
        'price',
        'list_price',
        'discount',
        'bonus_stars',
        'cost',
        'margin',
        'cost_at',
        'active',
        'valid_from',
        'valid_until',
        'waiting',
      ],
      filter: ['stars', 'active'],
      actions: [...PACKAGE_ACTIONS, offerPackage, withdrawPackage],
      page: { component: 'PackagePage', read: readPackage },
    }),
    resource({
      source: STAR_PRICES,
      menu: 'shop',
      icon: 'Star',
      title: 'id',
      list: ['price_state', 'price', 'against', 'valid_from', 'valid_until', 'author', 'approver', 'reason'],
      filter: ['price_state', 'valid_from', 'author', 'approver'],
      actions: STAR_PRICE_ACTIONS,
    }),
    resource({
      source: PRICE_CHANGES,
      menu: 'shop',
      icon: 'GitPullRequest',
      title: 'id',
      list: [
        'id',
        'status',
        'price_of',
        'stars',
        'price',
        'bonus_stars',
        'valid_from',
        'requester',
        'decider',
        'reason',
      ],
      filter: ['status', 'price_of', 'stars', 'requester', 'decider', 'is_outdated', 'reason'],
      actions: PRICE_CHANGE_ACTIONS,
      page: { component: 'PriceChangePage', read: readPriceChange },
    }),
    resource({
      source: PACKAGE_PRICES,
      menu: 'shop',
      icon: 'Clock',
      title: 'id',
      list: [
        'stars',
        'version',
        'price_state',
        'price',
        'against',
        'bonus_stars',
        'valid_from',
        'valid_until',
        'author',
        'approver',
      ],
      filter: ['stars', 'price_state', 'author', 'approver', 'valid_from', 'reason'],
      actions: PACKAGE_PRICE_ACTIONS,
    }),
  ],
};
