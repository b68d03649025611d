import type { Queryable, Tx } from '../platform/index.ts';
import type { WalletTransaction } from './cells.ts';

/**
 * `wanted`: not signed, or its signed message is proved never to land. `signed`: a message exists that may land.
 * `seen`: its transaction was found. `lapsed`: its time is over and nothing was paid. `cancelled`: not wanted any more.
 * `stuck`: the wallet's number moved on without it; a person looks. The table `ton_payment_transitions` has the allowed
 * steps.
 */
export type PaymentState = 'wanted' | 'signed' | 'seen' | 'lapsed' | 'cancelled' | 'stuck';

/** A payment that our wallet was told to make. Amounts in nanoton. */
export interface TonPayment {
  readonly id: string;
  readonly purpose: string;
  readonly subjectId: string;
  readonly toAddress: string;
  readonly memo: string;
  readonly amount: bigint;
  readonly notAfter: Date;
  readonly state: PaymentState;
  /** Why it waits, or why it is over; empty: no reason. `funds`: the wallet has too little. */
  readonly reason: string;
  readonly sends: number;
  readonly firstSentAt: Date | null;
  /** The transaction that paid, in hex. */
  readonly txHash: string | null;
  readonly txLt: bigint | null;
  /** Its cost besides the amount. */
  readonly fee: bigint | null;
  readonly seenAt: Date | null;
  readonly correlationId: string | null;
}

/** A payment whose message exists. */
export interface SignedPayment extends TonPayment {
  readonly wallet: string;
  readonly seqno: number;
  readonly validUntil: Date;
  readonly afterLt: bigint;
  readonly boc: string;
  readonly bodyHash: string;
}

/**
 * Called in the transaction of a step to `seen`, `lapsed` or `stuck`. It writes a job and locks nothing, because the
 * payment is locked already.
 */
export type OnPaymentMoved = (tx: Tx, payment: TonPayment) => Promise<void>;

export const PAYMENT_COLUMNS = `id, purpose, subject_id AS "subjectId", to_address AS "toAddress", memo, amount, not_after AS "notAfter",
  state, reason, sends, first_sent_at AS "firstSentAt", tx_hash AS "txHash", tx_lt AS "txLt", fee, seen_at AS "seenAt",
  correlation_id AS "correlationId", wallet, seqno, valid_until AS "validUntil", after_lt AS "afterLt", boc,
  body_hash AS "bodyHash"`;

/** `where` is our own text, never a user's. */
export async function readPayments<P extends TonPayment = TonPayment>(
  q: Queryable,
  where: string,
  values: readonly unknown[] = [],
): Promise<P[]> {
  return (await q.query<P>(`SELECT ${PAYMENT_COLUMNS} FROM ton_payments WHERE ${where}`, values)).rows;
}

/** Changes the payments that `where` selects; `set` and `where` are our own texts. */
export async function updatePayments<P extends TonPayment = TonPayment>(
  q: Queryable,
  { set, where }: { readonly set: string; readonly where: string },
  values: readonly unknown[],
): Promise<P[]> {
  return (
    await q.query<P>(`UPDATE ton_payments SET ${set} WHERE ${where} RETURNING ${PAYMENT_COLUMNS}`, values)
  ).rows;
}

/** Returns those of the subjects whose payment is on the chain. */
export async function seenAmong(
  q: Queryable,
  purpose: string,
  subjectIds: readonly string[],
): Promise<string[]> {
  const where = `purpose = $1 AND subject_id = ANY ($2) AND state = 'seen'`;
  return (await readPayments(q, where, [purpose, subjectIds])).map(({ subjectId }) => subjectId);
}

/** The step to `seen`. Its values come after the payment's id. */
export function seenStep({ hash, lt, fee, at }: WalletTransaction): {
  readonly set: string;
  readonly values: readonly unknown[];
} {
  return {
    set: `state = 'seen', reason = '', tx_hash = $2, tx_lt = $3, fee = $4, seen_at = $5`,
    values: [hash, lt, fee, at],
  };
}

/** Locks the wallet's row until the transaction ends, so that signers of one wallet take turns. */
export async function lockWallet(tx: Tx, address: string): Promise<{ readonly incomingLt: bigint }> {
  const { rows } = await tx.query<{ incomingLt: bigint }>(
    'SELECT incoming_lt AS "incomingLt" FROM ton_wallets WHERE address = $1 FOR UPDATE',
    [address],
  );
  if (!rows[0]) throw new Error(`the wallet ${address} was never looked at`);
  return rows[0];
}

export async function findPayment(q: Queryable, id: string): Promise<TonPayment | undefined> {
  return (await readPayments(q, 'id = $1', [id]))[0];
}

/** The payment that was ordered for a subject, by purpose and id. */
export async function findPaymentOf(
  q: Queryable,
  purpose: string,
  subjectId: string,
): Promise<TonPayment | undefined> {
  return (await findPaymentsOf(q, purpose, [subjectId])).get(subjectId);
}

/** The payments that were ordered for subjects of one purpose, by subject. */
export async function findPaymentsOf(
  q: Queryable,
  purpose: string,
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, TonPayment>> {
  const found = await readPayments(q, 'purpose = $1 AND subject_id = ANY ($2)', [purpose, subjectIds]);
  return new Map(found.map((payment) => [payment.subjectId, payment]));
}

/** Payments that wait for a person. All of them have a message. */
export function stuckPayments(q: Queryable): Promise<SignedPayment[]> {
  return readPayments<SignedPayment>(q, `state = 'stuck'`);
}
