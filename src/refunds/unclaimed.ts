import { endBreak, openBreak } from '../breaks/index.ts';
import type { Tx } from '../platform/index.ts';
import type { Refund } from './types.ts';

/**
 * Opens a break for money of a refund that is in suspense because its user deleted the account. It is open until the
 * money is claimed.
 */
export async function openUnclaimed(tx: Tx, refund: Refund, journalId: string): Promise<void> {
  const { asset, amount, orderId, invoiceId } = refund;
  await openBreak(tx, {
    class: 'owner_gone',
    source: 'settlement',
    subject: journalId,
    ...(orderId === null ? {} : { orderId }),
    ...(invoiceId === null ? {} : { invoiceId }),
    asset,
    amount,
    detail: {},
    note: `refund ${refund.id}`,
    journalId,
  });
}

/**
 * Closes the break when the owner has come back and got all of that money. The release moves it, with its own limits
 * and second person. Call this before the release is posted.
 */
export async function closeClaimed(tx: Tx, release: Refund): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT b.id FROM breaks b WHERE b.journal_id = $1 AND b.class = 'owner_gone' AND b.status = 'open'
       AND (SELECT p.lies FROM suspense_postings p WHERE p.journal_id = b.journal_id AND p.asset = b.asset) <= $2::bigint
     FOR UPDATE OF b`,
    [release.originalId, release.amount],
  );
  for (const { id } of rows)
    await endBreak(tx, {
      breakId: id,
      resolution: 'refund',
      note: `released to user ${release.userId}`,
      by: `staff:${release.approvedBy ?? release.requestedBy}`,
      refundId: release.id,
    });
}
