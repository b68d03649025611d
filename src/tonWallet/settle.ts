import { decide, isTaken, type Verdict } from './decide.ts';
import { look, transactionsAfter, type Look } from './look.ts';
import {
  lockWallet,
  readPayments,
  seenStep,
  updatePayments,
  type OnPaymentMoved,
  type SignedPayment,
} from './payment.ts';
import type { TonContext } from './ton.ts';

/** A message is signed only if at least this much time is left. */
export const LEAST_TIME_MS = 15_000;

/**
 * Finds the result of a signed payment and stores it. Returns the state of the wallet while the message may still land;
 * undefined: it is decided. Errors: CHAIN_UNAVAILABLE, CIRCUIT_OPEN.
 */
export async function settle(
  context: TonContext,
  payment: SignedPayment,
  onMoved: OnPaymentMoved,
): Promise<Look | undefined> {
  const chain = await look(context, payment.wallet);
  const since = isTaken(payment, chain)
    ? await transactionsAfter(context.ton.chain, payment.wallet, {
        afterLt: payment.afterLt,
        last: chain.last,
      })
    : [];
  const verdict = decide(payment, chain, since);
  if (verdict.is === 'wait') return chain;
  await context.db.tx(async (tx) => {
    await lockWallet(tx, payment.wallet);
    const same = `id = $1 AND state = 'signed' AND body_hash = $2`;
    const [found] = await readPayments(tx, `${same} FOR UPDATE`, [payment.id, payment.bodyHash]);
    // Another worker was faster.
    if (!found) return;
    const { set, values } = stepOf(payment, verdict, context.clock.now());
    const [moved] = await updatePayments(tx, { set, where: 'id = $1' }, [payment.id, ...values]);
    if (moved && moved.state !== 'wanted') await onMoved(tx, moved);
  });
  if (verdict.is === 'stuck')
    context.log.error({ paymentId: payment.id, why: verdict.why }, 'a payment of our TON wallet is stuck');
  return undefined;
}

const UNSIGNED = `wallet = NULL, seqno = NULL, valid_until = NULL, after_lt = NULL, boc = NULL, body_hash = NULL,
  first_sent_at = NULL, last_sent_at = NULL, sends = 0`;

function stepOf(
  { notAfter }: SignedPayment,
  verdict: Verdict,
  now: Date,
): { readonly set: string; readonly values: readonly unknown[] } {
  if (verdict.is === 'seen') return seenStep(verdict.transaction);
  if (verdict.is === 'stuck') return { set: `state = 'stuck', reason = $2`, values: [verdict.why] };
  const isOver = notAfter.getTime() <= now.getTime() + LEAST_TIME_MS;
  return isOver
    ? { set: `state = 'lapsed', reason = 'time'`, values: [] }
    : { set: `state = 'wanted', reason = 'not landed', ${UNSIGNED}`, values: [] };
}
