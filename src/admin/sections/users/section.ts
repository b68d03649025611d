import { USER_ADJUSTMENT_ACTIONS } from '../refunds/adjustmentRequests.ts';
import { blockUser, reviewUser, openUser, freeUser } from './actions.ts';
import { readUser } from './page.ts';
import { resource, type Section } from '../section.ts';
import { USERS } from './source.ts';

/** The people who buy. */
export const users: Section = {
  at: import.meta.url,
  resources: [
    resource({
      source: USERS,
      menu: 'support',
      icon: 'Users',
      title: 'name',
      list: ['id', 'name', 'handle', 'telegram', 'status', 'language', 'bot_blocked', 'created_at'],
      filter: ['id', 'username', 'telegram_id', 'status', 'language', 'bot_blocked', 'created_at'],
      actions: [openUser, reviewUser, blockUser, freeUser, ...USER_ADJUSTMENT_ACTIONS],
      page: { component: 'UserPage', read: readUser },
    }),
  ],
};
