import { AppError } from '../lib/index.ts';
import type { Context, InTx, Queryable } from '../platform/index.ts';
import { findEvent, type FraudEvent } from '../security/index.ts';
import { writeFlag } from './flags.ts';
import { judgeOrSkip, restricts, rulesFor, type Finding } from './judge.ts';
import { restrict } from './restrict.ts';

/**
 * Judges one event by every rule that was in force when it happened, and applies the effects of live rules. May run any
 * number of times and in any order: measurements look at the time before the event, and a hit is counted once.
 * Errors: INPUT_INVALID if there is no such event.
 */
export async function evaluate(context: Context, eventId: string): Promise<void> {
  const event = await findEvent(context.db, eventId);
  if (!event) throw new AppError('INPUT_INVALID', { fields: 'eventId' });
  // Most events are no hit and need no transaction.
  const findings = await findAll(context, context.db, event);
  if (findings.length > 0) await context.db.tx((tx) => act(context, tx, { event, findings }));
}

/**
 * {@link evaluate} for several events, one after another. If one cannot be judged, the others still are. Its error is
 * thrown at the end, so that all are tried again.
 */
export async function evaluateAll(context: Context, eventIds: readonly string[]): Promise<void> {
  const errors: unknown[] = [];
  for (const eventId of eventIds)
    await evaluate(context, eventId).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}

/** {@link evaluate} in the transaction that wrote the event. Returns the findings. */
export async function evaluateIn(context: InTx, tx: Queryable, eventId: string): Promise<readonly Finding[]> {
  const event = await findEvent(tx, eventId);
  if (!event) return [];
  const findings = await findAll(context, tx, event);
  await act(context, tx, { event, findings });
  return findings;
}

async function act(
  context: InTx,
  tx: Queryable,
  { event, findings }: { event: FraudEvent; findings: readonly Finding[] },
): Promise<void> {
  let isRestricted = false;
  for (const finding of findings) {
    const flag = await writeFlag(tx, event, finding);
    if (!flag) continue;
    const { id: flagId, hits } = flag;
    const { ruleId, version, effect, mode } = finding.rule;
    const { userId, correlationId } = event;
    const line = { correlationId, userId, flagId, ruleId, version, effect, mode, hits };
    if (hits === 1) context.log.info(line, 'fraud flag');
    else context.log.debug(line, 'fraud flag again');
    isRestricted ||= restricts(finding.rule);
  }
  if (isRestricted && event.userId !== null) await restrict(tx, event.userId);
}

async function findAll(context: InTx, q: Queryable, event: FraudEvent): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const rule of await rulesFor(q, event)) {
    const measured = await judgeOrSkip(context, q, event, rule);
    if (measured) findings.push({ rule, measured });
  }
  return findings;
}
