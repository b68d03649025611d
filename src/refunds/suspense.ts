import { AppError, formatAmount, isUuid } from '../lib/index.ts';
import { goneAmong } from '../payments/index.ts';
import type { Tx } from '../platform/index.ts';
import { assetOf } from './asset.ts';
import type { Source } from './source.ts';

/** What is to be released, and to whom. */
export interface ReleaseWish {
  /** The journal that put the money into suspense. */
  readonly journalId: string;
  /** Whose balance. Money of an order is its buyer's, who need not be named. */
  readonly userId?: bigint | undefined;
  /** Minor units; absent: all that lies there and nobody asked for yet. */
  readonly amount?: bigint | undefined;
}

/** The money that a release takes out of suspense. */
type Found = Pick<Source, 'orderId' | 'invoiceId' | 'originalId' | 'amount'> & { readonly asset: string };

/**
 * Whose the money is to be: the buyer's; where the buyer is gone, the new account of that person, which is named.
 * `isClaim`: somebody says whose it is, and another person has to agree.
 * Errors: JOURNAL_UNKNOWN, INPUT_INVALID (nobody named, or another than a buyer who is there).
 */
export async function receiverOf(
  tx: Tx,
  { journalId, userId }: ReleaseWish,
): Promise<{ userId: bigint; isClaim: boolean }> {
  const { userId: buyer } = await readPosting(tx, journalId);
  const isClaim = buyer !== null && (await goneAmong(tx, [buyer])).has(buyer);
  if (isClaim && userId !== undefined && userId !== buyer) return { userId, isClaim };
  const receiver = userId ?? buyer;
  if (isClaim || receiver === null || (buyer !== null && receiver !== buyer))
    throw new AppError('INPUT_INVALID', { fields: 'userId' });
  return { userId: receiver, isClaim };
}

/**
 * What a release can take: locks the journal that put the money there, as every posting against it does, so that two who
 * ask for the same money take turns. Call it after the user is locked.
 * Errors: JOURNAL_UNKNOWN, AMOUNT_OUT_OF_RANGE, REFUND_EXCEEDS_PAID with `left` as decimal text.
 */
export async function takeFromSuspense(tx: Tx, { journalId, amount: wanted }: ReleaseWish): Promise<Found> {
  await tx.query('SELECT ledger.lock_original($1)', [journalId]);
  const { asset, left, orderId, invoiceId } = await readPosting(tx, journalId);
  const amount = wanted ?? left;
  if (wanted !== undefined && wanted <= 0n) throw new AppError('AMOUNT_OUT_OF_RANGE');
  if (amount > left || left === 0n)
    throw new AppError('REFUND_EXCEEDS_PAID', { left: formatAmount(left, assetOf(asset)) });
  return { orderId, invoiceId, originalId: journalId, amount, asset };
}

interface Posting {
  readonly asset: string;
  readonly left: bigint;
  readonly orderId: string | null;
  readonly invoiceId: string | null;
  readonly userId: bigint | null;
}

async function readPosting(tx: Tx, journalId: string): Promise<Posting> {
  const { rows } = isUuid(journalId)
    ? await tx.query<Posting>(
        `SELECT asset, "left", order_id AS "orderId", invoice_id AS "invoiceId", user_id AS "userId"
         FROM suspense_postings WHERE journal_id = $1`,
        [journalId],
      )
    : { rows: [] };
  if (!rows[0]) throw new AppError('JOURNAL_UNKNOWN');
  return rows[0];
}
