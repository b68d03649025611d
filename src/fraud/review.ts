import { AppError, isUuid, newId } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { free } from './restrict.ts';

export type Decision = 'confirmed' | 'dismissed';

/** A decision on a flag that holds a delivery. */
export interface Decided {
  readonly deliveryId: string;
  readonly decision: Decision;
  readonly staffId: bigint;
  readonly note: string;
}

/**
 * Decides an open flag, once. Dismissing the last flag that restricts a user frees the user, unless a person had set
 * the status by hand. The decision counts in the precision of the rule's version. The delivery folder imports this one
 * and not the other way round. So `settle` carries out the effect on a delivery that the flag holds, in the same
 * transaction. Errors: FORBIDDEN, FLAG_UNKNOWN, ALREADY_SO (decided before), TEXT_INVALID (a note of over 1000
 * characters).
 */
export async function decideFlag(
  context: Context,
  input: { flagId: string; decision: Decision; staffId: bigint; note: string },
  settle?: (tx: Tx, decided: Decided) => Promise<void>,
): Promise<void> {
  if (input.note.length > 1000) throw new AppError('TEXT_INVALID');
  if (!isUuid(input.flagId)) throw new AppError('FLAG_UNKNOWN');
  await context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'decide', 'fraud_flags');
    const found = await tx.query<{ userId: bigint | null; status: string; deliveryId: string | null }>(
      `SELECT user_id AS "userId", status,
         CASE WHEN event_kind = 'delivery' AND effect IN ('review', 'block') THEN event_subject END AS "deliveryId"
       FROM fraud_flags WHERE id = $1 FOR UPDATE`,
      [input.flagId],
    );
    const [flag] = found.rows;
    if (!flag) throw new AppError('FLAG_UNKNOWN');
    if (flag.status !== 'open') throw new AppError('ALREADY_SO');
    await tx.query(
      'UPDATE fraud_flags SET status = $2, decided_by = $3, decided_at = now(), note = $4 WHERE id = $1',
      [input.flagId, input.decision, input.staffId, input.note],
    );
    if (input.decision === 'dismissed' && flag.userId !== null) await free(tx, flag.userId);
    const { deliveryId } = flag;
    if (deliveryId === null) return;
    // A decision must not leave the stars waiting for ever.
    if (!settle) throw new AppError('INTERNAL', {}, { message: 'nobody settles the delivery of a flag' });
    await settle(tx, { ...input, deliveryId });
  });
}

/**
 * Silences one rule for one user, for signals from now until a date. Open flags stay.
 * Errors: FORBIDDEN, RULE_UNKNOWN, USER_UNKNOWN, INPUT_INVALID (a date in the past), TEXT_INVALID.
 */
export async function snoozeRule(
  context: Context,
  input: { ruleId: string; userId: bigint; until: Date; staffId: bigint; note: string },
): Promise<void> {
  if (input.note.length > 1000) throw new AppError('TEXT_INVALID');
  await context.db.tx((tx) => snooze(tx, input));
}

async function snooze(
  tx: Tx,
  input: { ruleId: string; userId: bigint; until: Date; staffId: bigint; note: string },
): Promise<void> {
  await requireRight(tx, input.staffId, 'decide', 'fraud_flags');
  const { rows } = await tx.query<{ rule: boolean; person: boolean; future: boolean }>(
    `SELECT EXISTS (SELECT FROM fraud_rules WHERE id = $1) AS rule, EXISTS (SELECT FROM users WHERE id = $2) AS person,
       $3::timestamptz > now() AS future`,
    [input.ruleId, input.userId, input.until],
  );
  if (!rows[0]?.rule) throw new AppError('RULE_UNKNOWN');
  if (!rows[0].person) throw new AppError('USER_UNKNOWN');
  if (!rows[0].future) throw new AppError('INPUT_INVALID', { fields: 'until' });
  await tx.query(
    'INSERT INTO fraud_snoozes (id, rule_id, user_id, until, created_by, note) VALUES ($1, $2, $3, $4, $5, $6)',
    [newId(), input.ruleId, input.userId, input.until, input.staffId, input.note],
  );
}

/** The user's present score and the open live flags behind it; 0 for a user without flags. */
export async function scoreOf(context: Context, userId: bigint): Promise<{ score: number; rules: number }> {
  const row = await context.db.one<{ score: number; rules: bigint }>(
    'SELECT score, rules FROM fraud_scores WHERE user_id = $1',
    [userId],
  );
  return { score: row?.score ?? 0, rules: Number(row?.rules ?? 0n) };
}
