import {
  REFUND_DESTINATIONS,
  REFUND_REASONS,
  REFUND_STATUSES,
  type RefundKind,
} from '../../../refunds/index.ts';
import type { Subject } from '../../access/abilities/index.ts';
import {
  boolean,
  choice,
  integer,
  money,
  ref,
  text,
  time,
  uuid,
  type Column,
  type Source,
} from '../../access/source.ts';

/** What both kinds of request have. The address itself is in none of them: it is stored encrypted, with a hint for people. */
const COMMON = [
  uuid('id'),
  time('created_at', { sortable: true }),
  choice('status', {
    active: ['активен', 'active'],
    held: ['на удержании', 'held'],
    blocked: ['заблокирован', 'blocked'],
  }),
  money('amount'),
  text('asset'),
  ref('user_id', 'users'),
  choice('reason', {
    not_delivered: ['звёзды не пришли', 'not delivered'],
    duplicate_payment: ['двойная оплата', 'duplicate payment'],
    wrong_amount: ['неверная сумма', 'wrong amount'],
    customer_request: ['просьба пользователя', 'customer’s request'],
    service_failure: ['наш сбой', 'our failure'],
    goodwill: ['жест доброй воли', 'goodwill'],
    correction: ['исправление ошибки', 'correction'],
    fraud: ['мошенничество', 'fraud'],
    other: ['другое', 'other'],
  }),
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

const requests = <Name extends string>(
  id: Subject,
  kind: RefundKind,
  columns: readonly Column<Name>[],
): Source<Name | 'id' | 'created_at'> => ({
  id,
  subject: id,
  from: `(SELECT r.*, a.name AS requester, b.name AS approver FROM refunds r JOIN staff a ON a.id = r.requested_by
    LEFT JOIN staff b ON b.id = r.approved_by WHERE r.kind = '${kind}')`,
  idColumn: 'id',
  sort: { by: 'created_at', direction: 'desc' },
  columns,
});

export const REFUNDS = requests('refunds', 'refund', [
  ...COMMON,
  ref('order_id', 'orders', 'uuid'),
  ref('invoice_id', 'invoices', 'uuid'),
  ref('original_id', 'ledger_journals', 'uuid'),
  ref('settlement_id', ['Проводка отправки', 'Settlement journal'], 'ledger_journals', 'uuid'),
  choice('destination', ['Куда', 'Destination'], {
    balance: ['на баланс', 'to balance'],
    address: ['на кошелёк', 'to a wallet'],
  }),
  integer('stars'),
  integer('bonus_stars'),
  text('network', ['Сеть', 'Network']),
  text('currency', ['Монета', 'Coin']),
  text('address_hint', ['Адрес', 'Address'], { match: 'none' }),
  time('address_confirmed_at', ['Адрес подтверждён', 'Address confirmed']),
  time('ready_at', ['Отправим не раньше', 'Not sent before']),
  integer('attempts', ['Отправок', 'Sent to the provider']),
  time('started_at'),
  time('accepted_at', ['Система приняла', 'Provider accepted']),
  time('looked_at', ['Спросили систему', 'Provider asked']),
  text('seen_status', ['Система ответила', 'Provider said']),
]);

export const ADJUSTMENTS = requests('adjustments', 'adjustment', [
  ...COMMON,
  choice('direction', ['Что делаем', 'Direction'], {
    credit: ['начислить', 'credit'],
    debit: ['списать', 'debit'],
  }),
  ref('order_id', 'orders', 'uuid'),
  ref('invoice_id', 'invoices', 'uuid'),
  ref('original_id', 'ledger_journals', 'uuid'),
]);
