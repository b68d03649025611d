import { enqueue } from '../queue/index.ts';
import { readPayments, updatePayments, type OnPaymentMoved, type SignedPayment } from './payment.ts';
import { LEAST_TIME_MS, settle } from './settle.ts';
import { signNext } from './sign.ts';
import type { TonContext } from './ton.ts';

/** A message is sent again after this time, until its result is known. A block takes about as long. */
const SEND_EVERY_MS = 5000;

/**
 * Moves all payments on, one step each: finds the result of the signed one, sends its message again while that is open,
 * and otherwise signs and sends the next. May run any number of times, several at once, and be killed at any point.
 * Errors: CHAIN_UNAVAILABLE, CIRCUIT_OPEN; then the next run does the work.
 */
export async function advancePayments(context: TonContext, onMoved: OnPaymentMoved): Promise<void> {
  const { db, ton } = context;
  if (!ton.isConfigured) return;
  await lapseOverdue(context, onMoved);
  for (const payment of await readPayments<SignedPayment>(db, `state = 'signed'`)) {
    const open = await settle(context, payment, onMoved);
    if (open && open.at < payment.validUntil) await broadcast(context, payment);
  }
  if ((await readPayments(db, `state = 'wanted' LIMIT 1`)).length === 0) return;
  const signed = await signNext(context, await ton.wallet(), onMoved);
  if (signed) await broadcast(context, signed);
}

/** A payment that is not signed when its time is over was never paid. */
async function lapseOverdue({ db, clock }: TonContext, onMoved: OnPaymentMoved): Promise<void> {
  const soon = new Date(clock.now().getTime() + LEAST_TIME_MS);
  await db.tx(async (tx) => {
    const step = { set: `state = 'lapsed', reason = 'time'`, where: `state = 'wanted' AND not_after <= $1` };
    for (const payment of await updatePayments(tx, step, [soon])) await onMoved(tx, payment);
  });
}

/**
 * Sends the stored message to the chain. The try and the time of the next look are written before. The node's answer
 * decides nothing, because a message that it refuses may have landed.
 */
async function broadcast({ db, ton, clock, log }: TonContext, payment: SignedPayment): Promise<void> {
  const now = clock.now();
  const [sending] = await db.tx(async (tx) => {
    const due = await updatePayments(
      tx,
      {
        set: 'first_sent_at = coalesce(first_sent_at, $3), last_sent_at = $3, sends = sends + 1',
        where: `id = $1 AND body_hash = $2 AND state = 'signed' AND (last_sent_at IS NULL OR last_sent_at <= $4)`,
      },
      [payment.id, payment.bodyHash, now, new Date(now.getTime() - SEND_EVERY_MS)],
    );
    const runAt = new Date(now.getTime() + SEND_EVERY_MS);
    const { id: paymentId, correlationId } = payment;
    for (const _ of due)
      await enqueue(tx, 'ton.advance', { paymentId }, { runAt, correlationId: correlationId ?? undefined });
    return due;
  });
  if (!sending) return;
  try {
    await ton.chain.send(payment.boc);
  } catch (error) {
    log.info({ paymentId: payment.id, sends: sending.sends, err: error }, 'a TON message was not taken');
  }
}
