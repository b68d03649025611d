import { createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability';
import { rulesToCondition } from '@casl/ability/extra';
import {
  ABILITIES,
  SUBJECTS,
  type Action,
  type Right,
  type Role,
  type Subject,
} from '../../../staff/index.ts';

export type Ability = MongoAbility<[Action, Subject]>;

/** The person whose rights are needed. */
export interface Holder {
  readonly id: bigint;
  readonly role: Role;
}

/** Names of all columns of a subject. A right without limits covers them all. */
export type ColumnsOf = (subject: Subject) => readonly string[];

/** The rights of one person as CASL rules. Only what the table names is allowed. */
export function abilityFor(holder: Holder, columnsOf: ColumnsOf): Ability {
  const rules = SUBJECTS.flatMap((subject) =>
    ABILITIES[subject][holder.role].map((right) =>
      ruleOf(right, subject, { holder, columns: columnsOf(subject) }),
    ),
  );
  return createMongoAbility<[Action, Subject]>(rules, NO_WILDCARDS);
}

/**
 * CASL reads an action `manage` as every action, and a subject `all` as every subject. In our table these words have no
 * special meaning.
 */
const NO_WILDCARDS = { anyAction: '*', anySubjectType: '*' } as const;

type Rule = RawRuleOf<Ability>;

function ruleOf(
  right: Right,
  subject: Subject,
  { holder, columns }: { holder: Holder; columns: readonly string[] },
): Rule {
  const limits = typeof right === 'string' ? { action: right } : right;
  const without = limits.without ?? [];
  return {
    action: limits.action,
    subject,
    // A subject that is not a table has no columns. A rule without fields covers it as a whole.
    ...(columns.length > 0 ? { fields: columns.filter((column) => !without.includes(column)) } : {}),
    ...(limits.own === undefined ? {} : { conditions: { [limits.own]: holder.id } }),
    ...(limits.among === undefined
      ? {}
      : { conditions: { [limits.among.column]: { $in: [...limits.among.values] } } }),
  };
}

/** The column has one of these values. The table of abilities needs no other row conditions. */
export interface RowCondition {
  readonly column: string;
  readonly values: readonly unknown[];
}

/**
 * The rows that `action` reaches, as alternatives. Each alternative is a set of conditions that must all be true. An
 * empty set means every row; null means no row.
 */
export function rowsFor(ability: Ability, action: Action, subject: Subject): RowCondition[][] | null {
  return rulesToCondition<Ability, RowCondition[], RowCondition[][]>(
    ability.rulesFor(action, subject),
    (rule) =>
      Object.entries(rule.conditions ?? {}).map(([column, value]) => ({ column, values: valuesIn(value) })),
    {
      // CASL joins a grant with refusals here. Our table has only grants, so there are no refusals.
      and: (conditions) => [conditions.flat()],
      or: (conditions) => conditions,
      empty: () => [],
    },
  );
}

function valuesIn(condition: unknown): readonly unknown[] {
  return typeof condition === 'object' && condition !== null && '$in' in condition
    ? (condition.$in as readonly unknown[])
    : [condition];
}
