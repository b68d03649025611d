import { AppError } from '../lib/index.ts';
import type { Context, Queryable, Tx } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';
import { ALONE_MS, aloneSince, type Owed } from './alone.ts';
import { showOutcome, type AnswerOutcome } from './answers.ts';
import {
  NOTIFICATION_COLUMNS as COLUMNS,
  NOTIFICATIONS,
  type Notification,
  type NotificationState,
} from './notifications.ts';

export async function findNotification(context: Context, id: string): Promise<Notification | undefined> {
  return context.db.one<Notification>(`SELECT ${COLUMNS} FROM notifications WHERE id = $1`, [id]);
}

/** Whether a message in the chat of a user is one that the bot sent by itself. */
export async function isNotice(context: Context, userId: bigint, messageId: bigint): Promise<boolean> {
  const row = await context.db.one(
    `SELECT 1 AS is FROM notifications WHERE user_id = $1 AND telegram_message_id = $2 AND state = 'sent' LIMIT 1`,
    [userId, messageId],
  );
  return row !== undefined;
}

/** What waits longest for being sent to a user, by the order in which it was decided. */
export async function oldestWaiting(context: Context, userId: bigint): Promise<Notification | undefined> {
  return context.db.one<Notification>(
    `SELECT ${COLUMNS} FROM notifications WHERE user_id = $1 AND state = 'queued' ORDER BY seq LIMIT 1`,
    [userId],
  );
}

/** Sends of one message that may have arrived. A silence counts twice: most often it did. */
const MOST_SENDS = 3;

/**
 * Counts a send before it begins, so that a crash in it is counted too. False: it may have arrived as often as it may be
 * told. What a user can switch off is told by one run only; `isRepeat` says that this one goes on.
 */
export async function beginSend(
  context: Context,
  { id, kind }: Pick<Notification, 'id' | 'kind'>,
  isRepeat: boolean,
): Promise<boolean> {
  const most = NOTIFICATIONS[kind].mutable && !isRepeat ? 1 : MOST_SENDS;
  const { rowCount } = await context.db.query(
    `UPDATE notifications SET unanswered = unanswered + 1 WHERE id = $1 AND state = 'queued' AND unanswered < $2`,
    [id, most],
  );
  return rowCount === 1;
}

/** What became of a send that was counted: it certainly did not arrive, or nobody knows. */
export async function endSend(
  context: Context,
  id: string,
  how: 'sent' | 'unsent' | 'silence' | 'broken',
): Promise<void> {
  if (how === 'sent' || how === 'broken') return;
  await context.db.query('UPDATE notifications SET unanswered = greatest(unanswered + $2, 0) WHERE id = $1', [
    id,
    how === 'silence' ? 1 : -1,
  ]);
}

/**
 * It was not sent, and will be tried again at `nextAt`. True: it has failed alone for so long that it should be given up, so
 * that later news of its person can go out.
 */
export async function recordTry(
  context: Context,
  input: { notificationId: string; error: string; nextAt: Date; owed?: Owed },
): Promise<boolean> {
  const { notificationId, error, nextAt, owed = 'unclear' } = input;
  const now = context.clock.now();
  return context.db.tx(async (tx) => {
    const { rows } = await tx.query<Told & { since: Date | null }>(
      `UPDATE notifications SET tries = tries + 1, error = $2, alone_since = ${aloneSince('$3', '$4')}
       WHERE id = $1 AND state = 'queued' RETURNING ${TOLD}, alone_since AS since`,
      [notificationId, error.slice(0, 500), owed, now],
    );
    await showAnswer(context, tx, rows[0], { delivery: 'retrying', error, nextAt });
    const since = rows[0]?.since?.getTime() ?? Infinity;
    return owed === 'alone' && now.getTime() - since >= ALONE_MS;
  });
}

export interface Outcome {
  readonly notificationId: string;
  readonly state: Exclude<NotificationState, 'queued'>;
  readonly telegramMessageId?: bigint | undefined;
  /** For staff. */
  readonly error?: string | undefined;
}

/**
 * Writes down what became of a message; for an agent's answer its conversation shows it too. A message that was sent stays
 * sent.
 */
export async function recordDelivery(context: Context, outcome: Outcome): Promise<void> {
  const { notificationId, state, telegramMessageId, error } = outcome;
  await context.db.tx(async (tx) => {
    const { rows } = await tx.query<Told>(
      `UPDATE notifications SET state = $2, telegram_message_id = coalesce($3, telegram_message_id), error = $4,
         sent_at = CASE WHEN $2 = 'sent' THEN now() END
       WHERE id = $1 AND state <> 'sent' RETURNING ${TOLD}`,
      [notificationId, state, telegramMessageId ?? null, error?.slice(0, 500) ?? null],
    );
    // An answer cannot be muted: there is nobody left to send it to.
    const how =
      state === 'muted'
        ? ({ delivery: 'failed', error: 'the user has no chat any more' } as const)
        : { delivery: state, telegramMessageId, error };
    await showAnswer(context, tx, rows[0], how);
  });
}

type Told = { kind: string; userId: bigint; messageId: string | null };
const TOLD = `kind, user_id AS "userId", data ->> 'messageId' AS "messageId"`;

async function showAnswer(
  context: Context,
  tx: Tx,
  told: Told | undefined,
  how: Omit<AnswerOutcome, 'messageId' | 'userId'>,
): Promise<void> {
  if (told?.kind !== 'ticket_reply' || told.messageId === null) return;
  await showOutcome(context, tx, { ...how, messageId: told.messageId, userId: told.userId });
}

/**
 * Has a message sent again that did not reach its user; whoever asks has seen that it may be told twice. `tx` may be the
 * caller's transaction. Errors: NOTIFICATION_UNKNOWN, NOTIFICATION_STATE (it is on its way, or was sent).
 */
export async function sendAgain(tx: Queryable, notificationId: string): Promise<void> {
  const again = await queueAgain(tx, "id = $1 AND state IN ('failed', 'blocked')", [notificationId]);
  if (again > 0) return;
  const { rows } = await tx.query<{ state: string }>('SELECT state FROM notifications WHERE id = $1', [
    notificationId,
  ]);
  const [row] = rows;
  throw row ? new AppError('NOTIFICATION_STATE', { state: row.state }) : new AppError('NOTIFICATION_UNKNOWN');
}

/** A next try that is so long overdue does not come by itself. */
const OVERDUE_MS = 120_000;

/**
 * Sends an answer again that did not arrive, as the same message of the bot: what arrived meanwhile is not sent twice.
 * Errors: DELIVERY_STATE when it arrived, or is still on its way.
 */
export async function resendReply(
  context: Context,
  input: { ticketId: string; messageId: string; correlationId?: string | undefined },
): Promise<void> {
  const { ticketId, messageId, correlationId } = input;
  const again = await context.db.tx((tx) =>
    queueAgain(
      tx,
      `kind = 'ticket_reply' AND data ->> 'messageId' = $1::text
         AND user_id = (SELECT user_id FROM ticket_messages WHERE id = $1::uuid AND ticket_id = $2)
         AND (state IN ('failed', 'blocked') OR (state = 'queued' AND EXISTS (
           SELECT FROM ticket_messages WHERE id = $1::uuid AND delivery = 'retrying' AND delivery_next_at < $3)))`,
      [messageId, ticketId, new Date(context.clock.now().getTime() - OVERDUE_MS)],
      correlationId,
    ),
  );
  if (again === 0) throw new AppError('DELIVERY_STATE');
}

/** News that are older say nothing to anybody. */
const MISSED_DAYS = 30;

/** The user let the bot in again: receipts, refunds and answers that were missed meanwhile are sent, in their order. */
export async function sendMissed(tx: Queryable, userId: bigint): Promise<void> {
  const kinds = Object.entries(NOTIFICATIONS).flatMap(([kind, { mutable }]) => (mutable ? [] : [kind]));
  await queueAgain(
    tx,
    `user_id = $1 AND state = 'blocked' AND kind = ANY($2) AND created_at > now() - make_interval(days => ${MISSED_DAYS})`,
    [userId, kinds],
  );
}

async function queueAgain(
  tx: Queryable,
  where: string,
  values: readonly unknown[],
  correlationId?: string,
): Promise<number> {
  const { rows } = await tx.query<{ id: string }>(
    `WITH notice AS (
       UPDATE notifications SET state = 'queued', unanswered = 0, tries = 0, error = NULL, alone_since = NULL
       WHERE ${where} RETURNING id, kind, data, seq),
     shown AS (
       UPDATE ticket_messages SET delivery = 'queued', delivery_attempts = 0, delivery_next_at = NULL, delivery_error = NULL
       FROM notice
       WHERE notice.kind = 'ticket_reply' AND ticket_messages.id = (notice.data ->> 'messageId')::uuid)
     SELECT id FROM notice ORDER BY seq`,
    values,
  );
  for (const { id } of rows)
    await enqueue(tx, 'notification.send', { notificationId: id }, { correlationId });
  return rows.length;
}
