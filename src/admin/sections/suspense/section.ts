import { RELEASE_ACTIONS } from './actions.ts';
import { readSuspense } from './page.ts';
import { resource, type Section } from '../section.ts';
import { SUSPENSE } from './source.ts';

/** Money without a known owner. */
export const suspense: Section = {
  at: import.meta.url,
  resources: [
    resource({
      source: SUSPENSE,
      menu: 'finance',
      icon: 'HelpCircle',
      title: 'journal_id',
      list: ['recorded_at', 'age', 'put', 'lies', 'left', 'class', 'provider_uuid', 'order_id'],
      filter: ['status', 'age', 'class', 'provider_uuid', 'order_id', 'user_id', 'recorded_at'],
      actions: RELEASE_ACTIONS,
      page: { component: 'SuspensePage', read: readSuspense },
    }),
  ],
};
