import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import type { Signal } from '../security/index.ts';
import type { Finding } from './judge.ts';

/**
 * A hit is counted once per signal and version. The first hit opens a flag. Further hits for the same user or address
 * are counted on it while it is open. The flag shows the newest of them, in whatever order they are judged.
 */
const WRITE = `
WITH hit AS (
  INSERT INTO fraud_hits (rule_id, rule_version, event_id) VALUES ($2, $3, $5) ON CONFLICT DO NOTHING RETURNING rule_id
)
INSERT INTO fraud_flags AS f (id, rule_id, rule_version, event_key, event_id, event_at, event_kind, event_subject, user_id, ip,
  measured, limit_value, inputs, weight, score, mode, effect, correlation_id, last_at)
SELECT $1::uuid, $2, $3, $4, $5::uuid, $6::timestamptz, $7, $8, $9::bigint, $10::inet, $11::bigint, $12::bigint, $13::jsonb, $14::integer,
  $14::integer + (SELECT coalesce(sum(weight), 0) FROM (SELECT max(weight) AS weight FROM fraud_flags
    WHERE user_id = $9::bigint AND mode = 'live' AND status = 'open' AND rule_id <> $2 GROUP BY rule_id) others),
  $15, $16, $17, $6::timestamptz
FROM hit
ON CONFLICT (rule_id, rule_version, mode, who) WHERE status = 'open' DO UPDATE SET
  hits = f.hits + 1, score = excluded.score, last_at = greatest(f.last_at, excluded.last_at),
  (event_id, event_at, event_kind, event_subject, measured, limit_value, inputs, correlation_id) = (
    SELECT n.event_id, n.event_at, n.event_kind, n.event_subject, n.measured, n.limit_value, n.inputs, n.correlation_id
    FROM (VALUES
      (f.event_id, f.event_at, f.event_kind, f.event_subject, f.measured, f.limit_value, f.inputs, f.correlation_id),
      (excluded.event_id, excluded.event_at, excluded.event_kind, excluded.event_subject, excluded.measured, excluded.limit_value,
        excluded.inputs, excluded.correlation_id))
      AS n (event_id, event_at, event_kind, event_subject, measured, limit_value, inputs, correlation_id)
    ORDER BY n.event_at DESC, n.event_id DESC LIMIT 1)
RETURNING id, hits`;

/**
 * Writes a hit with all facts that explain it. The score is the sum of the weights of all rules with an open live flag
 * of this user, each rule once, this one included. Returns the flag and its number of hits, or undefined if this
 * version has counted the signal before.
 */
export async function writeFlag(
  tx: Queryable,
  signal: Signal,
  { rule, measured }: Finding,
): Promise<{ id: string; hits: number } | undefined> {
  const { rows } = await tx.query<{ id: string; hits: number }>(WRITE, [
    newId(),
    rule.ruleId,
    rule.version,
    signal.id,
    signal.id,
    signal.at,
    signal.kind,
    signal.subject,
    signal.userId,
    signal.ip,
    measured.value,
    measured.limit,
    JSON.stringify({ ...measured.inputs, parameters: rule.parameters }),
    rule.weight,
    rule.mode,
    rule.mode === 'live' ? rule.effect : 'none',
    signal.correlationId,
  ]);
  return rows[0];
}
