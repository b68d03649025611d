import { BREAK_CLASSES } from '../../payments/index.ts';
import {
  REFUND_DESTINATIONS,
  REFUND_KINDS,
  REFUND_REASONS,
  REFUND_STATUSES,
  type RefundKind,
} from '../../refunds/index.ts';
import { ROLES } from '../../staff/index.ts';
import type { Subject } from '../abilities/index.ts';
import { boolean, choice, integer, money, ref, text, time, uuid, type Column, type Source } from './types.ts';

/** What both kinds of request have. The address itself is in none of them: it is stored encrypted, with a hint for people. */
const COMMON: readonly Column[] = [
  uuid('id'),
  time('created_at', { sortable: true }),
  choice('status', REFUND_STATUSES),
  money('amount'),
  text('asset'),
  ref('user_id', 'users'),
  choice('reason', REFUND_REASONS),
  text('note', { match: 'none' }),
  ref('requested_by', 'staff'),
  text('requester', { match: 'contains' }),
  boolean('needs_approval'),
  ref('approved_by', 'staff'),
  text('approver', { match: 'contains' }),
  ref('ticket_id', 'tickets', 'uuid'),
  ref('journal_id', 'ledger_journals', 'uuid'),
  text('error'),
  integer('failures'),
  time('next_try_at'),
  boolean('needs_person'),
  text('remark', { match: 'none' }),
  time('updated_at'),
  text('correlation_id', { match: 'prefix' }),
];

const source = (id: Subject, kind: RefundKind, columns: readonly Column[]): Source => ({
  id,
  subject: id,
  from: `(SELECT r.*, a.name AS requester, b.name AS approver FROM refunds r JOIN staff a ON a.id = r.requested_by
    LEFT JOIN staff b ON b.id = r.approved_by WHERE r.kind = '${kind}')`,
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns,
});

export const refunds = source('refunds', 'refund', [
  ...COMMON,
  ref('order_id', 'orders', 'uuid'),
  ref('invoice_id', 'invoices', 'uuid'),
  ref('original_id', 'ledger_journals', 'uuid'),
  ref('settlement_id', 'ledger_journals', 'uuid'),
  choice('destination', REFUND_DESTINATIONS),
  integer('stars'),
  integer('bonus_stars'),
  text('network'),
  text('currency'),
  text('address_hint', { match: 'none' }),
  time('address_confirmed_at'),
  time('ready_at'),
  integer('attempts'),
  time('started_at'),
  time('accepted_at'),
  time('looked_at'),
  text('seen_status'),
]);

export const adjustments = source('adjustments', 'adjustment', [
  ...COMMON,
  choice('direction', ['credit', 'debit']),
  ref('order_id', 'orders', 'uuid'),
  ref('invoice_id', 'invoices', 'uuid'),
  ref('original_id', 'ledger_journals', 'uuid'),
]);

/** Money in suspense by the journal that put it there: `lies` over all rows is the balance of the account. */
export const suspense: Source = {
  id: 'suspense',
  subject: 'adjustments',
  from: `(SELECT s.*, u.deleted_at IS NOT NULL AS owner_gone FROM suspense_postings s LEFT JOIN users u ON u.id = s.user_id)`,
  idColumn: 'journal_id',
  sort: { by: 'recorded_at', direction: 'desc' },
  columns: [
    time('recorded_at', { sortable: true }),
    choice('status', ['open', 'closed']),
    choice('age', ['0-1 h', '1-24 h', '1-3 d', 'older']),
    money('put'),
    money('lies'),
    money('waiting'),
    money('left'),
    text('asset'),
    choice('class', BREAK_CLASSES),
    ref('break_id', 'breaks', 'uuid'),
    text('provider_uuid'),
    ref('order_id', 'orders', 'uuid'),
    ref('invoice_id', 'invoices', 'uuid'),
    ref('user_id', 'users'),
    boolean('owner_gone'),
    text('note', { match: 'none' }),
    ref('journal_id', 'ledger_journals', 'uuid'),
  ],
};

/** The shop's coin, whatever it is called. */
const COIN = { code: '' };

/** How far each role goes with refunds and adjustments. */
export const refundLimits: Source = {
  id: 'refund_limits',
  subject: 'limits',
  from: `(SELECT l.kind || ':' || l.role AS id, l.*, s.name AS changed_by_name FROM refund_limits l LEFT JOIN staff s ON s.id = l.changed_by)`,
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    text('id', { sortable: true }),
    choice('kind', REFUND_KINDS),
    choice('role', ROLES),
    money('request_up_to', { asset: COIN }),
    money('approval_above', { asset: COIN }),
    boolean('can_approve'),
    text('changed_by_name'),
    time('changed_at'),
  ],
};
