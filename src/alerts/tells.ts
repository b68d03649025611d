import type { Context, Queryable } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import type { AlertEvent } from './types.ts';

/** One message about an event to one receiver. */
export interface Tell {
  readonly id: string;
  readonly alertId: string;
  readonly event: AlertEvent;
  /** Null: the webhook. */
  readonly receiverId: bigint | null;
  readonly tries: number;
  readonly createdAt: Date;
}

const CLAIM_S = 60;
const SOON_MS = 90_000;
/** A message that may have arrived is sent again only once: better twice than never, and never more. */
const MOST_SENDS = 2;

/** Takes a due message for this run. Otherwise says when to come again, in seconds, or that it is over. */
export async function claimTell(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  tellId: string,
): Promise<{ tell: Tell } | { again: number } | 'over'> {
  const now = clock.now();
  const tell = await db.one<Tell>(
    `UPDATE alert_tells SET claimed_until = $2::timestamptz + make_interval(secs => ${CLAIM_S}), tries = tries + 1
     WHERE id = $1 AND state = 'queued' AND due_at <= $2 AND (claimed_until IS NULL OR claimed_until <= $2)
     RETURNING id, alert_id AS "alertId", event, receiver_id AS "receiverId", tries, created_at AS "createdAt"`,
    [tellId, now],
  );
  if (tell) return { tell };
  const row = await db.one<{ at: Date }>(
    `SELECT greatest(due_at, claimed_until) AS at FROM alert_tells WHERE id = $1 AND state = 'queued'`,
    [tellId],
  );
  const waitMs = (row?.at.getTime() ?? Infinity) - now.getTime();
  // A message that was put off for longer has a job of its own for that time.
  return waitMs > SOON_MS ? 'over' : { again: Math.max(1, Math.ceil(waitMs / 1000)) };
}

/** Messages whose job did not run: they were due a while ago. */
export async function overdueTells(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  lateMs: number,
): Promise<string[]> {
  const now = clock.now();
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM alert_tells WHERE state = 'queued' AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $2)
     ORDER BY due_at LIMIT 50`,
    [new Date(now.getTime() - lateMs), now],
  );
  return rows.map(({ id }) => id);
}

export async function endTell(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { id }: Tell,
  outcome: { state: 'sent' | 'failed' | 'skipped'; error?: string },
): Promise<void> {
  await db.query(
    `UPDATE alert_tells SET state = $2, error = $3, claimed_until = NULL, sent_at = CASE WHEN $2 = 'sent' THEN $4::timestamptz END
     WHERE id = $1 AND state = 'queued'`,
    [id, outcome.state, outcome.error?.slice(0, 300) ?? null, clock.now()],
  );
}

/** Leaves a message for later, with a job of its own. */
export async function putOffTell(
  { db }: Pick<Context, 'db'>,
  { id }: Tell,
  { until, error }: { until: Date; error?: string },
): Promise<void> {
  await db.tx(async (tx) => {
    await tx.query(
      `UPDATE alert_tells SET due_at = $2, claimed_until = NULL, error = $3 WHERE id = $1 AND state = 'queued'`,
      [id, until, error?.slice(0, 300) ?? null],
    );
    await enqueue(tx, 'alert.tell', { tellId: id }, { runAt: until });
  });
}

/** Counts sends that may have arrived, so that a crash during one is counted too. */
export function guardOf({ db }: Pick<Context, 'db'>, { id }: Tell) {
  return {
    begin: async (): Promise<boolean> => {
      const { rowCount } = await db.query(
        `UPDATE alert_tells SET unanswered = unanswered + 1 WHERE id = $1 AND state = 'queued' AND unanswered < ${MOST_SENDS}`,
        [id],
      );
      return rowCount === 1;
    },
    end: async (how: 'sent' | 'unsent' | 'silence' | 'broken'): Promise<void> => {
      if (how !== 'unsent') return;
      await db
        .query('UPDATE alert_tells SET unanswered = greatest(unanswered - 1, 0) WHERE id = $1', [id])
        .catch(() => undefined);
    },
  };
}

/** What became of the earlier messages about an alert to the same chat. */
export async function earlierTells(
  q: Queryable,
  { alertId, receiverId }: Tell,
): Promise<{ isSent: boolean; isUnderWay: boolean }> {
  const { rows } = await q.query<{ state: string }>(
    `SELECT state FROM alert_tells WHERE alert_id = $1 AND receiver_id = $2 AND event <> 'ended'`,
    [alertId, receiverId],
  );
  return {
    isSent: rows.some(({ state }) => state === 'sent'),
    isUnderWay: rows.some(({ state }) => state === 'queued'),
  };
}
