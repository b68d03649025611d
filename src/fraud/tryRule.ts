import { AppError, DAY_MS, own } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { SIGNAL_COLUMNS, type Signal } from '../security/index.ts';
import { isSnoozed, judge, type RuleVersion } from './judge.ts';
import { isAllowed } from './lists.ts';
import { checkParameters } from './ruleAdmin.ts';
import { RULE_KINDS, type Measured } from './rules/index.ts';

const BATCH = 500;
const EXAMPLES = 20;

export interface TrialInput {
  ruleId: string;
  days: number;
  /** Parameters that replace those of the current version. */
  parameters?: unknown;
  /** Called after each batch. */
  onProgress?: (progress: { done: number; total: number; hits: number }) => void;
  /** Called for each flag that the rule would have written. */
  onHit?: (hit: TrialHit) => void;
}

export interface TrialHit extends Measured {
  readonly signal: Signal;
}

export interface Trial {
  readonly signals: number;
  readonly hits: number;
  readonly users: number;
  /** The highest measured values. */
  readonly examples: readonly TrialHit[];
}

/**
 * Finds what a rule would have flagged within the last days: the same measurement as for real signals, at the time of
 * each signal, with the lists and snoozes of that time. Writes nothing. Goes user by user and keeps only counts and a
 * few examples, so it needs the same memory for any number of users.
 * Errors: RULE_UNKNOWN, INPUT_INVALID.
 */
export async function tryRule(context: Context, input: TrialInput): Promise<Trial> {
  if (!Number.isInteger(input.days) || input.days < 1 || input.days > 366)
    throw new AppError('INPUT_INVALID', { fields: 'days' });
  const rule = await findRule(context.db, input.ruleId);
  const parameters = checkParameters(rule.kind, input.parameters ?? rule.parameters);
  const kinds = own(RULE_KINDS, rule.kind)?.signals ?? [];
  const period = {
    from: new Date(context.clock.now().getTime() - input.days * DAY_MS),
    // One millisecond more, because PostgreSQL counts microseconds and a signal of this moment is part of the period.
    to: new Date(context.clock.now().getTime() + 1),
  };
  const counted = await context.db.one<{ total: bigint }>(
    'SELECT count(*) AS total FROM fraud_events WHERE kind = ANY($1) AND at > $2 AND at <= $3',
    [kinds, period.from, period.to],
  );
  const total = Number(counted?.total ?? 0n);
  const tally = createTally(input);

  for await (const batch of batches(context.db, kinds, period)) {
    for (const signal of batch) {
      tally.seen();
      const measured = await judge(context.db, signal, { kind: rule.kind, parameters });
      // Check exceptions last, because most signals are no hit.
      if (!measured || (await isExcepted(context.db, signal, input.ruleId))) continue;
      tally.hit({ ...measured, signal });
    }
    tally.report(total);
  }
  return tally.result();
}

function createTally(input: TrialInput) {
  let [done, hits, users] = [0, 0, 0];
  let last: bigint | undefined;
  let examples: TrialHit[] = [];
  return {
    seen: () => void done++,
    hit: (hit: TrialHit) => {
      // Signals come user by user.
      const { userId } = hit.signal;
      if (userId !== null && last !== userId) users++;
      last = userId ?? last;
      hits++;
      examples = [...examples, hit].sort((a, b) => Number(b.value - a.value)).slice(0, EXAMPLES);
      input.onHit?.(hit);
    },
    report: (total: number) => input.onProgress?.({ done, total: Math.max(total, done), hits }),
    result: (): Trial => ({ signals: done, hits, users, examples }),
  };
}

async function findRule(q: Queryable, ruleId: string): Promise<Pick<RuleVersion, 'kind' | 'parameters'>> {
  const { rows } = await q.query<Pick<RuleVersion, 'kind' | 'parameters'>>(
    'SELECT kind, parameters FROM fraud_current_rules WHERE id = $1',
    [ruleId],
  );
  if (!rows[0]) throw new AppError('RULE_UNKNOWN');
  return rows[0];
}

async function isExcepted(q: Queryable, signal: Signal, ruleId: string): Promise<boolean> {
  return (await isAllowed(q, signal)) || isSnoozed(q, signal, ruleId);
}

type Period = { from: Date; to: Date };

/** The signals of the period: first those of users, user by user, then attempts from addresses, address by address. */
async function* batches(q: Queryable, kinds: readonly string[], period: Period): AsyncGenerator<Signal[]> {
  const range = [kinds, period.from, period.to] as const;
  let userId: bigint | undefined = 0n;
  while (userId !== undefined) {
    // Finds the next user with one index lookup per kind, without counting all.
    const { rows }: { rows: { next: bigint | null }[] } = await q.query(
      `SELECT min(next) AS next FROM unnest($1::text[]) AS k (kind) CROSS JOIN LATERAL (SELECT user_id AS next FROM fraud_events
         WHERE kind = k.kind AND user_id > $4 AND at > $2 AND at <= $3 ORDER BY user_id LIMIT 1) e`,
      [...range, userId],
    );
    userId = rows[0]?.next ?? undefined;
    if (userId !== undefined) yield* pages(q, 'user_id = $4', [...range, userId]);
  }
  yield* addresses(q, range);
}

async function* addresses(
  q: Queryable,
  range: readonly [readonly string[], Date, Date],
): AsyncGenerator<Signal[]> {
  let ip: string | undefined;
  do {
    const { rows }: { rows: { next: string | null }[] } = await q.query(
      `SELECT host(min(ip)) AS next FROM fraud_events WHERE user_id IS NULL AND kind = ANY($1) AND at > $2 AND at <= $3
         AND ($4::inet IS NULL OR ip > $4::inet)`,
      [...range, ip ?? null],
    );
    ip = rows[0]?.next ?? undefined;
    if (ip !== undefined) yield* pages(q, 'user_id IS NULL AND ip = $4::inet', [...range, ip]);
  } while (ip !== undefined);
}

async function* pages(q: Queryable, whose: string, values: readonly unknown[]): AsyncGenerator<Signal[]> {
  let last: Signal | undefined;
  for (;;) {
    const { rows }: { rows: Signal[] } = await q.query<Signal>(
      `SELECT ${SIGNAL_COLUMNS} FROM fraud_events WHERE kind = ANY($1) AND at > $2 AND at <= $3 AND ${whose}
         AND ($5::timestamptz IS NULL OR (at, id) > ($5::timestamptz, $6::uuid)) ORDER BY fraud_events.at, fraud_events.id LIMIT ${BATCH}`,
      [...values, last?.at ?? null, last?.id ?? null],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1);
  }
}
