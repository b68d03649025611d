import { AppError } from '../lib/index.ts';
import { requeue, sendAgain, type Follow, type Progress } from '../notifications/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { turnClocks } from './clocks.ts';
import { ticketMay } from './states.ts';
import { changeTicket, clockColumns, lockTicket, moveTicket } from './store.ts';
import { clocksOf } from './types.ts';

/**
 * Shows in the conversation what happened to an answer. Only an answer that arrived makes the ticket wait for the user.
 */
export function followAnswers(context: Pick<Context, 'clock' | 'config'>): Follow {
  return async (tx, { kind, data, userId }, progress) => {
    if (kind !== 'ticket_reply') return;
    const { state, telegramMessageId, error, nextAt } = outcomeOf(progress);
    const { rows } = await tx.query<{ ticketId: string; seq: bigint }>(
      `UPDATE ticket_messages SET delivery = $2, telegram_message_id = coalesce($3, telegram_message_id),
         delivery_attempts = CASE WHEN $2 = 'queued' THEN 0 ELSE delivery_attempts + 1 END,
         delivery_error = $4, delivery_next_at = $5
       WHERE id = $1 RETURNING ticket_id AS "ticketId", seq`,
      [data.messageId, state, telegramMessageId ?? null, error?.slice(0, 500) ?? null, nextAt ?? null],
    );
    const [message] = rows;
    if (message && state === 'sent') await noteArrival(context, tx, { ...message, userId });
  };
}

/** An answer cannot be muted, so this state means that there is nobody left to send it to. */
function outcomeOf(progress: Progress): Progress {
  return progress.state === 'muted' ? { state: 'failed', error: 'the user has no chat any more' } : progress;
}

/** The answer arrived, so it counts as a reply. If nothing was said after it, the ticket waits for the user. */
async function noteArrival(
  context: Pick<Context, 'clock' | 'config'>,
  tx: Tx,
  message: { ticketId: string; seq: bigint; userId: bigint },
): Promise<void> {
  const ticket = await lockTicket(tx, message.ticketId, message.userId);
  const later = await tx.query(
    `SELECT FROM ticket_messages WHERE ticket_id = $1 AND seq > $2
       AND (author = 'user' OR delivery IN ('queued', 'retrying')) LIMIT 1`,
    [ticket.id, message.seq],
  );
  if (ticketMay(ticket.status, 'staff_reply') && later.rowCount === 0) {
    await moveTicket(context, tx, { ticket, event: 'staff_reply' });
    return;
  }
  const at = context.clock.now();
  const clocks = turnClocks(clocksOf(ticket), { at, runs: ticket.status === 'open', isReply: true });
  await changeTicket(tx, ticket, {
    now: at,
    change: clockColumns(context, clocks, { priority: ticket.priority, before: ticket }),
  });
}

/** If the next try is overdue by this much, it will not come by itself. */
const OVERDUE_MS = 120_000;

/**
 * Sends an answer again that did not arrive, as the same message of the bot. If it arrived in the meantime, it is not
 * sent twice.
 * Errors: FORBIDDEN, ANSWER_STATE if it arrived, or is still on its way.
 */
export async function resendReply(
  context: Context,
  input: { ticketId: string; staffId: bigint; messageId: string; correlationId?: string | undefined },
): Promise<void> {
  const { ticketId, messageId, correlationId } = input;
  const overdue = new Date(context.clock.now().getTime() - OVERDUE_MS);
  await context.db.tx(async (tx) => {
    await requireRight(tx, input.staffId, 'reply', 'tickets');
    const { rows } = await tx.query<{ notificationId: string; isStuck: boolean }>(
      `SELECT n.id AS "notificationId", coalesce(m.delivery = 'retrying' AND m.delivery_next_at < $3, false) AS "isStuck"
       FROM ticket_messages m JOIN notifications n ON n.key = $4 WHERE m.id = $1 AND m.ticket_id = $2`,
      [messageId, ticketId, overdue, replyKey(messageId)],
    );
    const [reply] = rows;
    const isQueued = reply && (await requeue(tx, { ...reply, correlationId }, followAnswers(context)));
    if (!isQueued) throw new AppError('ANSWER_STATE');
  });
}

/**
 * Sends any message of the bot again that did not reach its user, at the request of a member of staff. Errors:
 * FORBIDDEN, and as {@link sendAgain}.
 */
export async function resendNotification(
  context: Context,
  { notificationId, staffId }: { notificationId: string; staffId: bigint },
): Promise<void> {
  await context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'manage', 'notifications');
    await sendAgain(tx, notificationId, followAnswers(context));
  });
}

/** The key by which the message to the user about an answer is found. */
export function replyKey(messageId: string): string {
  return `ticket_reply:${messageId}`;
}
