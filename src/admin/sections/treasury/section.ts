import { resource, type Section } from '../section.ts';
import { readTreasuryPage } from './page.ts';
import { FLOAT_READINGS, SUPPLIER_QUOTES } from './source.ts';

/** What lies where beside what the ledger says, what stars cost, and what is earned. */
export const treasury: Section = {
  at: import.meta.url,
  pages: [
    {
      name: 'treasury',
      label: ['Казначейство', 'Treasury'],
      menu: 'finance',
      subject: 'treasury',
      icon: 'DollarSign',
      component: 'Treasury',
      read: readTreasuryPage,
    },
  ],
  resources: [
    resource({
      source: FLOAT_READINGS,
      menu: 'finance',
      icon: 'Activity',
      title: 'id',
      list: ['place', 'amount', 'at', 'seen_at'],
      filter: ['place', 'asset', 'at'],
    }),
    resource({
      source: SUPPLIER_QUOTES,
      menu: 'finance',
      icon: 'Tag',
      title: 'id',
      list: ['at', 'supplier', 'stars', 'amount', 'star_cost', 'good_until'],
      filter: ['supplier', 'stars', 'asset', 'at'],
    }),
  ],
};
