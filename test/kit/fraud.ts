import { changeRule, createRule, evaluate, type Effect } from '../../src/fraud/index.ts';
import { newId } from '../../src/lib/index.ts';
import { SIGNAL_COLUMNS, type SignalKind, type Signal } from '../../src/security/index.ts';
import type { TestContext } from './testContext.ts';
import { TON } from './money.ts';

export interface Happening {
  kind: SignalKind;
  userId?: bigint | null;
  minutesAgo?: number;
  outcome?: string | null;
  orderKind?: string;
  amount?: bigint;
  payer?: string;
  /** Of a delivery: the hash of the account that gets the stars. */
  recipient?: string;
  stars?: number;
  ip?: string;
}

/** Allows events in the months before this one. */
export async function openHistory(context: TestContext): Promise<void> {
  await context.testDb.owner.query(
    `SELECT create_month_partitions('fraud_events', (current_date - interval '70 days')::date, 2)`,
  );
}

/** Adds one row of `fraud_events`, as if it had happened then. Returns its id. */
export async function happened(context: TestContext, event: Happening): Promise<string> {
  const outcome =
    event.outcome ??
    { payment: 'paid', purchase: 'bought', forgery: 'webhook_forged', delivery: 'other' }[
      event.kind as string
    ];
  const { rows } = await context.db.query<{ id: string }>(
    `INSERT INTO fraud_events (id, at, kind, user_id, subject, outcome, order_kind, asset, amount, payer_hashes, ip,
       recipient_hashes, stars)
     VALUES ($1, now() - make_interval(secs => $2), $3, $4, 'test', $5, $6, 'TON', $7, $8, $9, $10, $11)
     RETURNING id`,
    [
      newId(),
      (event.minutesAgo ?? 0) * 60,
      event.kind,
      event.userId ?? null,
      outcome ?? null,
      event.orderKind ?? 'purchase',
      event.amount ?? TON,
      event.payer === undefined ? [] : [event.payer],
      event.ip ?? null,
      event.recipient === undefined ? [] : [event.recipient],
      event.stars ?? null,
    ],
  );
  if (event.payer !== undefined)
    await context.db.query(
      `INSERT INTO fraud_payers (payer_hash, user_id, first_at) VALUES ($1, $2, now() - make_interval(secs => $3))
       ON CONFLICT DO NOTHING`,
      [event.payer, event.userId, (event.minutesAgo ?? 0) * 60],
    );
  const [row] = rows;
  if (!row) throw new Error('the event was not written');
  return row.id;
}

let rules = 0;

/** A rule for one test only. It is in shadow unless it is made live. Returns its id. */
export async function newRule(
  context: TestContext,
  rule: { kind: string; parameters: unknown; live?: Effect; weight?: number },
): Promise<string> {
  const ruleId = `test-${rule.kind.replaceAll('_', '-')}-${++rules}`;
  const common = {
    ruleId,
    parameters: rule.parameters,
    effect: rule.live ?? 'note',
    weight: rule.weight ?? 10,
    // As if it came with the product.
    staffId: null,
    reason: 'test',
  } as const;
  await createRule(context, { ...common, kind: rule.kind, titleRu: 'проба', titleEn: 'test' });
  if (rule.live) await changeRule(context, { ...common, mode: 'live', seenVersion: 1 });
  return ruleId;
}

export interface FlagRow {
  id: string;
  version: number;
  measured: bigint;
  limit: bigint;
  inputs: Record<string, unknown>;
  mode: string;
  effect: string;
  status: string;
  score: number;
  hits: number;
  eventId: string;
}

export async function flagsOf(context: TestContext, ruleId: string, userId?: bigint): Promise<FlagRow[]> {
  const { rows } = await context.db.query<FlagRow>(
    `SELECT id, rule_version AS version, measured, limit_value AS "limit", inputs, mode, effect, status, score, hits,
       event_id AS "eventId" FROM fraud_flags WHERE rule_id = $1 AND ($2::bigint IS NULL OR user_id = $2) ORDER BY created_at, id`,
    [ruleId, userId ?? null],
  );
  return rows;
}

/** Makes something happen now and judges it. Returns the rule's flags for it. */
export async function judged(context: TestContext, ruleId: string, event: Happening): Promise<FlagRow[]> {
  const key = await happened(context, event);
  await evaluate(context, key);
  return (await flagsOf(context, ruleId)).filter(({ eventId }) => eventId === key);
}

export async function statusOf(context: TestContext, userId: bigint): Promise<string> {
  const row = await context.db.one<{ status: string }>('SELECT status FROM users WHERE id = $1', [userId]);
  return row?.status ?? 'unknown';
}

/** The signal as rules see it. */
export async function findSignalForTest(context: TestContext, signalId: string): Promise<Signal> {
  const { rows } = await context.db.query<Signal>(
    `SELECT ${SIGNAL_COLUMNS} FROM fraud_events WHERE id = $1`,
    [signalId],
  );
  const [signal] = rows;
  if (!signal) throw new Error('no such signal');
  return signal;
}
