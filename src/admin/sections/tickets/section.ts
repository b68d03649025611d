import { TICKET_ACTIONS } from './actions.ts';
import { readDesk } from './desk.ts';
import { readTicket } from './ticket.ts';
import { resource, type Section } from '../section.ts';
import { TICKETS, SHOWN_ERRORS, TICKET_MESSAGES } from './source.ts';

/** What users write, and the answers that they get. */
export const tickets: Section = {
  at: import.meta.url,
  pages: [
    {
      name: 'desk',
      label: ['Рабочий стол', 'Tickets desk'],
      menu: 'support',
      subject: 'tickets',
      icon: 'Inbox',
      component: 'Desk',
      read: readDesk,
    },
  ],
  resources: [
    resource({
      source: TICKETS,
      menu: 'support',
      icon: 'MessageCircle',
      title: 'number',
      list: ['number', 'subject', 'status', 'priority', 'user_id', 'owner_name', 'due_at', 'created_at'],
      filter: [
        'number',
        'status',
        'priority',
        'subject',
        'user_id',
        'order_id',
        'has_owner',
        'due_at',
        'created_at',
      ],
      actions: TICKET_ACTIONS,
      page: { component: 'TicketPage', read: readTicket },
    }),
    resource({
      source: SHOWN_ERRORS,
      menu: 'support',
      icon: 'Search',
      title: 'reference',
      list: ['at', 'reference', 'code', 'act', 'user_id', 'order_id'],
      filter: ['reference', 'user_id', 'code', 'at'],
    }),
  ],
  sources: [TICKET_MESSAGES],
};
