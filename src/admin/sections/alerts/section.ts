import { resource, type Section } from '../section.ts';
import { ALERT_STEPS, CHAT_STEPS } from './actions.ts';
import { readMyAlerts } from './mine.ts';
import { readAlert } from './page.ts';
import { ALERTS } from './source.ts';
import { TEXTS } from './texts.ts';

/** What needs a person, and who is told about it. */
export const alerts: Section = {
  at: import.meta.url,
  pages: [
    {
      name: 'myAlerts',
      label: TEXTS.mine,
      menu: 'control',
      subject: 'alerts',
      icon: 'Bell',
      component: 'MyAlerts',
      read: readMyAlerts,
      actions: CHAT_STEPS,
    },
  ],
  resources: [
    resource({
      source: ALERTS,
      menu: 'control',
      icon: 'AlertTriangle',
      title: 'kind',
      list: ['raised_at', 'severity', 'kind', 'subject', 'state', 'taker', 'returns', 'ended_at'],
      filter: ['is_open', 'state', 'severity', 'kind', 'subject', 'area', 'taker', 'raised_at', 'ended_at'],
      actions: ALERT_STEPS,
      page: { component: 'AlertPage', read: readAlert },
    }),
  ],
};
