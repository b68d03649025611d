import type { Context, Tx } from '../platform/index.ts';
import type { Delivery } from './types.ts';

/**
 * Says why a person must look at a delivery before it is sent, or undefined. Sent stars cannot be taken back, so the rules
 * are checked in the transaction that sets the stars aside.
 */
export async function reviewReason(
  _context: Context,
  tx: Tx,
  { recipient, userId }: Delivery,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ senders: number }>(
    `SELECT count(DISTINCT user_id)::integer AS senders FROM deliveries
     WHERE recipient = $1 AND user_id <> $2 AND status <> 'failed' AND created_at > now() - interval '7 days'`,
    [recipient, userId],
  );
  return (rows[0]?.senders ?? 0) >= MANY_SENDERS ? 'many_senders' : undefined;
}

/** If so many other people sent to one account within a week, a person must look. */
const MANY_SENDERS = 5;
