import type { Subject } from '../../../staff/index.ts';
import type { ProposalKind } from '../../../proposals/index.ts';
import { choice, json, ref, text, time, uuid, source, type Source } from '../../access/source.ts';
import { KINDS, STATUSES } from './texts.ts';

/**
 * Proposals about one subject. They share one table. Each subject has its own rows, so that the rights to the subject
 * decide.
 */
const of = ({
  kinds,
  ...about
}: Pick<Source, 'id' | 'names'> & { readonly subject: Subject; readonly kinds: readonly ProposalKind[] }) =>
  source({
    ...about,
    from: `(SELECT p.id, p.kind, p.subject, p.before, p.wanted, p.reason, p.status, p.requested_by, p.remark, p.created_at, p.decided_at,
      p.correlation_id, coalesce(a.name, 'operator') AS requester,
      coalesce(d.name, CASE WHEN p.needs_second AND p.status IN ('done', 'rejected') THEN 'operator' END) AS decider
    FROM proposals p LEFT JOIN staff a ON a.id = p.requested_by LEFT JOIN staff d ON d.id = p.decided_by
    WHERE p.kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}))`,
    idColumn: 'id',
    sort: { by: 'created_at', direction: 'desc' },
    columns: [
      uuid('id'),
      time('created_at', { sortable: true, sortSql: 't.id' }),
      choice('kind', Object.fromEntries(kinds.map((kind) => [kind, KINDS[kind]]))),
      text('subject', ['О ком, о чём', 'About']),
      choice('status', STATUSES),
      json('before'),
      json('wanted'),
      text('reason', { match: 'none', says: 'reason' }),
      ref('requested_by', 'staff'),
      text('requester', { match: 'contains', says: 'person' }),
      text('decider', { match: 'contains', says: 'person' }),
      time('decided_at'),
      text('remark', { match: 'none' }),
      text('correlation_id'),
    ],
  });

export const PROPOSALS = {
  staff_changes: of({
    id: 'staff_changes',
    names: {
      many: ['Изменения доступа', 'Changes of access'],
      one: ['Изменение доступа', 'Change of access'],
    },
    subject: 'staff',
    kinds: ['staff_create', 'staff_role', 'staff_enable', 'staff_password', 'staff_totp'],
  }),
  limit_changes: of({
    id: 'limit_changes',
    names: {
      many: ['Изменения пределов', 'Changes of limits'],
      one: ['Изменение предела', 'Change of a limit'],
    },
    subject: 'limits',
    kinds: ['limit'],
  }),
  fraud_changes: of({
    id: 'fraud_changes',
    names: { many: ['Изменения правил', 'Changes of rules'], one: ['Изменение правила', 'Change of a rule'] },
    subject: 'fraud_rules',
    kinds: ['fraud_rule', 'fraud_allow', 'fraud_unblock'],
  }),
  break_changes: of({
    id: 'break_changes',
    names: {
      many: ['Зачисления по расхождениям', 'Credits of breaks'],
      one: ['Зачисление по расхождению', 'Credit of a break'],
    },
    subject: 'breaks',
    kinds: ['break'],
  }),
  booking_changes: of({
    id: 'booking_changes',
    names: {
      many: ['Крупные записи казначейства', 'Large bookings of the treasury'],
      one: ['Крупная запись', 'Large booking'],
    },
    subject: 'treasury',
    kinds: ['booking'],
  }),
};
