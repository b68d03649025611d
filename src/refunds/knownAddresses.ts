import { walletIdentity } from '../lib/index.ts';
import { KeyRing, type Context, type Tx } from '../platform/index.ts';
import type { StoredRefund } from './types.ts';

/**
 * Stores that the user confirmed the refund's address. Rows never change, except when the address is taken back or
 * erased.
 */
export async function rememberAddress(tx: Tx, refund: StoredRefund): Promise<void> {
  await tx.query(
    `INSERT INTO refund_addresses (refund_id, user_id, address_sealed, confirmed_at, ready_at)
     SELECT id, user_id, address_sealed, address_confirmed_at, ready_at FROM refunds WHERE id = $1`,
    [refund.id],
  );
}

/** Records that the user stopped the refund's address. */
export async function takeBackAddress(tx: Tx, refundId: string, at: Date): Promise<void> {
  await tx.query(
    'UPDATE refund_addresses SET taken_back_at = $2 WHERE refund_id = $1 AND taken_back_at IS NULL',
    [refundId, at],
  );
}

/**
 * Every wallet that the user ever confirmed, on any network and for any refund, also for cancelled ones. `isKnown`: our
 * coins went there, or the provider accepted the order to send them. For each refund only the address that it was sent
 * to counts.
 */
const NAMED = `SELECT a.address_sealed AS sealed, a.taken_back_at IS NULL
      AND (r.status = 'done' OR (r.status = 'executing' AND r.accepted_at IS NOT NULL))
      AND a.id = (SELECT max(l.id) FROM refund_addresses l WHERE l.refund_id = r.id) AS "isKnown"
    FROM refund_addresses a JOIN refunds r ON r.id = a.refund_id WHERE a.user_id = $1 AND a.address_sealed IS NOT NULL`;

/**
 * Whether an address has to wait, so that the true owner of an account can stop an intruder in the chat. It waits if
 * the user named another wallet before and no coins have gone to this one. Naming the same address again, for another
 * refund, on another network or in another spelling, does not make it known. Call it with the user locked.
 */
export async function waitsFor(
  context: Pick<Context, 'config'>,
  tx: Tx,
  { userId }: Pick<StoredRefund, 'userId'>,
  address: string,
): Promise<boolean> {
  const ring = new KeyRing(context.config.ENCRYPTION_KEYS);
  const { rows } = await tx.query<{ sealed: string; isKnown: boolean }>(NAMED, [userId]);
  const wallet = walletIdentity(address);
  const named = rows.map(({ sealed, isKnown }) => ({
    isKnown,
    wallet: walletIdentity(ring.decrypt(sealed)),
  }));
  if (named.some((one) => one.isKnown && one.wallet === wallet)) return false;
  return named.some((one) => one.wallet !== wallet);
}
