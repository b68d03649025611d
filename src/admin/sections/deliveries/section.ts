import { DELIVERY_ACTIONS } from './actions.ts';
import { readHand, takeNext } from './hand.ts';
import { readDelivery } from './page.ts';
import { resource, type Section } from '../section.ts';
import { DELIVERIES, DELIVERY_ANSWERS, DELIVERY_EVENTS, SUPPLIER_EVENTS } from './source.ts';
import { QUEUE } from './texts.ts';

/** Stars on their way to Telegram accounts. */
export const deliveries: Section = {
  at: import.meta.url,
  pages: [
    {
      name: 'send',
      label: QUEUE.title,
      menu: 'shop',
      subject: 'deliveries',
      right: 'send',
      icon: 'Send',
      component: 'SendByHand',
      read: readHand,
      actions: [takeNext],
    },
  ],
  resources: [
    resource({
      source: DELIVERIES,
      menu: 'shop',
      icon: 'Truck',
      title: 'id',
      list: ['created_at', 'status', 'needs_person', 'stars', 'sent_to', 'user_id', 'supplier', 'age'],
      filter: [
        'id',
        'status',
        'needs_person',
        'by_hand',
        'age',
        'supplier',
        'recipient',
        'user_id',
        'order_id',
        'supplier_ref',
        'error',
        'claimer',
        'created_at',
        'correlation_id',
      ],
      actions: DELIVERY_ACTIONS,
      page: { component: 'DeliveryPage', read: readDelivery },
    }),
  ],
  sources: [DELIVERY_EVENTS, DELIVERY_ANSWERS, SUPPLIER_EVENTS],
};
