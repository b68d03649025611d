import { AppError } from '../lib/index.ts';
import type { Queryable, Tx } from '../platform/index.ts';

/** The asset of users' stars. */
export const STAR = 'STAR';

/** Assets of every ledger, with their ids from the migration. */
const SEEDED: ReadonlyMap<string, bigint> = new Map([
  ['TON', 1n],
  [STAR, 2n],
]);

/** Ids of more assets, per connection. A connection belongs to one database, and there an id never changes. */
const learned = new WeakMap<object, Map<string, bigint>>();

/** Returns the id of an asset. An asset from the configuration costs one query per connection. Errors: ACCOUNT_UNKNOWN. */
export async function assetId(tx: Tx, code: string): Promise<bigint> {
  const known = SEEDED.get(code) ?? learned.get(tx.client)?.get(code);
  if (known !== undefined) return known;
  const id = await findAsset(tx, code);
  const ids = learned.get(tx.client) ?? new Map<string, bigint>();
  learned.set(tx.client, ids.set(code, id));
  return id;
}

export async function findAsset(q: Queryable, code: string): Promise<bigint> {
  const { rows } = await q.query<{ id: number }>('SELECT id FROM ledger.assets WHERE code = $1', [code]);
  if (!rows[0]) throw new AppError('ACCOUNT_UNKNOWN', { asset: code });
  return BigInt(rows[0].id);
}
