import { AppError } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import type { Role } from '../staff/index.ts';
import type { RefundKind } from './types.ts';

/** What a role may do. Amounts are minor units of the shop's coin. */
export interface RefundLimit {
  readonly kind: RefundKind;
  readonly role: Role;
  /** The most that one request may ask for: null any amount, 0 nothing. */
  readonly requestUpTo: bigint | null;
  /** What one person asks for one user within 24 hours without anybody else. */
  readonly approvalAbove: bigint;
  readonly canApprove: boolean;
}

const COLUMNS = `kind, role, request_up_to AS "requestUpTo", approval_above AS "approvalAbove", can_approve AS "canApprove"`;

/** All limits, by kind and role. */
export async function refundLimits(context: { db: Queryable }): Promise<RefundLimit[]> {
  const { rows } = await context.db.query<RefundLimit>(
    `SELECT ${COLUMNS} FROM refund_limits ORDER BY kind DESC, role`,
  );
  return rows;
}

/**
 * Changes a limit, in force for the next request; admins only. Errors: REFUND_NOT_ALLOWED, INPUT_INVALID (no such limit, a
 * negative amount).
 */
export async function setRefundLimit(
  context: Context,
  input: RefundLimit & { staffId: bigint },
): Promise<RefundLimit> {
  if ((input.requestUpTo ?? 0n) < 0n || input.approvalAbove < 0n)
    throw new AppError('INPUT_INVALID', { field: 'requestUpTo, approvalAbove' });
  const { role } = await limitOf(context.db, input.staffId, input.kind);
  if (role !== 'admin') throw new AppError('REFUND_NOT_ALLOWED', { kind: input.kind });
  const row = await context.db.one<RefundLimit>(
    `UPDATE refund_limits SET request_up_to = $3, approval_above = $4, can_approve = $5, changed_by = $6, changed_at = now()
     WHERE kind = $1 AND role = $2 RETURNING ${COLUMNS}`,
    [input.kind, input.role, input.requestUpTo, input.approvalAbove, input.canApprove, input.staffId],
  );
  if (!row) throw new AppError('INPUT_INVALID', { field: 'kind, role' });
  return row;
}

/** What this person may do with requests of this kind. Errors: REFUND_NOT_ALLOWED (nothing at all). */
export async function limitOf(q: Queryable, staffId: bigint, kind: RefundKind): Promise<RefundLimit> {
  const { rows } = await q.query<RefundLimit>(
    `SELECT l.kind, l.role, request_up_to AS "requestUpTo", approval_above AS "approvalAbove", can_approve AS "canApprove"
     FROM refund_limits l JOIN staff s ON s.role = l.role
     WHERE s.id = $1 AND l.kind = $2 AND s.disabled_at IS NULL`,
    [staffId, kind],
  );
  if (!rows[0]) throw new AppError('REFUND_NOT_ALLOWED', { kind });
  return rows[0];
}

/** Errors: REFUND_NOT_ALLOWED with the limit. */
export async function requireMayRequest(
  q: Queryable,
  staffId: bigint,
  asked: { kind: RefundKind; amount: bigint },
): Promise<void> {
  const { requestUpTo } = await limitOf(q, staffId, asked.kind);
  if (requestUpTo !== null && (requestUpTo === 0n || asked.amount > requestUpTo))
    throw new AppError('REFUND_NOT_ALLOWED', { kind: asked.kind, limit: requestUpTo.toString() });
}

/** Errors: REFUND_NOT_ALLOWED. */
export async function requireMayApprove(q: Queryable, staffId: bigint, kind: RefundKind): Promise<void> {
  const { canApprove } = await limitOf(q, staffId, kind);
  if (!canApprove) throw new AppError('REFUND_NOT_ALLOWED', { kind });
}

/** Who may send again, ask for another address or give up: those who ask for any amount, and those who approve. */
export async function requireMayManage(q: Queryable, staffId: bigint, kind: RefundKind): Promise<void> {
  const { canApprove, requestUpTo } = await limitOf(q, staffId, kind);
  if (!canApprove && requestUpTo !== null) throw new AppError('REFUND_NOT_ALLOWED', { kind });
}
