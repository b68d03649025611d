import { own } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import type { SignalKind, Signal } from '../security/index.ts';
import { listValues, standsFor } from './lists.ts';
import { isHit, RULE_KINDS, type Measured } from './rules/index.ts';

export type Effect = 'note' | 'review' | 'block';
export type Mode = 'off' | 'shadow' | 'live';

/** One version of a rule, with the fields that judging needs. */
export interface RuleVersion {
  readonly ruleId: string;
  readonly version: number;
  readonly kind: string;
  readonly parameters: unknown;
  readonly effect: Effect;
  readonly mode: Mode;
  readonly weight: number;
}

/** Whether a hit of this version stops a user and is not only recorded. */
export function restricts({ mode, effect }: Pick<RuleVersion, 'mode' | 'effect'>): boolean {
  return mode === 'live' && effect !== 'note';
}

export interface Finding {
  readonly rule: RuleVersion;
  readonly measured: Measured;
}

/** The kinds of rules that look at signals of this kind. */
export function kindsFor(of: SignalKind): string[] {
  return Object.entries(RULE_KINDS)
    .filter(([, kind]) => kind.signals.includes(of))
    .map(([name]) => name);
}

const IN_FORCE = {
  name: 'fraud.rules-in-force',
  text: `
SELECT r.id AS "ruleId", v.version, r.kind, v.parameters, v.effect, v.weight,
  CASE WHEN 'shadow' IN (c.mode, v.mode) THEN 'shadow' ELSE v.mode END AS mode
FROM fraud_rules r
CROSS JOIN LATERAL (SELECT mode FROM fraud_rule_versions c WHERE c.rule_id = r.id ORDER BY c.version DESC LIMIT 1) c
CROSS JOIN LATERAL (SELECT * FROM fraud_rule_versions v WHERE v.rule_id = r.id AND v.created_at <= $4::timestamptz
  ORDER BY v.version DESC LIMIT 1) v
WHERE r.kind = ANY($6) AND c.mode <> 'off' AND v.mode <> 'off'
  AND NOT EXISTS (SELECT FROM fraud_list_entries WHERE ${standsFor('allow', 1)})
  AND NOT EXISTS (SELECT FROM fraud_snoozes s
    WHERE s.user_id = $1 AND s.rule_id = r.id AND s.created_at <= $4::timestamptz AND s.until > $4::timestamptz)
ORDER BY r.id`,
};

/**
 * The versions that were in force when the signal was raised. None for users and wallets on the allow list; without rules
 * that were snoozed for the user. A rule that was since then switched off or set back to shadow stops at once, whatever
 * its older version said.
 */
export async function rulesFor(q: Queryable, signal: Signal): Promise<RuleVersion[]> {
  const { rows } = await q.query<RuleVersion>(IN_FORCE, [...listValues(signal), kindsFor(signal.kind)]);
  return rows;
}

/** Whether the rule was snoozed for the user of the signal when it was raised. */
export async function isSnoozed(q: Queryable, signal: Signal, ruleId: string): Promise<boolean> {
  if (signal.userId === null) return false;
  const { rows } = await q.query(
    `SELECT 1 FROM fraud_snoozes WHERE user_id = $1 AND rule_id = $2 AND created_at <= $3::timestamptz
       AND until > $3::timestamptz LIMIT 1`,
    [signal.userId, ruleId, signal.at],
  );
  return rows.length > 0;
}

/**
 * Measures one signal with one version. Returns undefined if it is not a hit. Errors: a ZodError for wrong parameters.
 */
export async function judge(
  q: Queryable,
  signal: Signal,
  rule: Pick<RuleVersion, 'kind' | 'parameters'>,
): Promise<Measured | undefined> {
  const measured = await own(RULE_KINDS, rule.kind)?.measure(q, signal, rule.parameters);
  return isHit(measured) ? measured : undefined;
}

/**
 * {@link judge}, but a rule whose parameters no longer fit its kind is skipped, so that it does not stop the others.
 */
export async function judgeOrSkip(
  context: Pick<Context, 'log'>,
  q: Queryable,
  signal: Signal,
  rule: RuleVersion,
): Promise<Measured | undefined> {
  try {
    return await judge(q, signal, rule);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ZodError') throw error;
    context.log.error(
      { err: error, ruleId: rule.ruleId, version: rule.version },
      'a fraud rule was skipped: its parameters do not fit its kind',
    );
    return undefined;
  }
}
