import { AppError, isStorable, newId, readTon } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { enqueueAll } from '../queue/index.ts';
import { findPaymentOf, PAYMENT_COLUMNS, updatePayments, type TonPayment } from './payment.ts';

/** A payment to make. `purpose` and `subjectId` name it: the same two mean the same payment. */
export interface Want {
  readonly purpose: string;
  readonly subjectId: string;
  readonly to: string;
  readonly memo: string;
  /** Nanoton. */
  readonly amount: bigint;
  /** It must not reach the chain later than this. */
  readonly notAfter: Date;
  readonly correlationId?: string | undefined;
}

const LONGEST_MEMO = 500;

const WANT = `INSERT INTO ton_payments (id, purpose, subject_id, to_address, memo, amount, not_after, correlation_id)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::timestamptz[], $8::text[])
    ON CONFLICT (purpose, subject_id) DO NOTHING RETURNING ${PAYMENT_COLUMNS}`;

/**
 * Orders payments in the caller's transaction. A payment that was ordered before is returned as it is now.
 * Errors: INPUT_INVALID for an address, memo or amount that cannot be paid; INTERNAL if the same payment was ordered
 * with another receiver, memo or amount.
 */
export async function wantPayments(tx: Tx, wants: readonly Want[]): Promise<TonPayment[]> {
  if (wants.length === 0) return [];
  const wrong = wants.map(problemOf).find((problem) => problem !== undefined);
  if (wrong !== undefined) throw new AppError('INPUT_INVALID', { fields: wrong });
  const { rows: fresh } = await tx.query<TonPayment>(WANT, [
    wants.map(() => newId()),
    wants.map(({ purpose }) => purpose),
    wants.map(({ subjectId }) => subjectId),
    wants.map(({ to }) => to),
    wants.map(({ memo }) => memo),
    wants.map(({ amount }) => amount),
    wants.map(({ notAfter }) => notAfter),
    wants.map(({ correlationId }) => correlationId ?? null),
  ]);
  await enqueueAll(
    tx,
    fresh.map(({ id, correlationId }) => ({ job: 'ton.advance', payload: { paymentId: id }, correlationId })),
  );
  const payments: TonPayment[] = [];
  for (const want of wants) payments.push(findIn(fresh, want) ?? (await orderedBefore(tx, want)));
  return payments;
}

/** {@link wantPayments} for one. */
export async function wantPayment(tx: Tx, want: Want): Promise<TonPayment> {
  const [payment] = await wantPayments(tx, [want]);
  return payment as TonPayment;
}

function findIn(payments: readonly TonPayment[], { purpose, subjectId }: Want): TonPayment | undefined {
  return payments.find((payment) => payment.purpose === purpose && payment.subjectId === subjectId);
}

async function orderedBefore(tx: Tx, want: Want): Promise<TonPayment> {
  const { purpose, subjectId, to, memo, amount } = want;
  const payment = await findPaymentOf(tx, purpose, subjectId);
  if (!payment || payment.toAddress !== to || payment.memo !== memo || payment.amount !== amount)
    throw new AppError('INTERNAL', {}, { message: `another payment is wanted for ${purpose} ${subjectId}` });
  return payment;
}

function problemOf({ to, memo, amount }: Want): string | undefined {
  const account = readTon(to);
  if (!account || account.isTestOnly) return 'to';
  if (memo === '' || memo.length > LONGEST_MEMO || !isStorable(memo)) return 'memo';
  return amount > 0n ? undefined : 'amount';
}

/** Takes back a payment that is not signed. Returns false if it is too late, or if the payment was over before. */
export async function cancelPayment(tx: Tx, id: string): Promise<boolean> {
  const cancelled = await updatePayments(
    tx,
    { set: `state = 'cancelled', reason = ''`, where: `id = $1 AND state = 'wanted'` },
    [id],
  );
  return cancelled.length > 0;
}
