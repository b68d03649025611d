import { boolean, choice, money, text, time, source } from '../../access/source.ts';
import { COMMON } from '../../words/common.ts';
import { ROLE_WORDS } from '../../words/people.ts';
import { LIMIT_KINDS, SWITCH_NAMES } from './texts.ts';

export const SWITCHES = source({
  id: 'switches',
  names: { many: ['Переключатели', 'Switches'], one: ['Переключатель', 'Switch'] },
  subject: 'switches',
  from: '(SELECT w.*, s.name AS changed_by_name FROM switches w LEFT JOIN staff s ON s.id = w.changed_by)',
  idColumn: 'name',
  sort: { by: 'name', direction: 'asc' },
  columns: [
    choice('name', ['Функция', 'Function'], SWITCH_NAMES, { sortable: true }),
    boolean('enabled', ['Работает', 'Enabled']),
    text('note', { match: 'none' }),
    text('changed_by_name'),
    time('changed_at'),
  ],
});

/** The shop's coin, whatever its name is. */
const COIN = { code: '' };

/** How much each role may refund and adjust. */
export const REFUND_LIMITS = source({
  id: 'refund_limits',
  names: { many: ['Пределы возвратов', 'Refund limits'], one: ['Предел', 'Limit'] },
  subject: 'limits',
  from: `(SELECT l.kind || ':' || l.role AS id, l.*, s.name AS changed_by_name FROM refund_limits l LEFT JOIN staff s ON s.id = l.changed_by)`,
  idColumn: 'id',
  sort: { by: 'id', direction: 'desc' },
  columns: [
    text('id', { sortable: true }),
    choice('kind', LIMIT_KINDS),
    choice('role', ROLE_WORDS),
    money('request_up_to', ['Самый большой запрос', 'Largest request'], {
      asset: COIN,
      empty: COMMON.anyAmount,
    }),
    money('approval_above', ['Один человек за сутки', 'Alone within 24 hours'], { asset: COIN }),
    boolean('can_approve', ['Может одобрять', 'May approve']),
    text('changed_by_name'),
    time('changed_at'),
  ],
});
