import type { Context, Tx } from '../platform/index.ts';
import type { Delivery } from './types.ts';

/**
 * Why a person looks at a delivery before it goes out, or undefined. Stars that left cannot be taken back, so the rules
 * are asked in the transaction that sets them aside.
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

/** So many other people who sent to one account within a week are looked at. */
const MANY_SENDERS = 5;
