import { resource, type Section } from '../section.ts';
import { ERROR_STEPS } from './actions.ts';
import { readErrors } from './page.ts';
import { ERROR_GROUPS, ERROR_OCCURRENCES } from './source.ts';

/** What went wrong in the product: counted, and as single cases. */
export const errors: Section = {
  at: import.meta.url,
  resources: [
    resource({
      source: ERROR_GROUPS,
      menu: 'control',
      icon: 'AlertOctagon',
      title: 'code',
      list: ['last_at', 'state', 'code', 'door', 'place', 'version', 'count'],
      filter: ['is_open', 'state', 'code', 'door', 'place', 'version', 'last_at', 'first_at'],
      actions: ERROR_STEPS,
      page: { component: 'ErrorPage', read: readErrors },
    }),
    resource({
      source: ERROR_OCCURRENCES,
      menu: 'control',
      icon: 'Search',
      title: 'reference',
      list: ['at', 'reference', 'code', 'door', 'place', 'user_id', 'order_id'],
      filter: [
        'reference',
        'correlation_id',
        'user_id',
        'order_id',
        'code',
        'door',
        'place',
        'version',
        'at',
      ],
    }),
  ],
};
