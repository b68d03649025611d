import { AppError, formatAmount, isUuid } from '../lib/index.ts';
import { goneAmong } from '../payments/index.ts';
import type { Tx } from '../platform/index.ts';
import { assetOf } from './asset.ts';
import type { Source } from './source.ts';

/** The money to release, and its receiver. */
export interface ReleaseWish {
  /** The journal that put the money into suspense. */
  readonly journalId: string;
  /** The user whose balance gets it. Money of an order belongs to its buyer, so then the user may be left out. */
  readonly userId?: bigint | undefined;
  /** Minor units; absent: all of it that nobody has asked for yet. */
  readonly amount?: bigint | undefined;
}

/** The money that a release takes out of suspense. */
type Found = Pick<Source, 'orderId' | 'invoiceId' | 'originalId' | 'amount'> & { readonly asset: string };

/**
 * The user who gets the money: the buyer or, if the buyer deleted the account, the named new account of that person.
 * `isClaim`: a person claims who the owner is, so another person has to agree.
 * Errors: JOURNAL_UNKNOWN, INPUT_INVALID (nobody is named, or another user than a buyer who still has the account).
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
 * How much a release can take. Locks the journal that put the money there, as every posting against it does, so that
 * two requests for the same money happen one after another. Call it after the user is locked.
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
