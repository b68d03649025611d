import { MINUTE_MS } from '../lib/index.ts';
import type { Tx } from '../platform/index.ts';
import type { Wallet, WalletTransaction } from './cells.ts';
import { paid } from './decide.ts';
import { transactionsAfter, type Look } from './look.ts';
import { readPayments, seenStep, updatePayments, type OnPaymentMoved } from './payment.ts';
import type { TonContext } from './ton.ts';

/** The clocks of the database and of the chain differ by less than this. */
const MARGIN_MS = 10 * MINUTE_MS;

/**
 * Finds transactions that may have paid a waiting payment before a backup was restored. If the wallet's message number
 * is not the one that we expect, returns the wallet's transactions since the oldest waiting payment was made. Otherwise
 * none.
 */
export async function unknownTransactions(
  { db, ton }: TonContext,
  { address }: Wallet,
  { seqno, last }: Look,
): Promise<readonly WalletTransaction[]> {
  const known = await db.one<{ next: number; oldest: Date | null }>(
    `SELECT (SELECT coalesce(max(seqno), -1) + 1 FROM ton_payments
         WHERE wallet = $1 AND state IN ('signed', 'seen', 'stuck')) AS next,
       (SELECT min(created_at) FROM ton_payments WHERE state = 'wanted') AS oldest`,
    [address],
  );
  if (!known?.oldest || seqno === known.next) return [];
  const since = new Date(known.oldest.getTime() - MARGIN_MS);
  return transactionsAfter(ton.chain, address, { afterLt: 0n, last, since });
}

/** Marks waiting payments as seen if one of these transactions made them. */
export async function noteMade(
  tx: Tx,
  transactions: readonly WalletTransaction[],
  onMoved: OnPaymentMoved,
): Promise<void> {
  if (transactions.length === 0) return;
  const { rows } = await tx.query<{ hash: string }>(
    'SELECT tx_hash AS hash FROM ton_payments WHERE tx_hash = ANY($1)',
    [transactions.map(({ hash }) => hash)],
  );
  const known = new Set(rows.map(({ hash }) => hash));
  for (const payment of await readPayments(tx, `state = 'wanted' ORDER BY id FOR UPDATE`)) {
    const made = transactions.find((item) => !known.has(item.hash) && paid(payment, item));
    if (!made) continue;
    known.add(made.hash);
    const { set, values } = seenStep(made);
    for (const moved of await updatePayments(tx, { set, where: 'id = $1' }, [payment.id, ...values]))
      await onMoved(tx, moved);
  }
}
