import { AppError } from '../lib/index.ts';
import type { Queryable, Tx } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import { NOTIFICATIONS, type NotificationKind } from './contracts.ts';
import { tellFollower, type Follow } from './follow.ts';
import { COLUMNS, type NotificationState, type StoredNotification } from './rows.ts';

export interface Again {
  readonly notificationId: string;
  /** Its next try is overdue, so it may be sent although it is queued already. */
  readonly isStuck?: boolean;
  readonly correlationId?: string | undefined;
}

/** {@link sendAgain}, but returns false if the message is on its way, was sent, or does not exist. */
export async function requeue(tx: Tx, again: Again, follow: Follow): Promise<boolean> {
  const { notificationId, isStuck = false, correlationId } = again;
  const from: NotificationState[] = isStuck ? ['failed', 'blocked', 'queued'] : ['failed', 'blocked'];
  const values = [notificationId, from];
  const queued = await queueAgain(
    tx,
    { where: 'id = $1 AND state = ANY ($2)', values, correlationId },
    follow,
  );
  return queued > 0;
}

/**
 * Sends a message again that did not reach its user. The caller knows that the user may get it twice.
 * Errors: NOTIFICATION_UNKNOWN, NOTIFICATION_STATE (it is on its way, or was sent).
 */
export async function sendAgain(tx: Tx, notificationId: string, follow: Follow): Promise<void> {
  if (await requeue(tx, { notificationId }, follow)) return;
  const { rows } = await tx.query<{ state: string }>('SELECT state FROM notifications WHERE id = $1', [
    notificationId,
  ]);
  const [row] = rows;
  throw row ? new AppError('NOTIFICATION_STATE', { state: row.state }) : new AppError('NOTIFICATION_UNKNOWN');
}

/** Older news are of no use to anybody. */
const MISSED_DAYS = 30;

/** The user unblocked the bot, so the receipts, refunds and answers that were missed are sent, in their order. */
export async function sendMissed(tx: Tx, userId: bigint, follow: Follow): Promise<void> {
  const kinds = Object.entries(NOTIFICATIONS).flatMap(([kind, { mutable }]) => (mutable ? [] : [kind]));
  const where = `user_id = $1 AND state = 'blocked' AND kind = ANY ($2)
    AND created_at > now() - make_interval(days => ${MISSED_DAYS})`;
  await queueAgain(tx, { where, values: [userId, kinds] }, follow);
}

async function queueAgain(
  tx: Tx,
  which: { where: string; values: readonly unknown[]; correlationId?: string | undefined },
  follow: Follow,
): Promise<number> {
  const { rows } = await tx.query<StoredNotification>(
    `WITH notice AS (
       UPDATE notifications SET state = 'queued', unanswered = 0, tries = 0, error = NULL, alone_since = NULL
       WHERE ${which.where} RETURNING *)
     SELECT ${COLUMNS} FROM notice ORDER BY seq`,
    which.values,
  );
  const { correlationId } = which;
  for (const row of rows) {
    await tellFollower(tx, { row, progress: { state: 'queued' }, follow });
    await enqueue(tx, 'notification.send', { notificationId: row.id }, { correlationId });
  }
  return rows.length;
}

/**
 * Takes back the latest message of these kinds about a subject, because it is no longer true. Returns false if it was
 * sent already, or will be sent when the user comes back.
 */
export async function takeBack(
  tx: Queryable,
  { subjectId, kinds }: { subjectId: string; kinds: readonly NotificationKind[] },
): Promise<boolean> {
  const { rows } = await tx.query<{ isQueued: boolean }>(
    `WITH last AS (SELECT id, state FROM notifications WHERE subject_id = $1 AND kind = ANY ($2)
       ORDER BY created_at DESC, id DESC LIMIT 1 FOR UPDATE),
     muted AS (UPDATE notifications SET state = 'muted' FROM last WHERE notifications.id = last.id AND last.state IN ('queued', 'failed'))
     SELECT state IN ('queued', 'failed', 'muted') AS "isQueued" FROM last`,
    [subjectId, kinds],
  );
  return rows[0]?.isQueued ?? true;
}
