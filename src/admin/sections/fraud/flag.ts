import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { namedValues, type Named } from './values.ts';
import { rowOf, rowsOf, textOf } from '../../access/rows.ts';
import { FRAUD_FLAGS, FRAUD_RULE_VERSIONS, FRAUD_SNOOZES } from './source.ts';
import { ORDERS } from '../orders/source.ts';
import { USERS } from '../users/source.ts';

/** A flag with its explanation: the rule as it was then, the user, and other facts for or against it. */
export interface FlagView {
  flag: ShownRow;
  inputs: Named[];
  /** The version that made the flag. */
  version: ShownRow | undefined;
  user: ShownRow | undefined;
  /** Other flags of the same user, the newest first. */
  others: ShownRow[];
  orders: ShownRow[];
  snoozes: ShownRow[];
}

const MOST = 10;

export async function readFlag(access: Access, id: string): Promise<FlagView> {
  const flag = await rowOf(access, FRAUD_FLAGS, id);
  const userId = textOf(flag, 'user_id');
  const ofUser = { filters: { user_id: userId }, limit: MOST };
  const version = { rule_id: textOf(flag, 'rule_id'), version: textOf(flag, 'rule_version') };
  const [versions, users, others, orders, snoozes] = await Promise.all([
    rowsOf(access, FRAUD_RULE_VERSIONS, { filters: version, limit: 1 }),
    userId === '' ? [] : rowsOf(access, USERS, { filters: { id: userId }, limit: 1 }),
    userId === '' ? [] : rowsOf(access, FRAUD_FLAGS, ofUser),
    userId === '' ? [] : rowsOf(access, ORDERS, ofUser),
    userId === '' ? [] : rowsOf(access, FRAUD_SNOOZES, ofUser),
  ]);
  return {
    flag,
    inputs: namedValues(access.panel, flag['inputs']),
    version: versions[0],
    user: users[0],
    others: others.filter((other) => other['id'] !== id),
    orders,
    snoozes,
  };
}
