import { ADJUSTMENT_ACTIONS, REFUND_ACTIONS } from '../actions/refunds.ts';
import { RELEASE_ACTIONS } from '../actions/releases.ts';
import { SOURCES } from '../catalog/index.ts';
import type { ResourceView } from './types.ts';

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

/** Money that goes back, balances that staff correct, and money whose owner is not known. */
export const REFUND_VIEWS: readonly ResourceView[] = [
  {
    source: SOURCES.refunds,
    menu: 'finance',
    icon: 'CornerUpLeft',
    title: 'id',
    list: ['created_at', 'status', 'amount', 'destination', 'user_id', 'reason', 'requester', 'approver'],
    filter: [...FILTER, 'order_id', 'destination', 'error', 'correlation_id'],
    actions: REFUND_ACTIONS,
    page: 'RefundPage',
  },
  {
    source: SOURCES.adjustments,
    menu: 'finance',
    icon: 'Sliders',
    title: 'id',
    list: ['created_at', 'status', 'direction', 'amount', 'user_id', 'reason', 'requester', 'approver'],
    filter: [...FILTER, 'direction', 'order_id', 'original_id'],
    actions: ADJUSTMENT_ACTIONS,
    page: 'RefundPage',
  },
  {
    source: SOURCES.suspense,
    menu: 'finance',
    icon: 'HelpCircle',
    title: 'journal_id',
    list: ['recorded_at', 'age', 'put', 'lies', 'left', 'class', 'provider_uuid', 'order_id'],
    filter: ['status', 'age', 'class', 'provider_uuid', 'order_id', 'user_id', 'recorded_at'],
    actions: RELEASE_ACTIONS,
    page: 'SuspensePage',
  },
];
