import { SOURCES } from '../catalog/index.ts';
import type { Access } from '../panel/panel.ts';
import type { ShownRow } from '../reader/index.ts';
import { namedValues, type Named } from './fraudValues.ts';
import { rowOf, rowsOf, textOf } from './rows.ts';

/** A flag with what explains it: the rule as it was then, the user, and what else speaks for or against. */
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
  const flag = await rowOf(access, SOURCES.fraud_flags, id);
  const userId = textOf(flag, 'user_id');
  const ofUser = { filters: { user_id: userId }, limit: MOST };
  const version = { rule_id: textOf(flag, 'rule_id'), version: textOf(flag, 'rule_version') };
  const [versions, users, others, orders, snoozes] = await Promise.all([
    rowsOf(access, SOURCES.fraud_rule_versions, { filters: version, limit: 1 }),
    userId === '' ? [] : rowsOf(access, SOURCES.users, { filters: { id: userId }, limit: 1 }),
    userId === '' ? [] : rowsOf(access, SOURCES.fraud_flags, ofUser),
    userId === '' ? [] : rowsOf(access, SOURCES.orders, ofUser),
    userId === '' ? [] : rowsOf(access, SOURCES.fraud_snoozes, ofUser),
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
