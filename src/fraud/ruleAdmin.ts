import { AppError, own } from '../lib/index.ts';
import { isDuplicate, type Context, type Queryable, type Tx } from '../platform/index.ts';
import { propose, type Proposal } from '../proposals/index.ts';
import { requireRight } from '../staff/index.ts';
import type { Effect, Mode, RuleVersion } from './judge.ts';
import { RULE_KINDS } from './rules/index.ts';

/** A rule with its version in force and the reviewers' decisions about that version. */
export interface Rule extends RuleVersion {
  readonly titleRu: string;
  readonly titleEn: string;
  readonly reason: string;
  readonly createdAt: Date;
  readonly open: number;
  readonly confirmed: number;
  readonly dismissed: number;
  /** The confirmed share of all decisions in percent, such as `87.5`; null before the first decision. */
  readonly precisionPercent: string | null;
}

export async function listRules(context: { db: Queryable }): Promise<Rule[]> {
  const { rows } = await context.db.query<Rule>(
    `SELECT c.id AS "ruleId", c.version, c.kind, c.parameters, c.effect, c.mode, c.weight, c.title_ru AS "titleRu",
       c.title_en AS "titleEn", c.reason, c.created_at AS "createdAt", p.open::integer, p.confirmed::integer,
       p.dismissed::integer, p.precision_percent AS "precisionPercent"
     FROM fraud_current_rules c JOIN fraud_precision p ON p.rule_id = c.id AND p.version = c.version ORDER BY c.id`,
  );
  return rows;
}

export interface RuleChange {
  ruleId: string;
  parameters: unknown;
  effect: Effect;
  mode: Mode;
  weight: number;
  /** Null: the product itself made it. */
  staffId: bigint | null;
  reason: string;
}

/** The result of a change: the version that is in force now, or the proposal that waits for another administrator. */
export interface RuleChanged {
  readonly version: number | undefined;
  readonly proposal: Proposal | undefined;
}

/**
 * Writes the next version of a rule, in force for signals from now on. A weaker one (another mode, effect, weight or
 * figure that finds or does less) waits for another administrator. `seenVersion` is the version that the form shows.
 * Errors: FORBIDDEN, RULE_UNKNOWN, INPUT_INVALID with the wrong `fields`, TEXT_INVALID (no reason), CONTENT_CHANGED
 * (another person changed it in the meantime), PROPOSAL_WAITS.
 */
export async function changeRule(
  context: Pick<Context, 'db'>,
  input: RuleChange & { seenVersion: number; correlationId?: string | undefined },
): Promise<RuleChanged> {
  return context.db.tx(async (tx) => {
    if (input.staffId !== null) await requireRight(tx, input.staffId, 'edit', 'fraud_rules');
    const kind = await kindSeen(tx, input);
    checkChange(input);
    const { ruleId, effect, mode, weight, seenVersion, reason } = input;
    const parameters = checkParameters(kind, input.parameters);
    const { rows } = await tx.query<{ weakens: string[] }>(
      'SELECT rule_weakens($1, $2, $3, $4, $5) AS weakens',
      [ruleId, JSON.stringify(parameters), effect, mode, weight],
    );
    if (rows[0]?.weakens.length === 0)
      return { version: await writeVersion(tx, kind, input, seenVersion + 1), proposal: undefined };
    const had = await tx.query<Record<string, unknown>>(
      'SELECT parameters, effect, mode, weight, version FROM fraud_current_rules WHERE id = $1',
      [ruleId],
    );
    const proposal = await propose(tx, {
      kind: 'fraud_rule',
      subject: ruleId,
      before: had.rows[0] ?? {},
      wanted: { parameters, effect, mode, weight, seenVersion },
      reason,
      requestedBy: input.staffId,
      correlationId: input.correlationId,
    });
    return { version: undefined, proposal };
  });
}

/**
 * Puts an approved, weaker version in force. Errors: CONTENT_CHANGED if the rule has changed in the meantime, and those
 * of its parameters.
 */
export async function applyRule(tx: Tx, { subject, wanted, reason, requestedBy }: Proposal): Promise<void> {
  const { parameters, effect, mode, weight, seenVersion } = wanted as unknown as Omit<
    RuleChange,
    'ruleId'
  > & {
    seenVersion: number;
  };
  const change = { ruleId: subject, parameters, effect, mode, weight, reason, staffId: requestedBy };
  const kind = await kindSeen(tx, { ruleId: subject, seenVersion });
  await writeVersion(tx, kind, change, seenVersion + 1);
}

/** Errors: RULE_UNKNOWN, CONTENT_CHANGED. */
async function kindSeen(
  q: Queryable,
  { ruleId, seenVersion }: { ruleId: string; seenVersion: number },
): Promise<string> {
  const { rows } = await q.query<{ kind: string; version: number }>(
    'SELECT kind, version FROM fraud_current_rules WHERE id = $1',
    [ruleId],
  );
  const [rule] = rows;
  if (!rule) throw new AppError('RULE_UNKNOWN');
  if (rule.version !== seenVersion) throw new AppError('CONTENT_CHANGED');
  return rule.kind;
}

/**
 * Makes a rule of one of the known kinds. It starts in shadow: its flags have no effect until it is made live.
 * Errors: FORBIDDEN, ALREADY_SO (the id is taken), INPUT_INVALID, TEXT_INVALID.
 */
export async function createRule(
  context: Context,
  input: Omit<RuleChange, 'mode'> & { kind: string; titleRu: string; titleEn: string },
): Promise<void> {
  if (!own(RULE_KINDS, input.kind)) throw new AppError('INPUT_INVALID', { fields: 'kind' });
  if (!/^[a-z][a-z0-9-]{1,60}$/.test(input.ruleId)) throw new AppError('INPUT_INVALID', { fields: 'ruleId' });
  await context.db.tx(async (tx) => {
    if (input.staffId !== null) await requireRight(tx, input.staffId, 'edit', 'fraud_rules');
    const { rowCount } = await tx.query(
      'INSERT INTO fraud_rules (id, kind, title_ru, title_en) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [input.ruleId, input.kind, input.titleRu, input.titleEn],
    );
    if (rowCount !== 1) throw new AppError('ALREADY_SO');
    await writeVersion(tx, input.kind, { ...input, mode: 'shadow' }, 1);
  });
}

async function writeVersion(
  q: Queryable,
  kind: string,
  change: RuleChange,
  version: number,
): Promise<number> {
  const parameters = checkParameters(kind, change.parameters);
  checkChange(change);
  try {
    await q.query(
      `INSERT INTO fraud_rule_versions (rule_id, version, parameters, effect, mode, weight, created_by, reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        change.ruleId,
        version,
        JSON.stringify(parameters),
        change.effect,
        change.mode,
        change.weight,
        change.staffId,
        change.reason,
      ],
    );
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('CONTENT_CHANGED', {}, { cause: error });
    throw error;
  }
  return version;
}

function checkChange({ reason, weight }: Pick<RuleChange, 'reason' | 'weight'>): void {
  if (reason.trim() === '' || reason.length > 1000) throw new AppError('TEXT_INVALID');
  if (!Number.isInteger(weight) || weight < 0 || weight > 1000)
    throw new AppError('INPUT_INVALID', { fields: 'weight' });
}

/** The parameters as the kind reads them. Errors: INPUT_INVALID with the wrong `fields`. */
export function checkParameters(kind: string, raw: unknown): unknown {
  const parsed = own(RULE_KINDS, kind)?.parameters.safeParse(raw);
  if (parsed?.success) return parsed.data;
  const fields =
    parsed?.error.issues.map((issue) => issue.path.join('.') || issue.message).join(', ') ?? 'kind';
  throw new AppError('INPUT_INVALID', { fields });
}
