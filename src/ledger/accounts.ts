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
 * Account ids are computed, so that posting needs no lookup (`ledger.account_number` says the same in SQL):
 * user accounts are `user << 7 | kind << 4 | asset`, house accounts `1 << 62 | kind << 12 | shard << 4 | asset`.
 */
const HOUSE = 1n << 62n;
/** Users above it would reach into the house's bit. */
const MAX_USER = (1n << 55n) - 1n;

/** The asset that users' stars are counted in. */
export const STAR = 'STAR';

/** Assets that every ledger has, with the ids that the migration gives them. */
const SEEDED: ReadonlyMap<string, bigint> = new Map([
  ['TON', 1n],
  [STAR, 2n],
]);

/** Ids of further assets, per connection: a connection belongs to one database, where an id never changes. */
const learned = new WeakMap<object, Map<string, bigint>>();

/** The id of an asset; one query per connection for assets that configuration added. ACCOUNT_UNKNOWN for others. */
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

/** Id of a user's account. `asset` is the asset's id. ACCOUNT_UNKNOWN for a number that no user can have. */
export function userAccountId(user: bigint, account: UserAccount, asset: bigint): bigint {
  if (user < 1n || user > MAX_USER) throw new AppError('ACCOUNT_UNKNOWN', { user: String(user) });
  return (user << 7n) | (BigInt(USER_ACCOUNTS.indexOf(account)) << 4n) | asset;
}

/** Id of one shard (0 to 15) of a house account. */
export function houseAccountId(account: HouseAccount, shard: number, asset: bigint): bigint {
  return HOUSE | (BigInt(HOUSE_ACCOUNTS.indexOf(account)) << 12n) | (BigInt(shard) << 4n) | asset;
}

/** Which shard of each house account a journal uses: the last hex digit of its id. */
export function shardOf(journalId: string): number {
  return Number.parseInt(journalId.slice(-1), 16);
}

export function accountId(ref: AccountRef, asset: bigint, journalId: string): bigint {
  return 'house' in ref
    ? houseAccountId(ref.house, shardOf(journalId), asset)
    : userAccountId(ref.user, ref.account, asset);
}
