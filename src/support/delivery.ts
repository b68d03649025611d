import { AppError } from '../lib/index.ts';
import type { Context, Tx } from '../platform/index.ts';
import { enqueue, JOBS } from '../queue/index.ts';
import { turnClocks } from './clocks.ts';
import type { NotificationState } from './notifications.ts';
import { TICKET_MOVES } from './states.ts';
import { changeTicket, clockColumns, lockTicket, moveTicket } from './store.ts';
import { clocksOf, type Delivery } from './types.ts';

export interface Outcome {
  readonly notificationId: string;
  readonly state: Exclude<NotificationState, 'queued'>;
  readonly telegramMessageId?: bigint | undefined;
  /** For staff. */
  readonly error?: string | undefined;
  /** A failure that a later try cannot mend. */
  readonly isFinal?: boolean;
}

interface Told {
  kind: string;
  userId: bigint;
  messageId: string | null;
}

/**
 * Writes down what became of a message. An agent's answer shows it in its conversation, and only one that arrived makes the
 * ticket wait for the user. A message that was sent stays sent.
 */
export async function recordDelivery(context: Context, outcome: Outcome): Promise<void> {
  await context.db.tx(async (tx) => {
    const { rows } = await tx.query<Told>(
      `UPDATE notifications SET state = $2, telegram_message_id = coalesce($3, telegram_message_id), error = $4,
         sent_at = CASE WHEN $2 = 'sent' THEN now() END
       WHERE id = $1 AND state <> 'sent' RETURNING kind, user_id AS "userId", data ->> 'messageId' AS "messageId"`,
      [
        outcome.notificationId,
        outcome.state,
        outcome.telegramMessageId ?? null,
        outcome.error?.slice(0, 500) ?? null,
      ],
    );
    const [told] = rows;
    if (told?.kind === 'ticket_reply' && told.messageId !== null) await show(context, tx, { told, outcome });
  });
}

/** How an outcome of the sending job stands in the conversation. */
function deliveryOf({ state, isFinal = false }: Outcome): Delivery {
  if (state === 'sent' || state === 'blocked') return state;
  // An answer cannot be muted: there is nobody left to send it to.
  return state === 'failed' && !isFinal ? 'retrying' : 'failed';
}

async function show(
  context: Context,
  tx: Tx,
  { told, outcome }: { told: Told; outcome: Outcome },
): Promise<void> {
  const delivery = deliveryOf(outcome);
  const { rows } = await tx.query<{ ticketId: string; seq: bigint }>(
    `UPDATE ticket_messages SET delivery = $2, telegram_message_id = coalesce($3, telegram_message_id),
       delivery_attempts = delivery_attempts + 1, delivery_error = $4,
       delivery_next_at = CASE WHEN $2 = 'retrying' THEN $5::timestamptz + make_interval(secs => $6 * power(2, least(delivery_attempts, 9))) END
     WHERE id = $1 RETURNING ticket_id AS "ticketId", seq`,
    [
      told.messageId,
      delivery,
      outcome.telegramMessageId ?? null,
      outcome.error?.slice(0, 500) ?? (outcome.state === 'muted' ? 'the user has no chat any more' : null),
      context.clock.now(),
      JOBS['notification.send'].backoffMs / 1000,
    ],
  );
  const [message] = rows;
  if (message && delivery === 'sent') await noteArrival(context, tx, { ...message, userId: told.userId });
}

/** The answer arrived: it counts as a reply, and if nothing was said after it, the user is waited for. */
async function noteArrival(
  context: Context,
  tx: Tx,
  message: { ticketId: string; seq: bigint; userId: bigint },
): Promise<void> {
  const ticket = await lockTicket(tx, message.ticketId, message.userId);
  const later = await tx.query(
    `SELECT FROM ticket_messages WHERE ticket_id = $1 AND seq > $2
       AND (author = 'user' OR delivery IN ('queued', 'retrying')) LIMIT 1`,
    [ticket.id, message.seq],
  );
  if (TICKET_MOVES[ticket.status].staff_reply !== undefined && later.rowCount === 0) {
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
  await context.db.tx(async (tx) => {
    const { rows } = await tx.query<{ id: string }>(
      `UPDATE notifications n SET state = 'queued', error = NULL FROM ticket_messages m
       WHERE m.id = $2 AND m.ticket_id = $1 AND n.user_id = m.user_id AND n.kind = 'ticket_reply' AND n.data ->> 'messageId' = $2::text
         AND n.state <> 'sent' AND (m.delivery IN ('failed', 'blocked') OR (m.delivery = 'retrying' AND m.delivery_next_at < $3))
       RETURNING n.id`,
      [input.ticketId, input.messageId, new Date(context.clock.now().getTime() - OVERDUE_MS)],
    );
    const [notification] = rows;
    if (!notification) throw new AppError('DELIVERY_STATE');
    await tx.query(
      `UPDATE ticket_messages SET delivery = 'queued', delivery_attempts = 0, delivery_next_at = NULL, delivery_error = NULL
       WHERE id = $1`,
      [input.messageId],
    );
    await enqueue(
      tx,
      'notification.send',
      { notificationId: notification.id },
      { correlationId: input.correlationId },
    );
  });
}
