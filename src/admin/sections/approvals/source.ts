import { PROPOSAL_STATUSES, type ProposalKind } from '../../../proposals/index.ts';
import type { Subject } from '../../access/abilities/index.ts';
import { choice, json, ref, text, time, uuid, source } from '../../access/source.ts';

/** Wishes about one subject: one table, and for each subject its own rows, so that rights are those of the subject. */
const of = (id: string, subject: Subject, kinds: readonly ProposalKind[]) =>
  source({
    id,
    subject,
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
      choice('kind', {
        purchase: ['покупка', 'purchase'],
        balance_purchase: ['покупка с баланса', 'purchase from balance'],
        topup: ['пополнение', 'top-up'],
      }),
      text('subject'),
      choice('status', {
        active: ['активен', 'active'],
        held: ['на удержании', 'held'],
        blocked: ['заблокирован', 'blocked'],
      }),
      json('before'),
      json('wanted'),
      text('reason', { match: 'none' }),
      ref('requested_by', 'staff'),
      text('requester', { match: 'contains' }),
      text('decider', { match: 'contains' }),
      time('decided_at'),
      text('remark', { match: 'none' }),
      text('correlation_id'),
    ],
  });

export const PROPOSALS = {
  staff_changes: of('staff_changes', 'staff', [
    'staff_create',
    'staff_role',
    'staff_enable',
    'staff_password',
    'staff_totp',
  ]),
  limit_changes: of('limit_changes', 'limits', ['limit']),
  fraud_changes: of('fraud_changes', 'fraud_rules', ['fraud_rule', 'fraud_allow', 'fraud_unblock']),
  break_changes: of('break_changes', 'breaks', ['break']),
};
