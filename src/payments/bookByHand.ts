import type { Tx } from '../platform/index.ts';

/**
 * Writes what a person decided about the money of an invoice: `change` minor units more (or fewer) are booked, and
 * `credited` of them went to the balance. Call it with the invoice locked, in the transaction that posts the journal.
 */
export async function bookByHand(
  tx: Tx,
  { invoiceId, change, credited }: { invoiceId: string; change: bigint; credited: bigint },
): Promise<void> {
  await tx.query(
    `UPDATE invoices SET booked = booked + $2, received = greatest(received, booked + $2), credited = credited + $3 WHERE id = $1`,
    [invoiceId, change, credited],
  );
}
