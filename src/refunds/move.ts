import { raise } from '../security/index.ts';
import { AppError, isUuid } from '../lib/index.ts';
import { notify, type DataOf, type RefundNews } from '../notifications/index.ts';
import type { Queryable, Tx } from '../platform/index.ts';
import { REFUND_STATES, type RefundStatus } from './states.ts';
import { isRelease, readStored, type StoredRefund } from './types.ts';

/** Columns that change with a step, beside the state. */
const CHANGING = {
  approvedBy: 'approved_by',
  addressSealed: 'address_sealed',
  addressHint: 'address_hint',
  addressConfirmedAt: 'address_confirmed_at',
  candidateSealed: 'candidate_sealed',
  readyAt: 'ready_at',
  attempts: 'attempts',
  startedAt: 'started_at',
  acceptedAt: 'accepted_at',
  lookedAt: 'looked_at',
  seenStatus: 'seen_status',
  journalId: 'journal_id',
  captureId: 'capture_id',
  error: 'error',
  failures: 'failures',
  nextTryAt: 'next_try_at',
} as const;
type Changes = { readonly [F in keyof typeof CHANGING]?: StoredRefund[F] };

export interface Step extends Omit<Changes, 'error'> {
  readonly to: RefundStatus;
  /** `staff:7`, `user:42`, `system`. */
  readonly by: string;
  /** Why, for the trail. */
  readonly remark?: string | undefined;
  /** Code of the refusal. Without it the last one is deleted. */
  readonly error?: string | null | undefined;
}

/** Locks a refund until the transaction ends. Errors: REFUND_UNKNOWN. */
export async function lockRefund(tx: Tx, refundId: string): Promise<StoredRefund> {
  const refund = isUuid(refundId) ? await readStored(tx, 'id = $1 FOR UPDATE', refundId) : undefined;
  if (!refund) throw new AppError('REFUND_UNKNOWN');
  return refund;
}

/** Errors: REFUND_STATE if the table of states does not allow this step. */
export function requireStep(refund: StoredRefund, to: RefundStatus): void {
  if (!REFUND_STATES[refund.status].next.includes(to))
    throw new AppError('REFUND_STATE', { status: refund.status, to });
}

/** Takes one step with a locked refund. Errors: REFUND_STATE. */
export async function moveRefund(tx: Tx, refund: StoredRefund, step: Step): Promise<StoredRefund> {
  const { to, by, remark, error, ...changes } = step;
  requireStep(refund, to);
  // Only a refund that is being tried again keeps its count of failures.
  const isBeingTried = to === 'executing' || (refund.status === 'executing' && to === 'approved');
  const after = await update(
    tx,
    refund.id,
    { status: to, changed_by: by, remark: remark ?? '', error: error ?? null },
    { ...(isBeingTried ? {} : { failures: 0 }), nextTryAt: null, ...changes },
  );
  if (to === 'done' && after.kind === 'refund') {
    const { id: subject, userId, asset, amount, correlationId } = after;
    await raise(tx, { kind: 'refund', subject, userId, asset, amount, correlationId });
  }
  return after;
}

/** Stores new facts about a locked refund, without a step. */
export function noteOnRefund(tx: Tx, refund: StoredRefund, changes: Changes): Promise<StoredRefund> {
  return update(tx, refund.id, {}, changes);
}

async function update(
  q: Queryable,
  id: string,
  fixed: Readonly<Record<string, unknown>>,
  changes: Changes,
): Promise<StoredRefund> {
  const named = Object.entries(changes).map(([field, value]): [string, unknown] => [
    CHANGING[field as keyof typeof CHANGING],
    value,
  ]);
  const columns = [...Object.entries(fixed), ...named];
  await q.query(
    `UPDATE refunds SET ${columns.map(([column], i) => `${column} = $${i + 2}`).join(', ')} WHERE id = $1`,
    [id, ...columns.map(([, value]) => value)],
  );
  const after = await readStored(q, 'id = $1', id);
  if (!after) throw new AppError('REFUND_UNKNOWN');
  return after;
}

/**
 * Tells the user about a step, once per state and attempt. For an adjustment, only when it is done: corrections by
 * staff before that are not news for the user.
 */
export async function tellUser(tx: Tx, refund: StoredRefund, news: RefundNews): Promise<void> {
  const data = newsOf(refund, news);
  if (!data) return;
  await notify(tx, {
    userId: refund.userId,
    kind: 'refund_step',
    subjectId: refund.id,
    key: `refund:${refund.id}:${news}:${refund.attempts}:${refund.updatedAt.getTime()}`,
    data,
    correlationId: refund.correlationId ?? undefined,
  });
}

function newsOf(refund: StoredRefund, step: RefundNews): DataOf<'refund_step'> | undefined {
  const { kind, amount, asset, orderId, reason } = refund;
  const common = { amount, asset, orderId, reason };
  if (kind === 'adjustment') {
    const { direction } = refund;
    const wasInSuspense = isRelease(refund);
    return step === 'done' ? { ...common, kind, step, direction, wasInSuspense, hasRefund: true } : undefined;
  }
  const { destination, gave, stars, bonusStars, network, addressHint } = refund;
  return { ...common, kind, step, destination, gave, stars: stars + bonusStars, network, addressHint };
}
