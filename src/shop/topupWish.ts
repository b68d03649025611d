import type { Queryable } from '../platform/index.ts';

/** Takes the purchase off a top-up, in the caller's transaction. False: somebody else did. */
export async function takeWish(tx: Queryable, topupId: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE orders SET then_stars = NULL, then_price_id = NULL WHERE id = $1 AND then_stars IS NOT NULL',
    [topupId],
  );
  return rowCount === 1;
}

/**
 * A buyer who buys by hand does not wait for a paid top-up any more, nor for the same stars by an unpaid one. Locks the
 * orders in the sequence in which settling locks them.
 */
export async function giveUpWishes(
  tx: Queryable,
  { userId, stars }: { userId: bigint; stars: number },
): Promise<void> {
  await tx.query(
    `UPDATE orders SET then_stars = NULL, then_price_id = NULL WHERE id IN (
       SELECT id FROM orders WHERE user_id = $1 AND then_stars IS NOT NULL AND (status = 'paid' OR then_stars = $2)
       ORDER BY id FOR UPDATE)`,
    [userId, stars],
  );
}
