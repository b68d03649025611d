import { ADJUSTMENT_ACTIONS, REFUND_ACTIONS } from './actions.ts';
import { readRefund } from './page.ts';
import { resource, type Section } from '../section.ts';
import { REFUNDS, ADJUSTMENTS } from './source.ts';

const FILTER = [
  'id',
  'status',
  'needs_person',
  'reason',
  'requester',
  'approver',
  'user_id',
  'created_at',
] as const;

/** Money that goes back, and balances that staff correct. */
export const refunds: Section = {
  at: import.meta.url,
  resources: [
    resource({
      source: REFUNDS,
      menu: 'finance',
      icon: 'CornerUpLeft',
      title: 'id',
      list: ['created_at', 'status', 'amount', 'destination', 'user_id', 'reason', 'requester', 'approver'],
      filter: [...FILTER, 'order_id', 'destination', 'error', 'correlation_id'],
      actions: REFUND_ACTIONS,
      page: { component: 'RefundPage', read: readRefund },
    }),
    resource({
      source: ADJUSTMENTS,
      menu: 'finance',
      icon: 'Sliders',
      title: 'id',
      list: ['created_at', 'status', 'direction', 'amount', 'user_id', 'reason', 'requester', 'approver'],
      filter: [...FILTER, 'direction', 'order_id', 'original_id'],
      actions: ADJUSTMENT_ACTIONS,
      page: { component: 'RefundPage', read: readRefund },
    }),
  ],
};
