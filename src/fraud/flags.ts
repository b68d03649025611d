import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { flagKeyOf, type FraudEvent } from './events.ts';
import type { Finding } from './judge.ts';

/**
 * Writes one flag with everything that explains it. The score is the sum of weights over the rules with an open live
 * flag of this user, each rule once, this one included.
 * Gives its id, or undefined when this version had flagged the event before.
 */
export async function writeFlag(
  tx: Queryable,
  event: FraudEvent,
  { rule, measured }: Finding,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO fraud_flags (id, rule_id, rule_version, event_key, event_id, event_at, event_kind, event_subject, user_id, ip,
       measured, limit_value, inputs, weight, score, mode, effect, correlation_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::bigint, $10, $11, $12, $13, $14::integer,
       $14::integer + (SELECT coalesce(sum(weight), 0) FROM (SELECT max(weight) AS weight FROM fraud_flags
         WHERE user_id = $9::bigint AND mode = 'live' AND status = 'open' AND rule_id <> $2 GROUP BY rule_id) others), $15, $16, $17)
     ON CONFLICT (rule_id, rule_version, event_key) DO NOTHING RETURNING id`,
    [
      newId(),
      rule.ruleId,
      rule.version,
      flagKeyOf(event),
      event.id,
      event.at,
      event.kind,
      event.subject,
      event.userId,
      event.ip,
      measured.value,
      measured.limit,
      JSON.stringify({ ...measured.inputs, parameters: rule.parameters }),
      rule.weight,
      rule.mode,
      rule.mode === 'live' ? rule.effect : 'none',
      event.correlationId,
    ],
  );
  return rows[0]?.id;
}
