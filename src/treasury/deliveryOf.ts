import { journalsOf } from '../delivery/index.ts';
import { journalIdOf } from '../ledger/index.ts';
import { DAY_MS } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import type { SupplierName } from '../suppliers/index.ts';
import { keyOfIncoming } from './booking.ts';

/** A delivery moves money well within this time after it was asked for. */
const MOVES_MS = 60 * DAY_MS;

/**
 * The delivery of each of these journals, by journal. The ledger knows no deliveries, but the key of each journal follows
 * from its delivery, or from the transfer that brought its price back.
 */
export async function deliveriesOfJournals(
  q: Queryable,
  supplier: SupplierName,
  of: { readonly journals: readonly string[]; readonly from: Date; readonly to: Date },
): Promise<ReadonlyMap<string, string>> {
  if (of.journals.length === 0) return new Map();
  const { rows } = await q.query<{ id: string; attempt: number; txHashes: string[] }>(
    `SELECT id, attempt, ARRAY(SELECT b.tx_hash FROM treasury_bookings b
         WHERE b.delivery_id = d.id AND b.tx_hash IS NOT NULL) AS "txHashes"
     FROM deliveries d WHERE supplier = $1 AND created_at > $2 AND created_at <= $3`,
    [supplier, new Date(of.from.getTime() - MOVES_MS), new Date(of.to.getTime() + DAY_MS)],
  );
  const wanted = new Set(of.journals);
  return new Map(
    rows.flatMap(({ id, attempt, txHashes }) =>
      [...journalsOf(id, attempt), ...txHashes.map((hash) => journalIdOf(keyOfIncoming(hash)))]
        .filter((journal) => wanted.has(journal))
        .map((journal) => [journal, id] as const),
    ),
  );
}
