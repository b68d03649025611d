import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { enqueue, JOBS } from '../queue/index.ts';
import { showOutcome } from './answers.ts';
import type { NotificationState } from './notifications.ts';
import type { Delivery } from './types.ts';

export interface Outcome {
  readonly notificationId: string;
  readonly state: Exclude<NotificationState, 'queued'>;
  readonly telegramMessageId?: bigint | undefined;
  /** For staff. */
  readonly error?: string | undefined;
  /** A failure that a later try cannot mend. */
  readonly isFinal?: boolean;
}

/**
 * Writes down what became of a message; for an agent's answer its conversation shows it too. A message that was sent stays
 * sent.
 */
export async function recordDelivery(context: Context, outcome: Outcome): Promise<void> {
  await context.db.tx(async (tx) => {
    const { rows } = await tx.query<{
      kind: string;
      userId: bigint;
      messageId: string | null;
      tries: number;
    }>(
      `UPDATE notifications SET state = $2, telegram_message_id = coalesce($3, telegram_message_id), error = $4,
         sent_at = CASE WHEN $2 = 'sent' THEN now() END
       WHERE id = $1 AND state <> 'sent' RETURNING kind, user_id AS "userId", data ->> 'messageId' AS "messageId",
         (SELECT delivery_attempts FROM ticket_messages WHERE id::text = data ->> 'messageId') AS tries`,
      [
        outcome.notificationId,
        outcome.state,
        outcome.telegramMessageId ?? null,
        outcome.error?.slice(0, 500) ?? null,
      ],
    );
    const [told] = rows;
    if (told?.kind !== 'ticket_reply' || told.messageId === null) return;
    const delivery = deliveryOf(outcome);
    const waitMs = JOBS['notification.send'].backoffMs * 2 ** Math.min(told.tries, 9);
    await showOutcome(context, tx, {
      messageId: told.messageId,
      userId: told.userId,
      delivery,
      telegramMessageId: outcome.telegramMessageId,
      error: outcome.state === 'muted' ? 'the user has no chat any more' : outcome.error,
      nextAt: delivery === 'retrying' ? new Date(context.clock.now().getTime() + waitMs) : undefined,
    });
  });
}

/** How it stands in the conversation. */
function deliveryOf({ state, isFinal = false }: Outcome): Exclude<Delivery, 'none' | 'queued'> {
  if (state === 'sent' || state === 'blocked') return state;
  // An answer cannot be muted: there is nobody left to send it to.
  return state === 'failed' && !isFinal ? 'retrying' : 'failed';
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
