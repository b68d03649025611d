import { AppError, isStorable, newId, readTon } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import { readPayments, updatePayments, type TonPayment } from './payment.ts';

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

/**
 * Orders a payment in the caller's transaction; a second call returns the first payment, as it is now.
 * Errors: INPUT_INVALID for an address, memo or amount that cannot be paid; INTERNAL if the same payment was ordered
 * with another receiver, memo or amount.
 */
export async function wantPayment(tx: Tx, want: Want): Promise<TonPayment> {
  const { purpose, subjectId, to, memo, amount, notAfter, correlationId } = want;
  const wrong = problemOf(want);
  if (wrong !== undefined) throw new AppError('INPUT_INVALID', { fields: wrong });
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO ton_payments (id, purpose, subject_id, to_address, memo, amount, not_after, correlation_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (purpose, subject_id) DO NOTHING RETURNING id`,
    [newId(), purpose, subjectId, to, memo, amount, notAfter, correlationId ?? null],
  );
  const [payment] = await readPayments(tx, 'purpose = $1 AND subject_id = $2', [purpose, subjectId]);
  if (!payment || payment.toAddress !== to || payment.memo !== memo || payment.amount !== amount)
    throw new AppError('INTERNAL', {}, { message: `another payment is wanted for ${purpose} ${subjectId}` });
  if (rows.length > 0) await enqueue(tx, 'ton.advance', { paymentId: payment.id }, { correlationId });
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
