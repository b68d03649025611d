import { BREAK_ACTIONS } from './actions.ts';
import { readBreak } from './page.ts';
import { readReport } from './report.ts';
import { resource, type Section } from '../section.ts';
import { BREAKS, SWEEPS } from './source.ts';

/** Differences with the provider, and the report of what came. */
export const breaks: Section = {
  at: import.meta.url,
  pages: [
    {
      name: 'report',
      label: ['Отчёт по платежам', 'Payment report'],
      menu: 'finance',
      subject: 'breaks',
      icon: 'FileText',
      component: 'Report',
      read: readReport,
    },
  ],
  resources: [
    resource({
      source: BREAKS,
      menu: 'finance',
      icon: 'AlertOctagon',
      title: 'class',
      list: ['opened_at', 'class', 'age', 'status', 'amount', 'user_id', 'owner_name'],
      filter: [
        'status',
        'class',
        'age',
        'owner_name',
        'order_id',
        'invoice_id',
        'provider_uuid',
        'opened_at',
      ],
      actions: BREAK_ACTIONS,
      page: { component: 'BreakPage', read: readBreak },
    }),
    resource({
      source: SWEEPS,
      menu: 'finance',
      icon: 'Repeat',
      title: 'started_at',
      list: ['started_at', 'status', 'from_at', 'to_at', 'our_rows', 'matched', 'healed', 'opened'],
      filter: ['status', 'started_at'],
    }),
  ],
};
