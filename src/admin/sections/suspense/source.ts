import { boolean, choice, money, ref, text, time, source } from '../../access/source.ts';
import { CLASSES } from '../breaks/classes.ts';
import { AGES } from '../breaks/texts.ts';

/**
 * Money in suspense, by the journal that put it there. The sum of `lies` over all rows is the balance of the account.
 */
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
    choice('age', AGES),
    money('put', ['Положено', 'Put there']),
    money('lies', ['На счёте', 'In suspense']),
    money('waiting', ['Уже запрошено', 'Asked for already']),
    money('left', ['Можно отдать', 'Left to release']),
    text('asset'),
    choice('class', CLASSES),
    ref('break_id', ['Расхождение', 'Break'], 'breaks', 'uuid'),
    text('provider_uuid'),
    ref('order_id', 'orders', 'uuid'),
    ref('invoice_id', 'invoices', 'uuid'),
    ref('user_id', 'users'),
    boolean('owner_gone', ['Владелец удалил аккаунт', 'Owner deleted the account']),
    text('note', { match: 'none', says: 'reason' }),
    ref('journal_id', 'ledger_journals', 'uuid'),
  ],
});
