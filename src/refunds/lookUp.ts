import { journalIdOf, post } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import type { PaymentsContext } from '../payments/index.ts';
import type { Tx } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { sentJournal } from './journals.ts';
import { nextLookAt, queueLookUp, QUIET_MS } from './lookUpPlan.ts';
import { lockRefund, moveRefund, noteOnRefund, tellUser } from './move.ts';
import { markOrder } from './markOrder.ts';
import { isUnderWay } from './states.ts';
import { leavingMark } from './tries.ts';
import { readStored, type StoredRefund } from './types.ts';

/** By then the provider shows every order that it accepted. */
const SHOWN_MS = 600_000;

/** The provider's answer, and when it was asked. */
interface Sight {
  readonly status: string;
  readonly askedAt: Date;
}

/**
 * Asks the provider what happened to a refund and writes it down. Never sends anything. May run at any time, and looks
 * again later as long as the result is open. Errors: REFUND_UNKNOWN, and those of the provider, which are written on
 * the refund.
 */
export async function lookUpRefund(context: PaymentsContext, refundId: string): Promise<void> {
  const known = await readStored(context.db, 'id = $1', refundId);
  if (!known) throw new AppError('REFUND_UNKNOWN');
  if (!isUnderWay(known)) return;
  await leavingMark(context, known, () => look(context, known));
}

/** {@link lookUpRefund} at the request of a member of staff. Errors: FORBIDDEN, and those of {@link lookUpRefund}. */
export async function lookUpNow(
  context: PaymentsContext,
  { refundId, staffId }: { refundId: string; staffId: bigint },
): Promise<void> {
  await requireRight(context.db, staffId, 'manage', 'refunds');
  await lookUpRefund(context, refundId);
}

async function look(context: PaymentsContext, known: StoredRefund): Promise<void> {
  const refundId = known.id;
  const invoice = await context.db.one<{ name: string }>(
    'SELECT provider_order_id AS name FROM invoices WHERE id = $1',
    [known.invoiceId],
  );
  const askedAt = context.clock.now();
  const facts = invoice && (await context.provider.info({ orderId: invoice.name }));
  if (!facts) throw new AppError('PROVIDER_MISMATCH', { refund: refundId });
  await context.db.tx(async (tx) => {
    const refund = await lockRefund(tx, refundId);
    // A person sent it again in the meantime, so this answer is about the attempt before.
    if (!isUnderWay(refund) || refund.attempts !== known.attempts) return;
    const after = await apply(tx, refund, { status: facts.status, askedAt });
    if (isUnderWay(after)) await queueLookUp(tx, after, nextLookAt(after, context.clock.now()));
    // Last in the transaction, like every posting.
    if (after.status === 'done') await post(tx, sentJournal(after));
  });
}

async function apply(tx: Tx, refund: StoredRefund, { status, askedAt }: Sight): Promise<StoredRefund> {
  const seen = {
    seenStatus: status,
    lookedAt: askedAt,
    failures: 0,
    nextTryAt: null,
    ...(refund.status === 'executing' ? { error: null } : {}),
  };
  const since = (from: Date | null): number => askedAt.getTime() - (from?.getTime() ?? 0);
  switch (status) {
    case 'refund_paid': {
      const captureId = journalIdOf(sentJournal(refund).key);
      const after = await moveRefund(tx, refund, { to: 'done', by: 'system', captureId, ...seen });
      await markOrder(tx, after);
      await tellUser(tx, after, 'done');
      return after;
    }
    case 'refund_process': {
      const acceptedAt = refund.acceptedAt ?? askedAt;
      if (refund.status === 'executing') return noteOnRefund(tx, refund, { acceptedAt, ...seen });
      const after = await moveRefund(tx, refund, { to: 'executing', by: 'system', acceptedAt, ...seen });
      await tellUser(tx, after, 'sent');
      return after;
    }
    case 'refund_fail': {
      // After a second attempt the provider may still show the failure of the first for a moment.
      const isOfThis =
        refund.attempts === 1 ||
        refund.seenStatus === 'refund_process' ||
        since(refund.startedAt) >= QUIET_MS;
      if (!isOfThis) return noteOnRefund(tx, refund, seen);
      const after = await moveRefund(tx, refund, {
        to: 'failed',
        by: 'system',
        ...seen,
        error: 'PROVIDER_REFUSED',
      });
      await tellUser(tx, after, 'failed');
      return after;
    }
    default: {
      const isSilent =
        refund.acceptedAt === null
          ? since(refund.startedAt) >= QUIET_MS
          : since(refund.acceptedAt) >= SHOWN_MS;
      if (refund.status === 'unknown' || !isSilent) return noteOnRefund(tx, refund, seen);
      const after = await moveRefund(tx, refund, { to: 'unknown', by: 'system', ...seen });
      await tellUser(tx, after, 'checking');
      return after;
    }
  }
}
