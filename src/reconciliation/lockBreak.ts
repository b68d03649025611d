import { AppError, isUuid } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import type { OpenBreak } from './decision.ts';

/** Locks the invoice and then its break, in the same sequence as settlements. Errors: BREAK_UNKNOWN, BREAK_STATE. */
export async function lockBreak(tx: Tx, breakId: string): Promise<OpenBreak> {
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
