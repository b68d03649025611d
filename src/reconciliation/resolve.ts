import { AppError, formatAmount } from '../lib/index.ts';
import { journalIdOf, post, type Journal } from '../ledger/index.ts';
import { addBreakEvent, type BreakClass } from '../payments/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { coin, moveOrder } from '../shop/index.ts';
import { notify } from '../support/index.ts';
import { atStake } from './atStake.ts';

/**
 * - `credit`: the money goes to the balance of the order's buyer;
 * - `link`: money without an order goes to the balance of the named user;
 * - `write_off`: the money goes to suspense until somebody asks for it;
 * - `refund`: a refund was made for it, the note names it;
 * - `ignore`: nothing has to be done, the note says why.
 */
export const RESOLUTIONS = ['credit', 'link', 'write_off', 'refund', 'ignore'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export interface ResolveInput {
  breakId: string;
  staffId: bigint;
  resolution: Resolution;
  /** Why; always asked for. */
  note: string;
  /** Minor units that came and were not booked; for `credit`, `link` and `write_off`. */
  amount?: bigint;
  /** For `link`. */
  userId?: bigint;
  correlationId?: string | undefined;
}

interface OpenBreak {
  class: BreakClass;
  status: string;
  asset: string | null;
  invoiceId: string | null;
  orderId: string | null;
  userId: bigint | null;
  amount: bigint | null;
  detail: Readonly<Record<string, string | null>>;
}

/**
 * Ends a break by a decision of staff, with its journal where money moves, once. Who may is for the caller to check.
 * Errors: BREAK_UNKNOWN, BREAK_STATE (already resolved), TEXT_INVALID (no reason), INPUT_INVALID (no amount or user
 * where one is needed), AMOUNT_OUT_OF_RANGE (more than may have come), USER_UNKNOWN, and those of the ledger.
 */
export async function resolveBreak(context: Context, input: ResolveInput): Promise<void> {
  const note = input.note.trim();
  if (note.length < 3 || note.length > 1000) throw new AppError('TEXT_INVALID');
  await context.db.tx(async (tx) => {
    const { rows } = await tx.query<OpenBreak>(
      `SELECT b.class, b.status, b.asset, b.amount, b.detail, b.invoice_id AS "invoiceId", b.order_id AS "orderId", o.user_id AS "userId"
       FROM breaks b LEFT JOIN orders o ON o.id = b.order_id WHERE b.id = $1 FOR UPDATE OF b`,
      [input.breakId],
    );
    const [found] = rows;
    if (!found) throw new AppError('BREAK_UNKNOWN');
    if (found.status !== 'open') throw new AppError('BREAK_STATE');
    const journal = await journalOf(context, tx, { found, input, note });
    await tx.query(
      `UPDATE breaks SET status = 'resolved', resolution = $2, resolved_by = $3, resolved_at = now(), journal_id = $4
       WHERE id = $1`,
      [input.breakId, input.resolution, `staff:${input.staffId}`, journal ? journalIdOf(journal.key) : null],
    );
    await addBreakEvent(tx, {
      breakId: input.breakId,
      actor: `staff:${input.staffId}`,
      action: 'resolved',
      note: `${input.resolution}: ${note}`,
    });
    if (!journal || input.amount === undefined) return;
    if (input.resolution === 'credit') await tellCredited(context, tx, { found, input });
    if (found.invoiceId !== null)
      await tx.query(
        'UPDATE invoices SET booked = booked + $2, received = greatest(received, booked + $2) WHERE id = $1',
        [found.invoiceId, input.amount],
      );
    await post(tx, journal);
  });
}

/** The buyer gets what came on the balance in place of the goods. */
async function tellCredited(
  context: Context,
  tx: Tx,
  { found, input }: { found: OpenBreak; input: ResolveInput },
): Promise<void> {
  if (found.orderId === null || found.userId === null || input.amount === undefined) return;
  await moveOrder(tx, { orderId: found.orderId, to: 'underpaid' });
  const credited = formatAmount(input.amount, coin(context.config));
  await notify(tx, {
    userId: found.userId,
    kind: 'order_underpaid',
    subjectId: found.orderId,
    key: `break:${input.breakId}`,
    data: { state: 'closed', received: credited, credited, asset: context.config.PAYMENT_ASSET },
    correlationId: input.correlationId,
  });
}

async function journalOf(
  context: Context,
  tx: Tx,
  { found, input, note }: { found: OpenBreak; input: ResolveInput; note: string },
): Promise<Journal | undefined> {
  if (input.resolution === 'ignore' || input.resolution === 'refund') return undefined;
  const asset = found.asset ?? context.config.PAYMENT_ASSET;
  if (input.amount === undefined || input.amount <= 0n)
    throw new AppError('INPUT_INVALID', { field: 'amount' });
  if (input.amount > atStake(found, coin(context.config)))
    throw new AppError('AMOUNT_OUT_OF_RANGE', { field: 'amount' });
  const userId = input.resolution === 'link' ? input.userId : (found.userId ?? undefined);
  if (input.resolution !== 'write_off') {
    if (userId === undefined) throw new AppError('INPUT_INVALID', { field: 'userId' });
    const known = await tx.query('SELECT 1 FROM users WHERE id = $1', [userId]);
    if (known.rows.length === 0) throw new AppError('USER_UNKNOWN');
  }
  const clearing = { house: 'provider_clearing', asset } as const;
  return {
    key: `break:${input.breakId}`,
    kind: 'adjustment',
    reason: note,
    actor: `staff:${input.staffId}`,
    lines: [
      {
        debit: clearing,
        credit:
          input.resolution === 'write_off' || userId === undefined
            ? { house: 'suspense', asset }
            : { user: userId, account: 'wallet', asset },
        amount: input.amount,
      },
    ],
    links: {
      ...(found.orderId === null ? {} : { orderId: found.orderId }),
      ...(found.invoiceId === null ? {} : { invoiceId: found.invoiceId }),
    },
    ...(input.correlationId === undefined ? {} : { correlationId: input.correlationId }),
  };
}

/** Gives a break an owner, or none. Errors: BREAK_UNKNOWN, BREAK_STATE. */
export async function assignBreak(
  context: Context,
  input: { breakId: string; staffId: bigint; ownerId: bigint | null },
): Promise<void> {
  await change(context, { ...input, action: 'owner', column: 'owner_id', value: input.ownerId });
}

/** Errors: BREAK_UNKNOWN, BREAK_STATE, TEXT_INVALID. */
export async function remarkBreak(
  context: Context,
  input: { breakId: string; staffId: bigint; remark: string },
): Promise<void> {
  if (input.remark.length > 1000) throw new AppError('TEXT_INVALID');
  await change(context, { ...input, action: 'remark', column: 'remark', value: input.remark });
}

async function change(
  context: Context,
  input: {
    breakId: string;
    staffId: bigint;
    action: 'owner' | 'remark';
    column: 'owner_id' | 'remark';
    value: bigint | string | null;
  },
): Promise<void> {
  await context.db.tx(async (tx) => {
    const { rows } = await tx.query<{ status: string }>(
      'SELECT status FROM breaks WHERE id = $1 FOR UPDATE',
      [input.breakId],
    );
    if (!rows[0]) throw new AppError('BREAK_UNKNOWN');
    if (rows[0].status !== 'open') throw new AppError('BREAK_STATE');
    await tx.query(`UPDATE breaks SET ${input.column} = $2 WHERE id = $1`, [input.breakId, input.value]);
    await addBreakEvent(tx, {
      breakId: input.breakId,
      actor: `staff:${input.staffId}`,
      action: input.action,
      note: String(input.value ?? ''),
    });
  });
}
