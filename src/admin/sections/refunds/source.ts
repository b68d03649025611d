import type { RefundKind } from '../../../refunds/index.ts';
import { boolean, choice, integer, money, ref, text, time, uuid, source } from '../../access/source.ts';
import { PROVIDER_STATUSES } from '../orders/texts.ts';
import { REASON_WORDS } from '../../words/reasons.ts';
import { DESTINATIONS, DIRECTIONS, ERRORS, STATUSES } from './texts.ts';

/**
 * The columns of both kinds of request. None of them is the address itself: it is stored encrypted, with a hint for
 * people.
 */
const COMMON = [
  uuid('id'),
  time('created_at', { sortable: true }),
  choice('status', STATUSES),
  money('amount'),
  text('asset'),
  ref('user_id', 'users'),
  choice('reason', REASON_WORDS),
  text('note', { match: 'none' }),
  ref('requested_by', 'staff'),
  text('requester', { match: 'contains', says: 'person' }),
  boolean('needs_approval'),
  ref('approved_by', 'staff'),
  text('approver', { match: 'contains', says: 'person' }),
  ref('ticket_id', 'tickets', 'uuid'),
  ref('journal_id', 'ledger_journals', 'uuid'),
  text('error', { words: ERRORS }),
  integer('failures'),
  time('next_try_at'),
  boolean('needs_person'),
  text('remark', { match: 'none' }),
  time('updated_at'),
  text('correlation_id', { match: 'prefix' }),
];

const requestsOf = (kind: RefundKind): string =>
  `(SELECT r.*, a.name AS requester, b.name AS approver FROM refunds r JOIN staff a ON a.id = r.requested_by
    LEFT JOIN staff b ON b.id = r.approved_by WHERE r.kind = '${kind}')`;

export const REFUNDS = source({
  id: 'refunds',
  names: { many: ['Возвраты', 'Refunds'], one: ['Возврат', 'Refund'] },
  subject: 'refunds',
  from: requestsOf('refund'),
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    ...COMMON,
    ref('order_id', 'orders', 'uuid'),
    ref('invoice_id', 'invoices', 'uuid'),
    ref('original_id', 'ledger_journals', 'uuid'),
    ref('capture_id', ['Проводка отправки', 'Capture journal'], 'ledger_journals', 'uuid'),
    choice('destination', ['Куда', 'Destination'], DESTINATIONS),
    integer('stars'),
    integer('bonus_stars'),
    text('network', ['Сеть', 'Network']),
    text('currency', ['Монета', 'Coin']),
    text('address_hint', ['Адрес', 'Address'], { match: 'none' }),
    time('address_confirmed_at', ['Адрес подтверждён', 'Address confirmed']),
    time('ready_at', ['Отправим не раньше', 'Not sent before']),
    integer('attempts', ['Отправок', 'Sent to the provider']),
    time('started_at', ['Последняя попытка', 'Last attempt']),
    time('accepted_at', ['Система приняла', 'Provider accepted']),
    time('looked_at', ['Спросили систему', 'Provider asked']),
    text('seen_status', ['Система ответила', 'Provider said'], { words: PROVIDER_STATUSES }),
  ],
});

export const ADJUSTMENTS = source({
  id: 'adjustments',
  names: { many: ['Корректировки', 'Adjustments'], one: ['Корректировка баланса', 'Balance adjustment'] },
  subject: 'adjustments',
  from: requestsOf('adjustment'),
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns: [
    ...COMMON,
    choice('direction', ['Что делаем', 'Direction'], DIRECTIONS),
    ref('order_id', 'orders', 'uuid'),
    ref('invoice_id', 'invoices', 'uuid'),
    ref('original_id', 'ledger_journals', 'uuid'),
  ],
});
