import { STAFF_ACTIONS } from './actions.ts';
import { resource, type Section } from '../section.ts';
import { STAFF, AUDIT_LOG, SECURITY_EVENTS } from './source.ts';

/** The people who work here, and what they did. */
export const staff: Section = {
  at: import.meta.url,
  resources: [
    resource({
      source: STAFF,
      menu: 'control',
      icon: 'UserCheck',
      title: 'name',
      list: ['name', 'email', 'role', 'has_totp', 'locked_until', 'disabled_at'],
      filter: ['name', 'email', 'role'],
      actions: STAFF_ACTIONS,
    }),
    resource({
      source: AUDIT_LOG,
      menu: 'control',
      icon: 'Eye',
      title: 'action',
      list: ['at', 'staff_name', 'staff_role', 'action', 'subject_type', 'subject_id', 'ip'],
      filter: ['staff_id', 'action', 'subject_type', 'subject_id', 'at', 'correlation_id'],
      // `after` shows both sides.
      hidden: ['before'],
    }),
    resource({
      source: SECURITY_EVENTS,
      menu: 'control',
      icon: 'AlertTriangle',
      title: 'kind',
      list: ['at', 'kind', 'user_id', 'ip', 'details'],
      filter: ['kind', 'user_id', 'ip', 'at'],
    }),
  ],
};
