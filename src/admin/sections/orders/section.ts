import { ORDER_REFUND_ACTIONS } from '../refunds/refundRequests.ts';
import { recheckOrder } from './actions.ts';
import { answerOwed, sendMessageAgain } from './messages.ts';
import { readOrder } from './page.ts';
import { resource, type Section } from '../section.ts';
import { INVOICES, NOTIFICATIONS, ORDERS, OWED_ANSWERS, PROVIDER_EVENTS } from './source.ts';

/** Orders, and what the provider and the bot said about them. */
export const orders: Section = {
  at: import.meta.url,
  resources: [
    resource({
      source: ORDERS,
      menu: 'shop',
      icon: 'ShoppingBag',
      title: 'id',
      list: ['created_at', 'kind', 'status', 'stars', 'amount', 'user_id', 'id'],
      filter: ['id', 'user_id', 'kind', 'status', 'created_at', 'correlation_id'],
      actions: [recheckOrder, ...ORDER_REFUND_ACTIONS],
      page: { component: 'OrderPage', read: readOrder },
    }),
    resource({
      source: INVOICES,
      menu: 'shop',
      icon: 'FileText',
      title: 'id',
      list: ['created_at', 'status', 'amount', 'received', 'fee', 'order_id', 'expires_at'],
      filter: ['id', 'order_id', 'status', 'is_final', 'provider_uuid', 'provider_order_id', 'created_at'],
    }),
    resource({
      source: PROVIDER_EVENTS,
      menu: 'shop',
      icon: 'Radio',
      title: 'status',
      list: ['received_at', 'source', 'status', 'outcome', 'order_id', 'journal_id', 'processed_at'],
      filter: [
        'source',
        'status',
        'outcome',
        'order_id',
        'invoice_id',
        'provider_uuid',
        'provider_order_id',
        'received_at',
      ],
    }),
    resource({
      source: NOTIFICATIONS,
      menu: 'shop',
      icon: 'Bell',
      title: 'kind',
      list: ['created_at', 'kind', 'state', 'user_id', 'sent_at', 'error'],
      filter: ['user_id', 'kind', 'state', 'subject_id', 'created_at'],
      actions: [sendMessageAgain],
    }),
    resource({
      source: OWED_ANSWERS,
      menu: 'support',
      icon: 'CornerUpLeft',
      title: 'update_id',
      list: ['taken_at', 'state', 'user_id', 'correlation_id'],
      filter: ['state', 'user_id', 'correlation_id', 'taken_at'],
      actions: [answerOwed],
    }),
  ],
};
