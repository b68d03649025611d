import type { Tx } from '../platform/index.ts';
import { assetId } from './assets.ts';
import { batchResult, batchValues, POST_BATCH } from './batch.ts';
import { ledgerError } from './errors.ts';
import { assetsOf, post, resolve } from './post.ts';
import type { Journal, Posted } from './types.ts';

/**
 * The first door for several journals, each with its own key. All of them are posted in the caller's transaction; after an
 * error the transaction must be rolled back. Call it last before the commit, once per transaction. Errors as {@link post},
 * for the first journal that was refused, and JOURNAL_INVALID if two of them have the same original.
 */
export async function postAll(tx: Tx, journals: readonly Journal[]): Promise<Posted[]> {
  const [first, second] = journals;
  if (!first) return [];
  if (!second) return [await post(tx, first)];
  const assets = new Map<string, bigint>();
  for (const code of new Set(journals.flatMap((journal) => [...assetsOf(journal)])))
    assets.set(code, await assetId(tx, code));
  const entries = journals.map((journal) => ({ journal, resolved: resolve(journal, assets), group: 0 }));
  const answer = await tx.client
    .query<{ statuses: string[]; details: Record<string, object> }>({
      ...POST_BATCH,
      values: batchValues(entries),
    })
    .catch((error: unknown) => {
      throw ledgerError(error);
    });
  const result = batchResult(
    entries.map(({ resolved }) => resolved),
    0,
    answer.rows[0] ?? { statuses: [], details: {} },
  );
  if ('error' in result) throw result.error;
  return result.posted;
}
