import type { Context, Tx } from '../platform/index.ts';
import { turnClocks } from './clocks.ts';
import { TICKET_MOVES } from './states.ts';
import { changeTicket, clockColumns, lockTicket, moveTicket } from './store.ts';
import { clocksOf, type Delivery } from './types.ts';

/** What became of an agent's answer. */
export interface AnswerOutcome {
  readonly messageId: string;
  readonly userId: bigint;
  readonly delivery: Exclude<Delivery, 'none' | 'queued'>;
  readonly telegramMessageId?: bigint | undefined;
  /** For staff. */
  readonly error?: string | undefined;
  /** Of `retrying`: when it is sent again. */
  readonly nextAt?: Date | undefined;
}

/** Shows in the conversation what became of an answer: only one that arrived makes the ticket wait for the user. */
export async function showOutcome(context: Context, tx: Tx, outcome: AnswerOutcome): Promise<void> {
  const { rows } = await tx.query<{ ticketId: string; seq: bigint }>(
    `UPDATE ticket_messages SET delivery = $2, telegram_message_id = coalesce($3, telegram_message_id),
       delivery_attempts = delivery_attempts + 1, delivery_error = $4, delivery_next_at = $5
     WHERE id = $1 RETURNING ticket_id AS "ticketId", seq`,
    [
      outcome.messageId,
      outcome.delivery,
      outcome.telegramMessageId ?? null,
      outcome.error?.slice(0, 500) ?? null,
      outcome.nextAt ?? null,
    ],
  );
  const [message] = rows;
  if (message && outcome.delivery === 'sent')
    await noteArrival(context, tx, { ...message, userId: outcome.userId });
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
