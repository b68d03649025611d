import { readTon } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { CAPABILITIES, SUPPLIERS } from '../suppliers/index.ts';
import { bookByRule, keyOfIncoming } from './booking.ts';

/** A supplier takes the fee of the network off what it sends back. More than this is a question for a person. */
const MOST_FEE = 50_000_000n;
const ON_CHAIN = SUPPLIERS.filter((name) => CAPABILITIES[name].settlement === 'onchain');

/** An order that ended without stars after we paid it, and whose price did not come back yet. Amounts in nanoton. */
export interface Owed {
  readonly deliveryId: string;
  /** The memo that we paid with: the supplier's name of the order. */
  readonly memo: string;
  readonly payTo: string;
  readonly cost: bigint;
  /** The transaction that the supplier names as the return. */
  readonly returnProof: string | null;
  readonly paidAt: Date;
}

/** A transfer that came in; the sender in raw form. */
export interface CameIn {
  readonly txHash: string;
  readonly fromAddress: string;
  readonly amount: bigint;
  readonly comment: string;
  readonly at: Date;
}

/**
 * The order whose price a transfer brings back; undefined: a person must say it. The amount must be the price without the
 * fee of the network. Then the supplier's own word about the transaction names the order, or the memo in its comment. A
 * transfer from the address that we paid names it without a comment, if only one order fits.
 */
export function returnOf(transfer: CameIn, owed: readonly Owed[]): Owed | undefined {
  const fitting = owed.filter(({ cost, paidAt }) => {
    const fee = cost - transfer.amount;
    return fee >= 0n && fee <= MOST_FEE && paidAt <= transfer.at;
  });
  const named =
    only(fitting.filter(({ returnProof }) => returnProof?.toLowerCase() === transfer.txHash)) ??
    only(fitting.filter(({ memo }) => memo !== '' && transfer.comment.includes(memo)));
  if (named) return named;
  return transfer.comment.trim() === ''
    ? only(fitting.filter(({ payTo }) => isSame(payTo, transfer.fromAddress)))
    : undefined;
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

function isSame(address: string, raw: string): boolean {
  const account = readTon(address);
  return account !== undefined && `${account.workchain}:${account.account}` === raw;
}

/**
 * Books each transfer that brings the price of a failed order back to our wallet, once. Others are left for a person. Safe
 * to repeat. Returns the number of transfers that it booked.
 */
export async function bookReturns({ db, log }: Pick<Context, 'db' | 'log'>): Promise<number> {
  const { rows: owed } = await db.query<Owed>(
    `SELECT d.id AS "deliveryId", p.memo, p.to_address AS "payTo", d.cost, d.return_proof AS "returnProof", p.seen_at AS "paidAt"
     FROM deliveries d JOIN ton_payments p ON p.purpose = 'delivery' AND p.subject_id = d.id AND p.state = 'seen'
     WHERE d.status = 'failed' AND d.paid_at IS NOT NULL AND d.supplier = ANY ($1) AND d.cost_asset = 'TON'
       AND NOT EXISTS (SELECT FROM treasury_bookings b WHERE b.delivery_id = d.id)`,
    [ON_CHAIN],
  );
  if (owed.length === 0) return 0;
  const { rows: transfers } = await db.query<CameIn>(
    `SELECT tx_hash AS "txHash", from_address AS "fromAddress", amount, comment, at FROM ton_incoming i
     WHERE NOT EXISTS (SELECT FROM treasury_bookings b WHERE b.tx_hash = i.tx_hash)
       AND EXISTS (SELECT FROM unnest($1::bigint[]) cost WHERE i.amount BETWEEN cost - $2 AND cost)
     ORDER BY lt LIMIT 500`,
    [owed.map(({ cost }) => cost), MOST_FEE],
  );
  const left = new Set(owed);
  let booked = 0;
  for (const transfer of transfers) {
    const found = returnOf(transfer, [...left]);
    if (!found) continue;
    left.delete(found);
    const { txHash, amount } = transfer;
    const isNew = await db.tx((tx) =>
      bookByRule(tx, {
        key: keyOfIncoming(txHash),
        kind: 'return',
        from: null,
        to: null,
        asset: 'TON',
        amount,
        txHash,
        deliveryId: found.deliveryId,
        remark: 'supplier gave the price back',
        bookedBy: null,
      }),
    );
    if (isNew) booked++;
  }
  if (booked > 0) log.info({ transfers: booked }, 'coins of failed orders came back');
  return booked;
}
