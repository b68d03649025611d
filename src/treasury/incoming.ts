import type { JournalLine } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { bookingNeedsSecond } from '../refunds/index.ts';
import { requireRight } from '../staff/index.ts';
import { bookOrAsk, journalOf, keyOfIncoming, type Booked, type Booking } from './booking.ts';
import { fundingAsset } from './funding.ts';

/**
 * What a person says about a transfer that came in to our wallet. `return`: a supplier gave the price of a delivery back.
 * `capital`, `heleket`: money from there. `known`: it was booked before, for example by `treasury fund`.
 */
export const INCOMING_AS = ['return', 'capital', 'heleket', 'known'] as const;

export interface IncomingBooking {
  readonly txHash: string;
  readonly as: (typeof INCOMING_AS)[number];
  /** Of a return. */
  readonly deliveryId?: string | undefined;
  readonly remark: string;
  readonly staffId: bigint;
}

/**
 * Books a transfer that came in and that no rule could match. Above the limit it waits for a second person. Errors:
 * INPUT_INVALID (no such transfer, or the place has no TON), ALREADY_SO (booked already), and those of `bookOrAsk`.
 */
export function bookIncoming(context: Context, input: IncomingBooking): Promise<Booked> {
  return context.db.tx(async (tx) => bookOrAsk(tx, await bookingOf(context, tx, input)));
}

/** The postings that {@link bookIncoming} would make, and whether it would wait for a second person. Changes nothing. */
export function previewIncoming(
  context: Context,
  input: IncomingBooking,
): Promise<{
  readonly amount: bigint;
  readonly lines: readonly JournalLine[];
  readonly needsSecond: boolean;
}> {
  return context.db.tx(async (tx) => {
    const booking = await bookingOf(context, tx, input);
    const journal = await journalOf(tx, booking);
    const { amount, asset } = booking;
    const needsSecond = await bookingNeedsSecond(tx, { staffId: input.staffId, asset, amount });
    return { amount, lines: journal?.lines ?? [], needsSecond };
  });
}

async function bookingOf(
  context: Context,
  tx: Tx,
  { txHash, as, deliveryId, remark, staffId }: IncomingBooking,
): Promise<Booking & { readonly bookedBy: bigint }> {
  await requireRight(tx, staffId, 'edit', 'treasury');
  const { rows } = await tx.query<{ amount: bigint; isBooked: boolean }>(
    `SELECT amount, EXISTS (SELECT FROM treasury_bookings b WHERE b.tx_hash = i.tx_hash) AS "isBooked"
     FROM ton_incoming i WHERE tx_hash = $1`,
    [txHash],
  );
  const [transfer] = rows;
  if (!transfer) throw new AppError('INPUT_INVALID', { fields: 'txHash' });
  if (transfer.isBooked) throw new AppError('ALREADY_SO');
  const isFunding = as === 'capital' || as === 'heleket';
  if (isFunding) fundingAsset(context, { from: as, to: 'ton_wallet' });
  return {
    key: keyOfIncoming(txHash),
    kind: isFunding ? 'funding' : as,
    from: isFunding ? as : null,
    to: isFunding ? 'ton_wallet' : null,
    asset: 'TON',
    amount: transfer.amount,
    txHash,
    deliveryId: as === 'return' ? (deliveryId ?? '') : null,
    remark: remark.trim(),
    bookedBy: staffId,
  };
}
