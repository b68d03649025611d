import { AppError } from '../lib/index.ts';
import type { Queryable, Tx } from '../platform/index.ts';
import {
  HOUSE_ACCOUNTS,
  USER_ACCOUNTS,
  type AccountRef,
  type HouseAccount,
  type UserAccount,
} from './types.ts';

/**
 * Account ids are computed, so posting needs no lookup (`ledger.account_number` computes the same in SQL).
 * User accounts are `user << 7 | kind << 4 | asset`, house accounts `1 << 62 | kind << 12 | shard << 4 | asset`.
 */
const HOUSE = 1n << 62n;
/** A larger user id would overwrite the bit that marks house accounts. */
const MAX_USER = (1n << 55n) - 1n;

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

/** Returns the id of a user's account. `asset` is the asset's id. Errors: ACCOUNT_UNKNOWN for an impossible user id. */
export function userAccountId(user: bigint, account: UserAccount, asset: bigint): bigint {
  if (user < 1n || user > MAX_USER) throw new AppError('ACCOUNT_UNKNOWN', { user: String(user) });
  return (user << 7n) | (BigInt(USER_ACCOUNTS.indexOf(account)) << 4n) | asset;
}

/** Returns the id of one shard (0 to 15) of a house account. */
export function houseAccountId(account: HouseAccount, shard: number, asset: bigint): bigint {
  return HOUSE | (BigInt(HOUSE_ACCOUNTS.indexOf(account)) << 12n) | (BigInt(shard) << 4n) | asset;
}

/** Returns the shard of each house account that a journal uses: the last hex digit of its id. */
export function shardOf(journalId: string): number {
  return Number.parseInt(journalId.slice(-1), 16);
}

export function accountId(ref: AccountRef, asset: bigint, journalId: string): bigint {
  return 'house' in ref
    ? houseAccountId(ref.house, shardOf(journalId), asset)
    : userAccountId(ref.user, ref.account, asset);
}
