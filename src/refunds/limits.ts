import { AppError } from '../lib/index.ts';
import type { Context, Queryable, Tx } from '../platform/index.ts';
import { propose, type Proposal, type Wanted } from '../proposals/index.ts';
import { requireRight, type Action, type Role } from '../staff/index.ts';
import type { LimitKind, RefundKind } from './types.ts';

/** What a role may do. Amounts are minor units of the shop's coin. */
export interface RefundLimit {
  readonly kind: LimitKind;
  readonly role: Role;
  /** The most that one request may ask for: null is any amount, 0 is nothing. */
  readonly requestUpTo: bigint | null;
  /** The most that one person may ask for one user within 24 hours without a second person. */
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
 * Changes a limit. A tighter one is in force for the next request. If any part is looser, the change waits for another
 * admin, and the waiting proposal is returned.
 * Errors: FORBIDDEN, INPUT_INVALID (no such limit, a negative amount), TEXT_INVALID (no reason), ALREADY_SO,
 * PROPOSAL_WAITS.
 */
export async function setRefundLimit(
  context: Pick<Context, 'db'>,
  input: RefundLimit & { staffId: bigint; reason: string; correlationId?: string | undefined },
): Promise<Proposal | undefined> {
  if ((input.requestUpTo ?? 0n) < 0n || input.approvalAbove < 0n)
    throw new AppError('INPUT_INVALID', { field: 'requestUpTo, approvalAbove' });
  if (input.reason.trim().length < 3) throw new AppError('TEXT_INVALID', { field: 'reason' });
  return context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'edit', 'limits');
    const before = await lockLimit(tx, input);
    if (!before) throw new AppError('INPUT_INVALID', { field: 'kind, role' });
    const had = shapeOf(before);
    const wanted = shapeOf(input);
    if (JSON.stringify(had) === JSON.stringify(wanted)) throw new AppError('ALREADY_SO');
    const { rows } = await tx.query<{ loosens: string[] }>(
      'SELECT limit_loosens($1, $2, $3, $4, $5) AS loosens',
      [input.kind, input.role, input.requestUpTo, input.approvalAbove, input.canApprove],
    );
    if (rows[0]?.loosens.length === 0) {
      await writeLimit(tx, input, input.staffId);
      return undefined;
    }
    return propose(tx, {
      kind: 'limit',
      subject: `${input.kind}:${input.role}`,
      before: had,
      wanted,
      reason: input.reason,
      requestedBy: input.staffId,
      correlationId: input.correlationId,
    });
  });
}

/** Puts an approved limit in force. Errors: PROPOSAL_STATE if the limit has changed in the meantime. */
export async function applyLimit(tx: Tx, { subject, before, wanted, requestedBy }: Proposal): Promise<void> {
  const [kind, role] = subject.split(':') as [LimitKind, Role];
  const stands = await lockLimit(tx, { kind, role });
  const isAsSeen = stands && Object.entries(shapeOf(stands)).every(([part, value]) => before[part] === value);
  if (!isAsSeen) throw new AppError('PROPOSAL_STATE');
  const upTo = wanted['requestUpTo'];
  const limit: RefundLimit = {
    kind,
    role,
    requestUpTo: typeof upTo === 'string' ? BigInt(upTo) : null,
    approvalAbove: BigInt(String(wanted['approvalAbove'])),
    canApprove: wanted['canApprove'] === true,
  };
  await writeLimit(tx, limit, requestedBy);
}

/** A limit in the form that a proposal holds. The database compares it with the row that is written. */
function shapeOf(limit: Pick<RefundLimit, 'requestUpTo' | 'approvalAbove' | 'canApprove'>): Wanted {
  return {
    requestUpTo: limit.requestUpTo?.toString() ?? null,
    approvalAbove: limit.approvalAbove.toString(),
    canApprove: limit.canApprove,
  };
}

async function lockLimit(
  tx: Tx,
  { kind, role }: Pick<RefundLimit, 'kind' | 'role'>,
): Promise<RefundLimit | undefined> {
  const { rows } = await tx.query<RefundLimit>(
    `SELECT ${COLUMNS} FROM refund_limits WHERE kind = $1 AND role = $2 FOR UPDATE`,
    [kind, role],
  );
  return rows[0];
}

async function writeLimit(tx: Tx, limit: RefundLimit, changedBy: bigint | null): Promise<void> {
  await tx.query(
    `UPDATE refund_limits SET request_up_to = $3, approval_above = $4, can_approve = $5, changed_by = $6, changed_at = now()
     WHERE kind = $1 AND role = $2`,
    [limit.kind, limit.role, limit.requestUpTo, limit.approvalAbove, limit.canApprove, changedBy],
  );
}

/**
 * Whether a gift to a user's balance needs a second person. Adds up what the same person gave the same user by
 * adjustments and by breaks within 24 hours. Locks the user, so that such gifts happen one after another.
 * Errors: REFUND_NOT_ALLOWED (more than the person may ask for at all).
 */
export async function givingNeedsSecond(
  tx: Tx,
  gift: { staffId: bigint; userId: bigint; asset: string; amount: bigint; coin: string },
): Promise<boolean> {
  await requireMayRequest(tx, gift.staffId, { kind: 'adjustment', amount: gift.amount });
  await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [gift.userId]);
  const { approvalAbove } = await limitOf(tx, gift.staffId, 'adjustment');
  const { rows } = await tx.query<{ above: boolean }>(
    'SELECT given_lately($1, $2, $3) + $4::bigint > $5::bigint AS above',
    [gift.staffId, gift.userId, gift.asset, gift.amount, approvalAbove],
  );
  // The limits are counted in the shop's coin, so another asset always takes two people.
  return gift.asset !== gift.coin || rows[0]?.above !== false;
}

/**
 * Whether a booking of money that moved outside needs a second person. Adds up what the same person booked alone within 24 hours.
 * Locks the limit of the role, so that bookings happen one after another. The guard of the table asks the same function.
 * Errors: REFUND_NOT_ALLOWED (more than the person may book at all).
 */
export async function bookingNeedsSecond(
  tx: Tx,
  { staffId, asset, amount }: { staffId: bigint; asset: string; amount: bigint },
): Promise<boolean> {
  await requireMayRequest(tx, staffId, { kind: 'booking', amount });
  const { role } = await limitOf(tx, staffId, 'booking');
  await lockLimit(tx, { kind: 'booking', role });
  const { rows } = await tx.query<{ needs: boolean }>('SELECT booking_needs_second($1, $2, $3) AS needs', [
    staffId,
    asset,
    amount,
  ]);
  return rows[0]?.needs !== false;
}

/** The limit of this person for requests of this kind. Errors: REFUND_NOT_ALLOWED (nothing at all). */
export async function limitOf(q: Queryable, staffId: bigint, kind: LimitKind): Promise<RefundLimit> {
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
  asked: { kind: LimitKind; amount: bigint },
): Promise<void> {
  const { requestUpTo } = await limitOf(q, staffId, asked.kind);
  if (requestUpTo !== null && (requestUpTo === 0n || asked.amount > requestUpTo))
    throw new AppError('REFUND_NOT_ALLOWED', { kind: asked.kind, limit: requestUpTo.toString() });
}

/** Checks the right to requests of a kind; the limits say up to which amount. Errors: FORBIDDEN. */
export function requireRightTo(q: Queryable, staffId: bigint, act: Action, kind: RefundKind): Promise<void> {
  return requireRight(q, staffId, act, kind === 'refund' ? 'refunds' : 'adjustments');
}

/** Errors: FORBIDDEN, REFUND_NOT_ALLOWED. */
export async function requireMayApprove(q: Queryable, staffId: bigint, kind: RefundKind): Promise<void> {
  await requireRightTo(q, staffId, 'approve', kind);
  const { canApprove } = await limitOf(q, staffId, kind);
  if (!canApprove) throw new AppError('REFUND_NOT_ALLOWED', { kind });
}

/**
 * Checks who may send again, ask for another address or give up: people who may ask for any amount, and people who
 * approve. Errors: as above.
 */
export async function requireMayManage(q: Queryable, staffId: bigint, kind: RefundKind): Promise<void> {
  await requireRightTo(q, staffId, 'manage', kind);
  const { canApprove, requestUpTo } = await limitOf(q, staffId, kind);
  if (!canApprove && requestUpTo !== null) throw new AppError('REFUND_NOT_ALLOWED', { kind });
}
