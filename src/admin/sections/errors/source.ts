import { referenceOf } from '../../../lib/index.ts';
import { bigint, boolean, choice, ref, source, text, time, uuid } from '../../access/source.ts';
import { DOORS, STATES } from './texts.ts';

/** Errors by code, place and version. */
export const ERROR_GROUPS = source({
  id: 'error_groups',
  names: { many: ['Ошибки', 'Errors'], one: ['Ошибка', 'Error'] },
  subject: 'errors',
  from: `(SELECT g.*, g.state IN ('new', 'again') AS is_open, s.name AS changed_by_name
    FROM error_groups g LEFT JOIN staff s ON s.id = g.changed_by)`,
  idColumn: 'id',
  sort: { by: 'last_at', direction: 'desc' },
  columns: [
    bigint('id'),
    choice('state', ['Что с ней', 'State'], STATES, {
      tones: { new: 'bad', again: 'bad', seen: 'wait', resolved: 'good' },
    }),
    boolean('is_open', ['Никто не смотрел', 'Nobody looked']),
    text('code', ['Код ошибки', 'Error code']),
    choice('door', ['Где', 'Part'], DOORS, { tones: { process: 'plain' } }),
    text('place', ['Место', 'Place'], { match: 'contains' }),
    text('version'),
    bigint('count', ['Сколько раз', 'Count'], { sortable: true }),
    time('first_at', ['Впервые', 'First seen'], { sortable: true }),
    time('last_at', ['Последний раз', 'Last seen'], { sortable: true }),
    text('note', { match: 'none' }),
    text('changed_by_name'),
    time('changed_at'),
  ],
});

/** Single errors with what leads to the person, the order and the log. */
export const ERROR_OCCURRENCES = source({
  id: 'error_occurrences',
  names: { many: ['Случаи ошибок', 'Error occurrences'], one: ['Случай ошибки', 'Error occurrence'] },
  subject: 'errors',
  from: `(SELECT o.*, g.code, g.door, g.place, g.version FROM error_occurrences o JOIN error_groups g ON g.id = o.group_id)`,
  idColumn: 'id',
  sort: { by: 'at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('at', { sortable: true, sortSql: 't.id' }),
    text('reference', ['Код для поддержки', 'Support code'], { typed: referenceOf }),
    text('code', ['Код ошибки', 'Error code']),
    choice('door', ['Где', 'Part'], DOORS, { tones: { process: 'plain' } }),
    text('place', ['Место', 'Place'], { match: 'contains' }),
    text('version'),
    ref('group_id', ['Вся ошибка', 'The error as a whole'], 'error_groups'),
    ref('user_id', 'users'),
    ref('order_id', 'orders', 'uuid'),
    text('message', ['Сообщение, без личных данных', 'Message, without personal data'], { match: 'none' }),
    text('correlation_id', { match: 'exact' }),
  ],
});
