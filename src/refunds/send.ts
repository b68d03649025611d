import { journalIdOf, post } from '../ledger/index.ts';
import { AppError, toAppError, type ErrorCode } from '../lib/index.ts';
import { expectRefund, isBusy, type PaymentsContext, type ProviderInvoice } from '../payments/index.ts';
import { coinsOf } from './coins.ts';
import { failing } from './failing.ts';
import { refundJournal } from './journals.ts';
import { stopListed } from './listedAddress.ts';
import { queueLookUp, QUIET_MS } from './lookUpPlan.ts';
import { lockRefund, moveRefund, noteOnRefund, tellUser } from './move.ts';
import { queueExecution } from './open.ts';
import { openAddress } from './openAddress.ts';
import { isUnderWay } from './states.ts';
import type { StoredRefund } from './types.ts';

/** The call to the provider, with everything that it needs. */
interface Sending {
  readonly refund: StoredRefund;
  readonly uuid: string;
  readonly address: string;
  /** In coins of the payer, decimal text; absent: all that came. */
  readonly coins: { amount?: string };
}

/**
 * Sends a refund to its address. First the state and the set-aside money are committed. Then the provider is called,
 * once, and the result is written. A crash on the way leaves `executing`, which a look-up turns into `unknown`: this
 * function never calls twice.
 */
export async function sendToAddress(context: PaymentsContext, refund: StoredRefund): Promise<void> {
  requireWorker(context);
  const invoice = await context.db.one<{ name: string; booked: bigint }>(
    'SELECT provider_order_id AS name, booked FROM invoices WHERE id = $1',
    [refund.invoiceId],
  );
  const facts = invoice && (await context.provider.info({ orderId: invoice.name }));
  if (!invoice || !facts) throw new AppError('PROVIDER_MISMATCH', { refund: refund.id });
  const coins = coinsOf(facts, { amount: refund.amount, booked: invoice.booked });
  const begunAt = performance.now();
  const sending = await failing(context, refund.id, () => begin(context, refund, { facts, coins }));
  if (!sending) return;
  const isLate = performance.now() - begunAt > LATEST_CALL_MS;
  await finish(context, sending, isLate ? tooLate() : await call(context, sending));
}

/**
 * A process that slept after the attempt was written must not call, because a person may have decided in the meantime.
 */
const LATEST_CALL_MS = QUIET_MS / 4;

function tooLate(): Outcome {
  const error = new AppError('PROVIDER_UNAVAILABLE', { reason: 'not called in time' });
  return { what: 'unclear', code: error.code, error };
}

/** Only a worker holds the payout key. Errors: PAYOUT_KEY_MISSING. */
function requireWorker({ config }: PaymentsContext): void {
  if (!config.ROLES.includes('worker') || config.HELEKET_PAYOUT_KEY.reveal() === '')
    throw new AppError('PAYOUT_KEY_MISSING');
}

/**
 * Writes that the provider is about to be called, and sets the money aside. Returns undefined if the provider must not
 * be called.
 */
function begin(
  context: PaymentsContext,
  { id: refundId, userId }: StoredRefund,
  provider: { facts: ProviderInvoice; coins: { amount?: string } | undefined },
): Promise<Sending | undefined> {
  const now = context.clock.now();
  return context.db.tx(async (tx) => {
    // Lock the user before the refund, as the code that names an address does.
    await tx.query('SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE', [userId]);
    const refund = await lockRefund(tx, refundId);
    if (refund.status !== 'approved' || refund.addressSealed === null) return undefined;
    if (refund.readyAt !== null && refund.readyAt > now) {
      await queueExecution(tx, refund);
      return undefined;
    }
    const { facts, coins } = provider;
    const isGoing = facts.status === 'refund_process' || facts.status === 'refund_paid';
    const isFirst = refund.attempts === 0;
    // A person must decide if money goes back without our request, or if the coins cannot be counted.
    if (coins === undefined || (isGoing && isFirst)) {
      const failed = await moveRefund(tx, refund, {
        to: 'failed',
        by: 'system',
        error: 'REFUND_SOURCE',
        attempts: refund.attempts + 1,
        seenStatus: facts.status,
      });
      await tellUser(tx, failed, 'failed');
      return undefined;
    }
    // The block list may have grown since the address was named.
    if (!isGoing && (await stopListed(context, tx, refund))) return undefined;
    const journal = refund.journalId === null ? refundJournal(refund) : undefined;
    const after = await moveRefund(tx, refund, {
      to: 'executing',
      by: 'system',
      attempts: refund.attempts + 1,
      startedAt: now,
      // An earlier attempt that was given up as lost is on its way after all. Only watch it.
      acceptedAt: isGoing ? now : null,
      lookedAt: null,
      seenStatus: null,
      ...(journal && { journalId: journalIdOf(journal.key) }),
    });
    if (refund.invoiceId !== null) await expectRefund(tx, refund.invoiceId, now);
    await queueLookUp(tx, after, new Date(now.getTime() + (isGoing ? 0 : QUIET_MS)));
    if (journal) await post(tx, journal);
    if (isGoing) return undefined;
    return {
      refund: after,
      uuid: facts.uuid,
      address: openAddress(context, after.addressSealed),
      coins,
    };
  });
}

/**
 * `refused`: nothing was sent. `unclear`: it may have been sent. `uncalled`: the provider did not get the call, or did
 * not look at it.
 */
type Outcome =
  | { what: 'accepted' }
  | { what: 'refused' | 'unclear' | 'uncalled'; code: ErrorCode; error: AppError };

async function call(context: PaymentsContext, sending: Sending): Promise<Outcome> {
  try {
    await context.provider.refund({
      uuid: sending.uuid,
      address: sending.address,
      // The fee comes out of the sent amount, so that exactly the ledger's figure leaves.
      feeFromBalance: false,
      ...sending.coins,
    });
    return { what: 'accepted' };
  } catch (thrown) {
    const error = toAppError(thrown);
    const { code } = error;
    if (code === 'PROVIDER_REFUSED') return { what: 'refused', code, error };
    if (code === 'CIRCUIT_OPEN' || code === 'PAYOUT_KEY_MISSING' || isBusy(error))
      return { what: 'uncalled', code, error };
    return { what: 'unclear', code, error };
  }
}

async function finish(context: PaymentsContext, { refund: begun }: Sending, outcome: Outcome): Promise<void> {
  const now = context.clock.now();
  await context.db.tx(async (tx) => {
    const refund = await lockRefund(tx, begun.id);
    if (!isUnderWay(refund) || refund.attempts !== begun.attempts) return;
    switch (outcome.what) {
      case 'accepted': {
        const after =
          refund.status === 'unknown'
            ? await moveRefund(tx, refund, { to: 'executing', by: 'system', acceptedAt: now })
            : await noteOnRefund(tx, refund, { acceptedAt: now, failures: 0 });
        await tellUser(tx, after, 'sent');
        await queueLookUp(tx, after, new Date(now.getTime() + 15_000));
        return;
      }
      case 'refused': {
        const after = await moveRefund(tx, refund, { to: 'failed', by: 'system', error: outcome.code });
        await tellUser(tx, after, 'failed');
        return;
      }
      case 'unclear': {
        if (refund.status === 'unknown') return;
        const after = await moveRefund(tx, refund, { to: 'unknown', by: 'system', error: outcome.code });
        await tellUser(tx, after, 'checking');
        await queueLookUp(tx, after, new Date(now.getTime() + 15_000));
        return;
      }
      case 'uncalled':
        await moveRefund(tx, refund, { to: 'approved', by: 'system', error: outcome.code });
    }
  });
  if (outcome.what !== 'accepted')
    context.log.warn(
      { refundId: begun.id, outcome: outcome.what, code: outcome.code, err: outcome.error },
      'a refund was not accepted',
    );
  // The job waits and tries again: the provider was not called.
  if (outcome.what === 'uncalled') throw outcome.error;
}
