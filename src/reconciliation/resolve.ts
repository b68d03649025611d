import { AppError, isUuid } from '../lib/index.ts';
import { journalIdOf, post, type Journal } from '../ledger/index.ts';
import { addBreakEvent, type BreakClass } from '../payments/index.ts';
import type { Context, InTx, Tx } from '../platform/index.ts';
import { propose, type Proposal } from '../proposals/index.ts';
import { findRefund, givingNeedsSecond } from '../refunds/index.ts';
import { coin } from '../shop/index.ts';
import { findUser } from '../users/index.ts';
import { requireRight } from '../staff/index.ts';
import { atStake } from './atStake.ts';
import { closeHeld } from './closeHeld.ts';
import { kindOf, lineOf, sideOf, type Movement, type Resolution, type Side } from './resolutions.ts';
import { tellCredited } from './tellCredited.ts';

export interface ResolveInput {
  breakId: string;
  staffId: bigint;
  resolution: Resolution;
  /** Why, 3 to 1000 characters; always asked for. */
  note: string;
  /** Minor units: what came and was not booked, or what is gone. `refund` by other hands: all that is booked, unless it is said. */
  amount?: bigint;
  /** Which way the money lies, where the class of the break leaves that open; `came` unless it is said. */
  side?: Side;
  /** For `link`. */
  userId?: bigint;
  /** For `refund`: the refund that was made for it. */
  refundId?: string;
  correlationId?: string | undefined;
}

/** The same once a second person stands behind it. */
interface Carried extends ResolveInput {
  readonly approvedBy?: bigint;
}

interface OpenBreak {
  readonly class: BreakClass;
  readonly status: string;
  readonly asset: string | null;
  readonly invoiceId: string | null;
  readonly orderId: string | null;
  readonly userId: bigint | null;
  readonly amount: bigint | null;
  readonly detail: Readonly<Record<string, string | null>>;
  /** What of the invoice stood in the ledger when both sides were compared, and what stands there now. */
  readonly seenBooked: bigint;
  readonly booked: bigint;
}

/**
 * Ends a break by a decision of staff, with its journal where money moves, once. A decision about money counts only for
 * the break as it was seen: what was booked meanwhile, by rule or through another break, would be given twice.
 *
 * Money that reaches a user's balance follows the limits of adjustments: beyond what the person may give alone, nothing
 * is ended, and the wish that waits for a second person is given back.
 * Errors: FORBIDDEN, BREAK_UNKNOWN, BREAK_STATE (resolved already), BREAK_CHANGED (money was booked
 * meanwhile: look again), TEXT_INVALID (no reason), INPUT_INVALID with `fields`, AMOUNT_OUT_OF_RANGE (more than may have
 * come, or than is booked), REFUND_NOT_ALLOWED (more than the person may ask for), PROPOSAL_WAITS, USER_UNKNOWN,
 * REFUND_UNKNOWN, and those of the ledger.
 */
export async function resolveBreak(context: Context, input: ResolveInput): Promise<Proposal | undefined> {
  const note = input.note.trim();
  if (note.length < 3 || note.length > 1000) throw new AppError('TEXT_INVALID');
  const outcome = await context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'resolve', 'breaks');
    const found = await lockBreak(tx, input.breakId);
    const movement = await movementOf(context, tx, { found, input });
    if (movement && found.booked !== found.seenBooked) {
      await showBooked(tx, input.breakId, found.booked);
      return 'changed';
    }
    const decision = { found, input: { ...input, note }, movement };
    if (await needsSecond(context, tx, decision)) return askForBreak(tx, decision);
    await apply(tx, decision);
    return undefined;
  });
  if (outcome === 'changed') throw new AppError('BREAK_CHANGED');
  return outcome;
}

/**
 * Ends a break as it was asked for, once another person approved. Errors: as {@link resolveBreak}; BREAK_CHANGED also when
 * something was booked since it was asked for.
 */
export async function applyBreak(context: InTx, tx: Tx, proposal: Proposal): Promise<void> {
  const { subject: breakId, requestedBy, decidedBy, reason: note, wanted } = proposal;
  // Only people ask for these, and only people approve them.
  if (requestedBy === null || decidedBy === null) throw new AppError('FORBIDDEN');
  await requireRight(tx, requestedBy, 'resolve', 'breaks');
  const input: Carried = {
    breakId,
    staffId: requestedBy,
    approvedBy: decidedBy,
    resolution: wanted['resolution'] as Resolution,
    note,
    amount: BigInt(String(wanted['amount'])),
    side: wanted['side'] as Side,
    userId: BigInt(String(wanted['userId'])),
  };
  const found = await lockBreak(tx, breakId);
  const movement = await movementOf(context, tx, { found, input });
  const isAsSeen = found.booked === found.seenBooked && found.booked.toString() === wanted['booked'];
  if (!isAsSeen || movement?.userId?.toString() !== wanted['userId']) throw new AppError('BREAK_CHANGED');
  await needsSecond(context, tx, { found, input, movement });
  await apply(tx, { found, input, movement });
}

/** Leaves in the trail that nothing came of a wish. */
export async function breakDeclined(
  tx: Tx,
  { subject, status, decidedBy, requestedBy, remark }: Proposal,
): Promise<void> {
  await addBreakEvent(tx, {
    breakId: subject,
    actor: `staff:${decidedBy ?? requestedBy ?? ''}`,
    action: 'declined',
    note: `${status}: ${remark}`,
  });
}

async function needsSecond(context: InTx, tx: Tx, { input, movement }: Decision): Promise<boolean> {
  if (movement?.userId === undefined) return false;
  const { userId, asset, amount } = movement;
  const { staffId } = input;
  return givingNeedsSecond(tx, { staffId, userId, asset, amount, coin: coin(context.config).code });
}

async function askForBreak(tx: Tx, { found, input, movement }: Decision): Promise<Proposal> {
  const { breakId, staffId, resolution, note } = input;
  const proposal = await propose(tx, {
    kind: 'break',
    subject: breakId,
    before: { class: found.class, asset: movement?.asset ?? null },
    wanted: {
      resolution,
      side: movement?.side,
      amount: movement?.amount.toString(),
      asset: movement?.asset,
      userId: movement?.userId?.toString(),
      booked: found.booked.toString(),
    },
    reason: note,
    requestedBy: staffId,
    correlationId: input.correlationId,
  });
  await addBreakEvent(tx, {
    breakId,
    actor: `staff:${staffId}`,
    action: 'asked',
    note: `${resolution}: ${note}`,
  });
  return proposal;
}

/** Locks the invoice and then its break, in the turn of settlements. Errors: BREAK_UNKNOWN, BREAK_STATE. */
async function lockBreak(tx: Tx, breakId: string): Promise<OpenBreak> {
  if (!isUuid(breakId)) throw new AppError('BREAK_UNKNOWN');
  await tx.query(
    'SELECT 1 FROM invoices WHERE id = (SELECT invoice_id FROM breaks WHERE id = $1) FOR UPDATE',
    [breakId],
  );
  const { rows } = await tx.query<OpenBreak>(
    `SELECT b.class, b.status, b.asset, b.amount, b.detail, b.invoice_id AS "invoiceId", b.order_id AS "orderId", o.user_id AS "userId",
       coalesce((b.detail ->> 'ourBooked')::bigint, 0) AS "seenBooked", coalesce(i.booked, 0) AS booked
     FROM breaks b LEFT JOIN orders o ON o.id = b.order_id LEFT JOIN invoices i ON i.id = b.invoice_id
     WHERE b.id = $1 FOR UPDATE OF b`,
    [breakId],
  );
  const [found] = rows;
  if (!found) throw new AppError('BREAK_UNKNOWN');
  if (found.status !== 'open') throw new AppError('BREAK_STATE');
  return found;
}

/** What the decision moves; undefined: nothing. Errors: INPUT_INVALID, AMOUNT_OUT_OF_RANGE, USER_UNKNOWN. */
async function movementOf(
  context: InTx,
  tx: Tx,
  { found, input }: { found: OpenBreak; input: ResolveInput },
): Promise<Movement | undefined> {
  const { resolution } = input;
  const side = sideOf(found.class, resolution, input.side);
  if (resolution === 'ignore') return undefined;
  if (resolution === 'refund') {
    // What our refund moved stands already; what came, was never booked and went back moves nothing.
    if (input.refundId !== undefined || side === 'came') return undefined;
  }
  // By other hands usually all of it went back.
  const amount = input.amount ?? (resolution === 'refund' ? found.booked : undefined);
  if (amount === undefined || amount <= 0n) throw new AppError('INPUT_INVALID', { fields: 'amount' });
  // By hand no more is booked than may have come, and no more taken off than stands there.
  const most = side === 'gone' ? found.booked : atStake(found, coin(context.config));
  if (amount > most) throw new AppError('AMOUNT_OUT_OF_RANGE', { field: 'amount' });
  const asset = found.asset ?? context.config.PAYMENT_ASSET;
  const userId = await receiverOf(tx, { found, input });
  return { resolution, side, asset, amount, userId };
}

async function receiverOf(
  tx: Tx,
  { found, input }: { found: OpenBreak; input: ResolveInput },
): Promise<bigint | undefined> {
  if (input.resolution !== 'credit' && input.resolution !== 'link') return undefined;
  // Money of an order is its buyer's and nobody else's.
  if (input.resolution === 'link' && found.orderId !== null)
    throw new AppError('INPUT_INVALID', { fields: 'resolution' });
  const userId = input.resolution === 'link' ? input.userId : (found.userId ?? undefined);
  if (userId === undefined) throw new AppError('INPUT_INVALID', { fields: 'userId' });
  // Money goes to nobody who is gone: it is written off to suspense, and released to the owner's new account.
  await tx.query('SELECT 1 FROM users WHERE id = $1 FOR KEY SHARE', [userId]);
  const user = await findUser({ db: tx }, userId);
  if (!user || user.telegramId === null) throw new AppError('USER_UNKNOWN');
  return userId;
}

interface Decision {
  readonly found: OpenBreak;
  readonly input: Carried;
  readonly movement: Movement | undefined;
}

async function apply(tx: Tx, { found, input, movement }: Decision): Promise<void> {
  const journal = movement && journalOf(movement, { found, input });
  const change = movement === undefined ? 0n : movement.side === 'came' ? movement.amount : -movement.amount;
  const refund = await refundOf(tx, { found, input });
  await tx.query(
    `UPDATE breaks SET status = 'resolved', resolution = $2, resolved_by = $3, resolved_at = now(), journal_id = $4,
       refund_id = $5, stands = CASE WHEN invoice_id IS NULL THEN detail ELSE detail || jsonb_build_object('ourBooked', $6::text) END,
       credited = $7, credited_asset = $8, credited_to = $9, credited_by = $10, approved_by = $11
     WHERE id = $1`,
    [
      input.breakId,
      input.resolution,
      `staff:${input.staffId}`,
      journal ? journalIdOf(journal.key) : (refund?.journalId ?? null),
      refund?.id ?? null,
      (found.booked + change).toString(),
      ...(movement?.userId === undefined
        ? [null, null, null, null, null]
        : [movement.amount, movement.asset, movement.userId, input.staffId, input.approvedBy ?? null]),
    ],
  );
  await addBreakEvent(tx, {
    breakId: input.breakId,
    actor: `staff:${input.approvedBy ?? input.staffId}`,
    action: 'resolved',
    note: `${input.resolution}: ${input.note}`,
  });
  if (movement?.userId === undefined) await closeHeld(tx, { ...input, orderId: found.orderId });
  if (!movement || !journal) return;
  if (found.invoiceId !== null)
    await tx.query(
      `UPDATE invoices SET booked = booked + $2, received = greatest(received, booked + $2), credited = credited + $3 WHERE id = $1`,
      [found.invoiceId, change, movement.userId === undefined ? 0n : movement.amount],
    );
  if (movement.userId !== undefined)
    await tellCredited(tx, { ...input, ...movement, orderId: found.orderId });
  await post(tx, journal);
}

/** The refund that is named. Errors: REFUND_UNKNOWN (none of this order, or one that came to nothing). */
async function refundOf(
  tx: Tx,
  { found, input }: { found: OpenBreak; input: ResolveInput },
): Promise<{ id: string; journalId: string | null } | undefined> {
  if (input.resolution !== 'refund' || input.refundId === undefined) return undefined;
  const refund = await findRefund({ db: tx }, input.refundId);
  const isOfThis = refund?.kind === 'refund' && refund.orderId === found.orderId;
  if (!refund || !isOfThis || ['rejected', 'cancelled'].includes(refund.status))
    throw new AppError('REFUND_UNKNOWN');
  return refund;
}

function journalOf(movement: Movement, { found, input }: { found: OpenBreak; input: ResolveInput }): Journal {
  return {
    key: `break:${input.breakId}`,
    kind: kindOf(movement),
    reason: input.note,
    actor: `staff:${input.staffId}`,
    lines: [lineOf(movement)],
    links: {
      ...(found.orderId === null ? {} : { orderId: found.orderId }),
      ...(found.invoiceId === null ? {} : { invoiceId: found.invoiceId }),
    },
    ...(input.correlationId === undefined ? {} : { correlationId: input.correlationId }),
  };
}

/** Lets whoever looks again see what is booked now. */
async function showBooked(tx: Tx, breakId: string, booked: bigint): Promise<void> {
  await tx.query(
    `UPDATE breaks SET detail = detail || jsonb_build_object('ourBooked', $2::text) WHERE id = $1`,
    [breakId, booked.toString()],
  );
}
