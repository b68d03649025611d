import { AppError, isUuid, newId } from '../lib/index.ts';
import { isDuplicate, type Queryable, type Tx } from '../platform/index.ts';
import { asRefusal } from './another.ts';

export const PROPOSAL_KINDS = [
  'staff_create',
  'staff_role',
  'staff_enable',
  'staff_password',
  'staff_totp',
  'limit',
  'fraud_rule',
  'fraud_allow',
  'fraud_unblock',
  'break',
  'booking',
] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

export const PROPOSAL_STATUSES = ['waiting', 'done', 'rejected', 'cancelled'] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

/** Plain values only: bigint as decimal text, a time in ISO 8601. */
export type Wanted = Readonly<Record<string, unknown>>;

/** A request of one person that another one decides. It cannot be changed after it was made. */
export interface Proposal {
  readonly id: string;
  readonly kind: ProposalKind;
  /** The subject: an account, `refund:support`, a rule, an entry, a break, the key of a booking. */
  readonly subject: string;
  readonly staffId: bigint | null;
  readonly before: Wanted;
  readonly wanted: Wanted;
  readonly reason: string;
  /** False: one person was enough, so it was carried out when it was requested. */
  readonly needsSecond: boolean;
  readonly status: ProposalStatus;
  /** Null: the operator, on the server. */
  readonly requestedBy: bigint | null;
  readonly decidedBy: bigint | null;
  readonly remark: string;
  readonly createdAt: Date;
  readonly decidedAt: Date | null;
}

const COLUMNS = `id, kind, subject, staff_id AS "staffId", before, wanted, reason, needs_second AS "needsSecond", status,
  requested_by AS "requestedBy", decided_by AS "decidedBy", remark, created_at AS "createdAt", decided_at AS "decidedAt"`;

export interface NewProposal {
  readonly kind: ProposalKind;
  readonly subject: string;
  readonly staffId?: bigint | undefined;
  readonly before?: Wanted;
  readonly wanted: Wanted;
  readonly reason: string;
  readonly requestedBy: bigint | null;
  readonly correlationId?: string | undefined;
}

/**
 * Records a request. The database says whether one person is enough; then it is carried out at once.
 * Errors: TEXT_INVALID (a reason of 3 to 1000 characters), FORBIDDEN, PROPOSAL_WAITS (another change of the same
 * subject is waiting).
 */
export async function propose(tx: Tx, asked: NewProposal): Promise<Proposal> {
  const reason = asked.reason.trim();
  if (reason.length < 3 || reason.length > 1000) throw new AppError('TEXT_INVALID', { field: 'reason' });
  const { rows } = await tx
    .query<Proposal>(
      `INSERT INTO proposals (id, kind, subject, staff_id, before, wanted, reason, requested_by, correlation_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${COLUMNS}`,
      [
        newId(),
        asked.kind,
        asked.subject,
        asked.staffId ?? null,
        JSON.stringify(asked.before ?? {}),
        JSON.stringify(asked.wanted),
        reason,
        asked.requestedBy,
        asked.correlationId ?? null,
      ],
    )
    .catch((error: unknown) => {
      if (isDuplicate(error, 'proposals_waiting')) throw new AppError('PROPOSAL_WAITS', {}, { cause: error });
      throw asRefusal(error);
    });
  const [proposal] = rows;
  if (!proposal) throw new AppError('PROPOSAL_UNKNOWN');
  return proposal;
}

export async function findProposal(q: Queryable, id: string): Promise<Proposal | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await q.query<Proposal>(`SELECT ${COLUMNS} FROM proposals WHERE id = $1`, [id]);
  return rows[0];
}

/** The waiting proposals, the oldest first. */
export async function waitingProposals(q: Queryable): Promise<Proposal[]> {
  const { rows } = await q.query<Proposal>(
    `SELECT ${COLUMNS} FROM proposals WHERE status = 'waiting' ORDER BY id LIMIT 500`,
  );
  return rows;
}

/** Locks a proposal until the transaction ends. Errors: PROPOSAL_UNKNOWN. */
export async function lockProposal(tx: Tx, id: string): Promise<Proposal> {
  const { rows } = isUuid(id)
    ? await tx.query<Proposal>(`SELECT ${COLUMNS} FROM proposals WHERE id = $1 FOR UPDATE`, [id])
    : { rows: [] };
  const [proposal] = rows;
  if (!proposal) throw new AppError('PROPOSAL_UNKNOWN');
  return proposal;
}

/** Marks an approved proposal as used, for example the link of an account. */
export async function finishProposal(tx: Tx, id: string): Promise<void> {
  await tx.query('UPDATE proposals SET finished_at = now() WHERE id = $1', [id]);
}

/** Ends a waiting proposal. Errors: PROPOSAL_STATE, SECOND_PERSON, SECOND_PERSON_NEEDED, FORBIDDEN. */
export async function moveProposal(
  tx: Tx,
  proposal: Proposal,
  step: { to: Exclude<ProposalStatus, 'waiting'>; by: bigint | null; remark: string },
): Promise<Proposal> {
  if (proposal.status !== 'waiting') throw new AppError('PROPOSAL_STATE', { status: proposal.status });
  const { rows } = await tx
    .query<Proposal>(
      `UPDATE proposals SET status = $2, decided_by = $3, remark = $4 WHERE id = $1 RETURNING ${COLUMNS}`,
      [proposal.id, step.to, step.by, step.remark],
    )
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
  return rows[0] ?? proposal;
}
