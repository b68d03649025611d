import { BREAK_CLASSES } from '../../../payments/index.ts';
import { boolean, choice, money, ref, text, time, source } from '../../access/source.ts';

/** Money in suspense by the journal that put it there: `lies` over all rows is the balance of the account. */
export const SUSPENSE = source({
  id: 'suspense',
  names: { many: ['До выяснения', 'Suspense'], one: ['Деньги до выяснения', 'Money in suspense'] },
  subject: 'adjustments',
  from: `(SELECT s.*, u.deleted_at IS NOT NULL AS owner_gone FROM suspense_postings s LEFT JOIN users u ON u.id = s.user_id)`,
  idColumn: 'journal_id',
  sort: { by: 'recorded_at', direction: 'desc' },
  columns: [
    time('recorded_at', { sortable: true }),
    choice('status', { open: ['открыто', 'open'], closed: ['закрыто', 'closed'] }),
    choice('age', {
      '0-1 h': ['до часа', 'under 1 h'],
      '1-24 h': ['до суток', '1–24 h'],
      '1-3 d': ['1–3 дня', '1–3 days'],
      older: ['старше 3 дней', 'older than 3 days'],
    }),
    money('put', ['Положено', 'Put there']),
    money('lies', ['Лежит', 'Lies there']),
    money('waiting'),
    money('left', ['Можно отдать', 'Left to release']),
    text('asset'),
    choice('class', {
      missing_at_provider: ['у системы нет такого счёта', 'missing at provider'],
      missing_with_us: ['у нас нет такого счёта', 'missing with us'],
      amount: ['сумма', 'amount'],
      currency: ['валюта', 'currency'],
      status: ['статус', 'status'],
      duplicate: ['два счёта под одним номером', 'duplicate'],
      paid_not_delivered: ['оплачено, не выдано', 'paid, not delivered'],
      delivered_not_paid: ['выдано, не оплачено', 'delivered, not paid'],
      unreadable: ['не прочитать', 'unreadable'],
      owner_gone: ['владелец удалил аккаунт', 'owner deleted the account'],
    }),
    ref('break_id', ['Расхождение', 'Break'], 'breaks', 'uuid'),
    text('provider_uuid'),
    ref('order_id', 'orders', 'uuid'),
    ref('invoice_id', 'invoices', 'uuid'),
    ref('user_id', 'users'),
    boolean('owner_gone', ['Владелец удалил аккаунт', 'Owner deleted the account']),
    text('note', { match: 'none' }),
    ref('journal_id', 'ledger_journals', 'uuid'),
  ],
});
