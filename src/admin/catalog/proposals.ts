import { PROPOSAL_STATUSES, type ProposalKind } from '../../proposals/index.ts';
import type { Subject } from '../abilities/index.ts';
import { choice, json, ref, text, time, uuid, type Source } from './types.ts';

/** Wishes about one subject: one table, and for each subject its own rows, so that rights are those of the subject. */
const source = (id: string, subject: Subject, kinds: readonly ProposalKind[]): Source => ({
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
    choice('kind', kinds),
    text('subject'),
    choice('status', PROPOSAL_STATUSES),
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

export const staffChanges = source('staff_changes', 'staff', [
  'staff_create',
  'staff_role',
  'staff_enable',
  'staff_password',
  'staff_totp',
]);
export const limitChanges = source('limit_changes', 'limits', ['limit']);
export const fraudChanges = source('fraud_changes', 'fraud_rules', [
  'fraud_rule',
  'fraud_allow',
  'fraud_unblock',
]);
export const breakChanges = source('break_changes', 'breaks', ['break']);
