import { AppError, newId } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { enqueue, rescheduleJob } from '../queue/index.ts';
import { moveRefund, tellUser } from './move.ts';
import type { Request } from './requestRules.ts';
import type { Source } from './source.ts';
import { readStored, type RefundDestination, type RefundKind, type StoredRefund } from './types.ts';

interface NewRefund extends Request, Partial<Source> {
  readonly kind: RefundKind;
  readonly userId: bigint;
  readonly asset: string;
  readonly amount: bigint;
  readonly direction: 'credit' | 'debit';
  readonly destination: RefundDestination;
  readonly needsApproval: boolean;
}

/** Writes a request and lets it go on if the limits allow that without another person. */
export async function openRequest(tx: Tx, refund: NewRefund): Promise<StoredRefund> {
  const row = {
    id: newId(),
    kind: refund.kind,
    user_id: refund.userId,
    order_id: refund.orderId,
    invoice_id: refund.invoiceId,
    original_id: refund.originalId,
    gave: refund.gave ?? 'stars',
    ticket_id: refund.ticketId,
    destination: refund.destination,
    direction: refund.direction,
    asset: refund.asset,
    amount: refund.amount,
    stars: refund.stars ?? 0n,
    bonus_stars: refund.bonusStars ?? 0n,
    promo_stars: refund.promoStars ?? 0n,
    reason: refund.reason,
    note: refund.note.trim(),
    request_key: refund.requestKey,
    requested_by: refund.staffId,
    needs_approval: refund.needsApproval,
    network: refund.network,
    currency: refund.currency,
    changed_by: `staff:${refund.staffId}`,
    correlation_id: refund.correlationId,
  };
  const columns = Object.keys(row);
  await tx.query(
    `INSERT INTO refunds (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`,
    Object.values(row).map((value) => value ?? null),
  );
  const written = await readStored(tx, 'id = $1', row.id);
  if (!written) throw new AppError('REFUND_UNKNOWN');
  if (!written.needsApproval) return startApproved(tx, written, { by: 'system', remark: 'within the limit' });
  await tellUser(tx, written, 'requested');
  return written;
}

/** Lets an approved refund go on: the user is asked for an address, or the worker gets it. */
export async function startApproved(
  tx: Tx,
  refund: StoredRefund,
  step: { by: string; remark?: string | undefined; approvedBy?: bigint },
): Promise<StoredRefund> {
  const needsAddress = refund.destination === 'address';
  const after = await moveRefund(tx, refund, { to: needsAddress ? 'awaiting_address' : 'approved', ...step });
  await tellUser(tx, after, needsAddress ? 'address' : 'approved');
  if (!needsAddress) await queueExecution(tx, after);
  return after;
}

/**
 * Hands an approved refund to the worker, for the time when it may be carried out. A job that is not handed over yet is
 * moved to that time, so a refund that changes often has one job.
 */
export async function queueExecution(tx: Tx, refund: StoredRefund): Promise<void> {
  if (await rescheduleJob(tx, 'refund.execute', { refundId: refund.id }, refund.readyAt)) return;
  await enqueue(
    tx,
    'refund.execute',
    { refundId: refund.id },
    {
      ...(refund.correlationId === null ? {} : { correlationId: refund.correlationId }),
      ...(refund.readyAt === null ? {} : { runAt: refund.readyAt }),
    },
  );
}
