import { userBalances } from '../ledger/index.ts';
import { AppError } from '../lib/index.ts';
import type { Context, Row, Tx } from '../platform/index.ts';
import { PENDING_ORDER_STATES } from '../shop/index.ts';
import { changeUser, type UserStatus } from '../users/index.ts';
import { PERSONAL_DATA } from './personalData.ts';

/** All data that we have about a person: plain JSON (bigint as decimal text, times as ISO 8601). */
export interface PersonalExport {
  readonly exportedAt: string;
  readonly balances: Readonly<Record<string, string>>;
  readonly parts: Readonly<Record<string, readonly Row[]>>;
}

/** Errors: USER_UNKNOWN. */
export async function exportMyData(context: Context, userId: bigint): Promise<PersonalExport> {
  const parts: Record<string, Row[]> = {};
  for (const { part, select } of PERSONAL_DATA) {
    if (part !== null && select !== null)
      parts[part] = (await context.db.query(select, [userId])).rows.map(asJson);
  }
  if (parts['profile']?.length !== 1) throw new AppError('USER_UNKNOWN');
  const balances = await userBalances(context.db, userId, context.config.PAYMENT_ASSET);
  return {
    exportedAt: context.clock.now().toISOString(),
    balances: Object.fromEntries(Object.entries(balances).map(([name, amount]) => [name, String(amount)])),
    parts,
  };
}

/**
 * Erases the person: the row stays without a name, ticket texts are deleted, orders and ledger keep their rows. A later
 * /start makes a new user. Nobody can reach the rest of the balance after that, so `giveUp` says how much the user
 * agreed to lose (minor units). If there is more, for example after a payment in the meantime, the user must be asked
 * again.
 * Errors: USER_UNKNOWN; USER_UNDER_REVIEW and USER_BLOCKED (a user must not escape such a decision); ACCOUNT_NOT_EMPTY
 * with `wallet`, `stars`, `hold`, `delivery` in minor units, `orders` still waiting for a payment and `refunds` that
 * are not over, because money or stars on their way are never given up.
 */
export async function deleteMyAccount(
  context: Context,
  input: { userId: bigint; giveUp?: { wallet: bigint; stars: bigint } },
): Promise<void> {
  await changeUser(context, input.userId, async (tx) => {
    await refuseUnlessFree(tx, input.userId);
    // Keep this sequence: a payment that is settled in between is then either an open order or part of the balance.
    const orders = await countOpenOrders(tx, input.userId);
    const refunds = await countOpenRefunds(tx, input.userId);
    const balances = await userBalances(tx, input.userId, context.config.PAYMENT_ASSET);
    const agreed = input.giveUp ?? { wallet: 0n, stars: 0n };
    const isMore = balances.wallet > agreed.wallet || balances.stars > agreed.stars;
    if (orders > 0n || refunds > 0n || balances.hold > 0n || balances.delivery > 0n || isMore)
      throw new AppError('ACCOUNT_NOT_EMPTY', {
        wallet: String(balances.wallet),
        stars: String(balances.stars),
        hold: String(balances.hold),
        delivery: String(balances.delivery),
        orders: String(orders),
        refunds: String(refunds),
      });
    for (const { erase } of PERSONAL_DATA) if (erase !== null) await tx.query(erase, [input.userId]);
  });
}

async function refuseUnlessFree(tx: Tx, userId: bigint): Promise<void> {
  const { rows } = await tx.query<{ status: UserStatus }>(
    'SELECT status FROM users WHERE id = $1 AND deleted_at IS NULL FOR UPDATE',
    [userId],
  );
  const [user] = rows;
  if (!user) throw new AppError('USER_UNKNOWN');
  if (user.status === 'under_review') throw new AppError('USER_UNDER_REVIEW');
  if (user.status === 'blocked') throw new AppError('USER_BLOCKED');
}

/** Orders for which money may still arrive. */
async function countOpenOrders(tx: Tx, userId: bigint): Promise<bigint> {
  const { rows } = await tx.query<{ n: bigint }>(
    'SELECT count(*) AS n FROM orders WHERE user_id = $1 AND status = ANY($2)',
    [userId, PENDING_ORDER_STATES],
  );
  return rows[0]?.n ?? 0n;
}

/**
 * Refunds that wait for a decision or are being carried out, because their next step needs the user. Corrections by
 * staff do not stop a deletion.
 */
async function countOpenRefunds(tx: Tx, userId: bigint): Promise<bigint> {
  const { rows } = await tx.query<{ n: bigint }>(
    `SELECT count(*) AS n FROM refunds WHERE user_id = $1 AND kind = 'refund'
       AND status IN (SELECT from_status FROM refund_transitions)`,
    [userId],
  );
  return rows[0]?.n ?? 0n;
}

function asJson(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? String(value) : value instanceof Date ? value.toISOString() : value,
    ]),
  );
}
