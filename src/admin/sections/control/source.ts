import { REFUND_KINDS } from '../../../refunds/index.ts';
import { ROLES } from '../../../staff/index.ts';
import { boolean, choice, money, text, time, source } from '../../access/source.ts';

export const SWITCHES = source({
  id: 'switches',
  names: { many: ['Переключатели', 'Switches'], one: ['Переключатель', 'Switch'] },
  subject: 'switches',
  from: '(SELECT w.*, s.name AS changed_by_name FROM switches w LEFT JOIN staff s ON s.id = w.changed_by)',
  idColumn: 'name',
  sort: { by: 'name', direction: 'asc' },
  columns: [
    choice(
      'name',
      ['Функция', 'Function'],
      {
        sell: ['Продажа звёзд', 'Sale of stars'],
        topup: ['Пополнение', 'Top-up'],
        refund: ['Возвраты', 'Refunds'],
        tickets: ['Обращения', 'Tickets'],
      },
      { sortable: true },
    ),
    boolean('enabled', ['Работает', 'Enabled']),
    text('note', { match: 'none' }),
    text('changed_by_name'),
    time('changed_at'),
  ],
});

/** The shop's coin, whatever it is called. */
const COIN = { code: '' };

/** How far each role goes with refunds and adjustments. */
export const REFUND_LIMITS = source({
  id: 'refund_limits',
  names: { many: ['Пределы возвратов', 'Refund limits'], one: ['Предел', 'Limit'] },
  subject: 'limits',
  from: `(SELECT l.kind || ':' || l.role AS id, l.*, s.name AS changed_by_name FROM refund_limits l LEFT JOIN staff s ON s.id = l.changed_by)`,
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    text('id', { sortable: true }),
    choice('kind', { refund: ['возврат', 'refund'], adjustment: ['корректировка', 'adjustment'] }),
    choice('role', {
      support: ['поддержка', 'support'],
      finance: ['финансы', 'finance'],
      admin: ['администратор', 'admin'],
      auditor: ['аудитор', 'auditor'],
    }),
    money('request_up_to', ['Самый большой запрос', 'Largest request'], { asset: COIN }),
    money('approval_above', ['Один человек за сутки', 'Alone within 24 hours'], { asset: COIN }),
    boolean('can_approve', ['Может одобрять', 'May approve']),
    text('changed_by_name'),
    time('changed_at'),
  ],
});
