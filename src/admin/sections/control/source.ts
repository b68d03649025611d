import { REFUND_KINDS } from '../../../refunds/index.ts';
import { ROLES } from '../../../staff/index.ts';
import { boolean, choice, money, text, time, source } from '../../access/source.ts';

export const SWITCHES = source({
  id: 'switches',
  subject: 'switches',
  from: '(SELECT w.*, s.name AS changed_by_name FROM switches w LEFT JOIN staff s ON s.id = w.changed_by)',
  idColumn: 'name',
  sort: { by: 'name', direction: 'asc' },
  columns: [
    choice('name', ['sell', 'topup', 'refund', 'tickets'], { sortable: true }),
    boolean('enabled'),
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
});
