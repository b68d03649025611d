import { ALERT_KINDS, titleOf } from '../../../alerts/index.ts';
import { boolean, choice, integer, source, text, time, uuid } from '../../access/source.ts';
import type { Words } from '../../words/pair.ts';
import { AREAS, SEVERITY_WORDS, STATES } from './texts.ts';

/** The kinds by the first line of their alerts, without a subject. */
export const KIND_WORDS: Words = Object.fromEntries(
  Object.keys(ALERT_KINDS).map((kind) => [kind, titleOf(kind, '…')]),
);

export const ALERTS = source({
  id: 'alerts',
  names: { many: ['Оповещения', 'Alerts'], one: ['Оповещение', 'Alert'] },
  subject: 'alerts',
  from: `(SELECT a.*, a.ended_at IS NULL AS is_open, s.name AS taker,
      CASE WHEN a.ended_at IS NOT NULL THEN 'ended' WHEN a.acknowledged_at IS NOT NULL THEN 'taken' ELSE 'open' END AS state,
      q.until AS silenced_until, q.remark AS silence_remark
    FROM alerts a LEFT JOIN staff s ON s.id = a.acknowledged_by
      LEFT JOIN alert_silences q ON q.kind = a.kind AND q.subject = a.subject AND q.until > now())`,
  idColumn: 'id',
  sort: { by: 'raised_at', direction: 'desc' },
  columns: [
    uuid('id'),
    time('raised_at', ['Возникло', 'Raised'], { sortable: true }),
    choice('severity', ['Важность', 'Severity'], SEVERITY_WORDS, {
      tones: { critical: 'bad', warning: 'wait' },
    }),
    choice('kind', KIND_WORDS),
    text('subject', ['О чём', 'About']),
    choice('area', ['Кого касается', 'Area'], AREAS),
    choice('state', ['Что с ним', 'State'], STATES, { tones: { open: 'bad', taken: 'wait', ended: 'good' } }),
    boolean('is_open', ['Ещё не прошло', 'Not over']),
    text('taker', ['Кто взялся', 'Taken by'], { match: 'contains', says: 'person' }),
    time('acknowledged_at', ['Когда взялся', 'Taken at']),
    time('escalated_at', ['Передано администраторам', 'Escalated']),
    time('seen_at', ['Замечено последний раз', 'Last seen']),
    time('ended_at', ['Прошло', 'Over']),
    integer('returns', ['Возвращалось', 'Came back']),
    text('detail', { match: 'none' }),
    time('silenced_until', ['Заглушено до', 'Silenced until']),
    text('silence_remark', ['Почему заглушено', 'Why it is silenced'], { match: 'none' }),
  ],
});
