import { firstIdAt } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';

/** How many bugs of ours happened since a moment, wherever it was. Of each group only the newest are counted. */
export async function countBugs({ db }: Pick<Context, 'db'>, since: Date): Promise<number> {
  // Ids are in the order of time, so their index finds the newest rows.
  const row = await db.one<{ n: bigint }>(
    `SELECT count(*) AS n FROM error_occurrences o JOIN error_groups g ON g.id = o.group_id
     WHERE o.id >= $1 AND o.at >= $2 AND g.code = 'INTERNAL'`,
    [firstIdAt(since), since],
  );
  return Number(row?.n ?? 0n);
}
