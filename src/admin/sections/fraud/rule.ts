import type { Access } from '../../access/panel.ts';
import type { ShownRow } from '../../access/reader/index.ts';
import { namedValues, type Named } from './values.ts';
import { rowOf, rowsOf } from '../../access/rows.ts';
import { FRAUD_FLAGS, FRAUD_RULES, FRAUD_RULE_VERSIONS } from './source.ts';

/** A rule with all its versions and its latest hits. */
export interface RuleView {
  rule: ShownRow;
  parameters: Named[];
  versions: { row: ShownRow; parameters: Named[] }[];
  flags: ShownRow[];
  mayTry: boolean;
}

export async function readRule(access: Access, id: string): Promise<RuleView> {
  const rule = await rowOf(access, FRAUD_RULES, id);
  const filters = { rule_id: id };
  const [versions, flags] = await Promise.all([
    rowsOf(access, FRAUD_RULE_VERSIONS, { filters, limit: 50 }),
    rowsOf(access, FRAUD_FLAGS, { filters, limit: 10 }),
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
