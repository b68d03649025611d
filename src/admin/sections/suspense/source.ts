import { BREAK_CLASSES } from '../../../payments/index.ts';
import { boolean, choice, money, ref, text, time, source } from '../../access/source.ts';

/** Money in suspense by the journal that put it there: `lies` over all rows is the balance of the account. */
export const SUSPENSE = source({
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
});
