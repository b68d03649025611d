import { AppError } from '../lib/index.ts';
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
