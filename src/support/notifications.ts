import { newId } from '../lib/index.ts';
import type { Context, Queryable } from '../platform/index.ts';
import { enqueue } from '../queue/index.ts';

/**
 * What the bot tells a user by itself, as data. `mutable`: not sent to those who switched notifications off; what
 * concerns money that moved, or an answer that the user waits for, is always sent.
 */
export const NOTIFICATIONS = {
  order_paid: { mutable: false },
  order_underpaid: { mutable: false },
  order_overpaid: { mutable: false },
  order_expired: { mutable: true },
  order_failed: { mutable: true },
  payment_locked: { mutable: false },
  topup_paid: { mutable: false },
  ticket_reply: { mutable: false },
  ticket_resolved: { mutable: true },
  refund_step: { mutable: false },
} as const satisfies Record<string, { mutable: boolean }>;
export type NotificationKind = keyof typeof NOTIFICATIONS;

/** `queued` waits for its worker, `failed` is tried again, the others are the end. */
export type NotificationState = 'queued' | 'sent' | 'failed' | 'blocked' | 'muted';

/** One message that the bot sends by itself. `data` holds ids and numbers as JSON; amounts as decimal text. */
export interface Notification {
  readonly id: string;
  readonly userId: bigint;
  readonly kind: NotificationKind;
  /** Order for payments, ticket for support, refund for refunds. */
  readonly subjectId: string;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  readonly state: NotificationState;
  readonly telegramMessageId: bigint | null;
  readonly correlationId: string | null;
  readonly createdAt: Date;
}

const COLUMNS = `id, user_id AS "userId", kind, subject_id AS "subjectId", data, state,
  telegram_message_id AS "telegramMessageId", correlation_id AS "correlationId", created_at AS "createdAt"`;

export interface NewNotification {
  readonly userId: bigint;
  readonly kind: NotificationKind;
  readonly subjectId: string;
  /** The cause: a second call with it does nothing. */
  readonly key: string;
  readonly data?: Notification['data'] | undefined;
  readonly correlationId?: string | undefined;
}

/** Orders a message to the user, in the caller's transaction, once per key. */
export async function notify(tx: Queryable, input: NewNotification): Promise<void> {
  const id = newId();
  const { rowCount } = await tx.query(
    `INSERT INTO notifications (id, user_id, kind, subject_id, data, key, correlation_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (key) DO NOTHING`,
    [
      id,
      input.userId,
      input.kind,
      input.subjectId,
      JSON.stringify(input.data ?? {}),
      input.key,
      input.correlationId ?? null,
    ],
  );
  if (rowCount === 1)
    await enqueue(tx, 'notification.send', { notificationId: id }, { correlationId: input.correlationId });
}

export async function findNotification(context: Context, id: string): Promise<Notification | undefined> {
  return context.db.one<Notification>(`SELECT ${COLUMNS} FROM notifications WHERE id = $1`, [id]);
}

/**
 * What became of a message. For an agent's reply the conversation shows it too. A message that was sent stays sent.
 * `error` is for staff.
 */
export async function recordDelivery(
  context: Context,
  input: {
    notificationId: string;
    state: Exclude<NotificationState, 'queued'>;
    telegramMessageId?: bigint | undefined;
    error?: string | undefined;
  },
): Promise<void> {
  await context.db.query(
    `WITH notice AS (
       UPDATE notifications SET state = $2, telegram_message_id = coalesce($3, telegram_message_id), error = $4,
         sent_at = CASE WHEN $2 = 'sent' THEN now() END
       WHERE id = $1 AND state <> 'sent' RETURNING kind, data)
     UPDATE ticket_messages SET delivery = CASE WHEN $2 = 'muted' THEN 'none' ELSE $2 END, telegram_message_id = coalesce($3, telegram_message_id)
     FROM notice WHERE notice.kind = 'ticket_reply' AND ticket_messages.id = (notice.data ->> 'messageId')::uuid`,
    [input.notificationId, input.state, input.telegramMessageId ?? null, input.error?.slice(0, 500) ?? null],
  );
}
