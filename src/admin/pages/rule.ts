import { SOURCES } from '../catalog/index.ts';
import type { Access } from '../panel/panel.ts';
import type { ShownRow } from '../reader/index.ts';
import { namedValues, type Named } from './fraudValues.ts';
import { rowOf, rowsOf } from './rows.ts';

/** A rule with every version that it had and its latest hits. */
export interface RuleView {
  rule: ShownRow;
  parameters: Named[];
  versions: { row: ShownRow; parameters: Named[] }[];
  flags: ShownRow[];
  mayTry: boolean;
}

export async function readRule(access: Access, id: string): Promise<RuleView> {
  const rule = await rowOf(access, SOURCES.fraud_rules, id);
  const filters = { rule_id: id };
  const [versions, flags] = await Promise.all([
    rowsOf(access, SOURCES.fraud_rule_versions, { filters, limit: 50 }),
    rowsOf(access, SOURCES.fraud_flags, { filters, limit: 10 }),
  ]);
  const valuesOf = (row: ShownRow): Named[] => namedValues(access.panel, row['parameters']);
  return {
    rule,
    parameters: valuesOf(rule),
    versions: versions.map((row) => ({ row, parameters: valuesOf(row) })),
    flags,
    mayTry: access.ability.can('see', 'fraud_rules'),
  };
}
