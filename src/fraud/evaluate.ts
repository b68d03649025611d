import { AppError } from '../lib/index.ts';
import type { Context, InTx, Queryable } from '../platform/index.ts';
import { findSignal, type Signal } from '../security/index.ts';
import { writeFlag } from './flags.ts';
import { judgeOrSkip, restricts, rulesFor, type Finding } from './judge.ts';
import { restrict } from './restrict.ts';

/**
 * Judges one signal by every rule that was in force when it happened, and applies the effects of live rules. May run any
 * number of times and in any order: measurements look at the time before the signal, and a hit is counted once.
 * Errors: INPUT_INVALID if there is no such signal.
 */
export async function evaluate(context: Context, signalId: string): Promise<void> {
  const signal = await findSignal(context.db, signalId);
  if (!signal) throw new AppError('INPUT_INVALID', { fields: 'signalId' });
  // Most signals are no hit and need no transaction.
  const findings = await findAll(context, context.db, signal);
  if (findings.length > 0) await context.db.tx((tx) => act(context, tx, { signal, findings }));
}

/**
 * {@link evaluate} for several signals, one after another. If one cannot be judged, the others still are. Its error is
 * thrown at the end, so that all are tried again.
 */
export async function evaluateAll(context: Context, signalIds: readonly string[]): Promise<void> {
  const errors: unknown[] = [];
  for (const signalId of signalIds)
    await evaluate(context, signalId).catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}

/** {@link evaluate} in the transaction that wrote the signal. Returns the findings. */
export async function evaluateIn(
  context: InTx,
  tx: Queryable,
  signalId: string,
): Promise<readonly Finding[]> {
  const signal = await findSignal(tx, signalId);
  if (!signal) return [];
  const findings = await findAll(context, tx, signal);
  await act(context, tx, { signal, findings });
  return findings;
}

async function act(
  context: InTx,
  tx: Queryable,
  { signal, findings }: { signal: Signal; findings: readonly Finding[] },
): Promise<void> {
  let isRestricted = false;
  for (const finding of findings) {
    const flag = await writeFlag(tx, signal, finding);
    if (!flag) continue;
    const { id: flagId, hits } = flag;
    const { ruleId, version, effect, mode } = finding.rule;
    const { userId, correlationId } = signal;
    const line = { correlationId, userId, flagId, ruleId, version, effect, mode, hits };
    if (hits === 1) context.log.info(line, 'fraud flag');
    else context.log.debug(line, 'fraud flag again');
    isRestricted ||= restricts(finding.rule);
  }
  if (isRestricted && signal.userId !== null) await restrict(tx, signal.userId);
}

async function findAll(context: InTx, q: Queryable, signal: Signal): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const rule of await rulesFor(q, signal)) {
    const measured = await judgeOrSkip(context, q, signal, rule);
    if (measured) findings.push({ rule, measured });
  }
  return findings;
}
