import { coinsBackJournal, lockDelivery } from '../delivery/index.ts';
import { journalIdOf, post, type Journal } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import type { Queryable, Tx } from '../platform/index.ts';
import { asRefusal, propose, type Proposal, type Wanted } from '../proposals/index.ts';
import { bookingNeedsSecond } from '../refunds/index.ts';
import { requireRight } from '../staff/index.ts';
import { CAPABILITIES } from '../suppliers/index.ts';
import { ACCOUNT_OF_END, type FundingEnd } from './types.ts';

/** Money that moved outside, and how it is written down. Amounts in minor units. */
export interface Booking {
  /** The key of the journal too, so that the same movement is booked once. */
  readonly key: string;
  /** `known`: it was booked before, and nothing is posted. */
  readonly kind: 'funding' | 'return' | 'known';
  /** Of a funding. */
  readonly from: FundingEnd | null;
  readonly to: FundingEnd | null;
  readonly asset: string;
  readonly amount: bigint;
  /** The transfer that came in, if it is about one. */
  readonly txHash: string | null;
  /** Of a return. */
  readonly deliveryId: string | null;
  readonly remark: string;
  /** Null: by rule. */
  readonly bookedBy: bigint | null;
}

/** A transfer that came in is booked once, whoever books it. */
export function keyOfIncoming(txHash: string): string {
  return `incoming:${txHash}`;
}

/** `journalId` null: nothing was posted. `waits`: the request that another person must approve first. */
export interface Booked {
  readonly journalId: string | null;
  readonly replayed: boolean;
  readonly waits?: Proposal;
}

/**
 * Books a movement for a person, or asks for a second person if it is above the limit. Errors: FORBIDDEN, AMOUNT_INVALID,
 * TEXT_INVALID, REFUND_NOT_ALLOWED, PROPOSAL_WAITS, DELIVERY_UNKNOWN, DELIVERY_STATE.
 */
export async function bookOrAsk(tx: Tx, booking: Booking & { readonly bookedBy: bigint }): Promise<Booked> {
  const { amount, bookedBy: staffId, asset, key, remark } = booking;
  if (amount <= 0n) throw new AppError('AMOUNT_INVALID');
  if (remark === '' || remark.length > 200) throw new AppError('TEXT_INVALID', { max: 200 });
  await requireRight(tx, staffId, 'edit', 'treasury');
  const before = await readBooking(tx, key);
  if (before) return before;
  const journal = await journalOf(tx, booking);
  if (!(await bookingNeedsSecond(tx, { staffId, asset, amount }))) return write(tx, booking, journal);
  const proposal = { kind: 'booking', subject: key, wanted: wantedOf(booking), reason: remark } as const;
  return {
    journalId: null,
    replayed: false,
    waits: await propose(tx, { ...proposal, requestedBy: staffId }),
  };
}

/** Books a movement that the reference of a transfer proves. False: it was booked before. */
export async function bookByRule(tx: Tx, booking: Booking): Promise<boolean> {
  if (await readBooking(tx, booking.key)) return false;
  return !(await write(tx, booking, await journalOf(tx, booking))).replayed;
}

/** Books what one person asked for, after another approved. Errors: as {@link bookOrAsk}; PROPOSAL_STATE (booked since). */
export async function applyBooking(tx: Tx, { subject, wanted, reason, ...of }: Proposal): Promise<void> {
  const { requestedBy, decidedBy } = of;
  if (requestedBy === null) throw new AppError('FORBIDDEN');
  await requireRight(tx, requestedBy, 'edit', 'treasury');
  const booking = bookingOf(wanted, { key: subject, remark: reason, bookedBy: requestedBy });
  const done = await write(tx, booking, await journalOf(tx, booking), decidedBy);
  if (done.replayed) throw new AppError('PROPOSAL_STATE');
}

/** The journal of a booking; undefined: none. Locks its delivery. Errors: DELIVERY_UNKNOWN, DELIVERY_STATE. */
export async function journalOf(tx: Tx, booking: Booking): Promise<Journal | undefined> {
  const { key, kind, from, to, asset, amount, deliveryId, remark, bookedBy } = booking;
  const actor = bookedBy === null ? 'system' : `staff:${bookedBy}`;
  if (kind === 'return' && deliveryId !== null) {
    const { delivery, due } = await owedFor(tx, deliveryId);
    return coinsBackJournal(delivery, { amount, due }, { key, actor, reason: remark });
  }
  if (from === null || to === null) return undefined;
  // What the house holds stands on the debit side of its accounts.
  const [debit, credit] = [to, from].map((end) => ({ house: ACCOUNT_OF_END[end], asset }));
  if (!debit || !credit) return undefined;
  return { key, kind: 'funding', reason: remark, actor, lines: [{ debit, credit, amount }] };
}

/** What the supplier still owes for a delivery. Its money is in `supplier_due` only if the delivery failed. */
async function owedFor(tx: Tx, deliveryId: string) {
  const delivery = await lockDelivery(tx, deliveryId);
  const { status, supplier, paidAt, cost, costAsset } = delivery;
  const isOver = status === 'failed' || status === 'confirmed';
  const isOnChain = supplier !== null && CAPABILITIES[supplier].settlement === 'onchain';
  if (!isOver || !isOnChain || paidAt === null || cost === null || costAsset !== 'TON')
    throw new AppError('DELIVERY_STATE', { status });
  const { rows } = await tx.query('SELECT FROM treasury_bookings WHERE delivery_id = $1', [deliveryId]);
  return { delivery, due: status === 'failed' && rows.length === 0 ? cost : 0n };
}

async function readBooking(q: Queryable, key: string): Promise<Booked | undefined> {
  const { rows } = await q.query<{ kind: Booking['kind'] }>(
    'SELECT kind FROM treasury_bookings WHERE key = $1',
    [key],
  );
  const [row] = rows;
  return row && { journalId: row.kind === 'known' ? null : journalIdOf(key), replayed: true };
}

async function write(
  tx: Tx,
  booking: Booking,
  journal: Journal | undefined,
  approvedBy: bigint | null = null,
): Promise<Booked> {
  const { key, kind, from, to, asset, amount, txHash, deliveryId, remark, bookedBy } = booking;
  const { rows } = await tx
    .query(
      `INSERT INTO treasury_bookings (key, kind, from_place, to_place, asset, amount, tx_hash, delivery_id, remark, booked_by,
         approved_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (key) DO NOTHING RETURNING key`,
      [key, kind, from, to, asset, amount, txHash, deliveryId, remark, bookedBy, approvedBy],
    )
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
  const journalId = journal ? journalIdOf(key) : null;
  // Another worker, or another person, was faster.
  if (rows.length === 0) return { journalId, replayed: true };
  if (journal) await post(tx, journal);
  return { journalId, replayed: false };
}

/** A booking in the form that a proposal holds. The database compares it with the row that is written. */
function wantedOf({ kind, from, to, asset, amount, txHash, deliveryId }: Booking): Wanted {
  return { kind, fromPlace: from, toPlace: to, amount: String(amount), asset, txHash, deliveryId };
}

function bookingOf(wanted: Wanted, rest: Pick<Booking, 'key' | 'remark' | 'bookedBy'>): Booking {
  const text = (name: string): string | null => (wanted[name] ?? null) as string | null;
  return {
    ...rest,
    kind: wanted['kind'] as Booking['kind'],
    from: text('fromPlace') as FundingEnd | null,
    to: text('toPlace') as FundingEnd | null,
    asset: String(wanted['asset']),
    amount: BigInt(String(wanted['amount'])),
    txHash: text('txHash'),
    deliveryId: text('deliveryId'),
  };
}
