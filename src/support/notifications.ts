import { newId } from '../lib/index.ts';
import type { Queryable } from '../platform/index.ts';
import { outboxRow } from '../queue/index.ts';

/**
 * What the bot tells a user by itself, as data. `mutable`: not sent to those who switched notifications off; what
 * concerns money that moved, or an answer that the user waits for, is always sent.
 */
export const NOTIFICATIONS = {
  order_paid: { mutable: false },
  order_underpaid: { mutable: false },
  order_overpaid: { mutable: false },
  order_expired: { mutable: true },
  order_failed: { mutable: false },
  // Only changes the payment screen, where there is one: nobody is rung for it.
  payment_seen: { mutable: true },
  payment_locked: { mutable: false },
  payment_review: { mutable: false },
  topup_paid: { mutable: false },
  ticket_reply: { mutable: false },
  ticket_resolved: { mutable: true },
  // The user waits for an answer that will not come here any more, or thinks that the matter is over.
  ticket_closed: { mutable: false },
  ticket_reopened: { mutable: false },
  // Unasked for, but without it the person would look for an answer in a ticket that ended.
  ticket_merged: { mutable: false },
  refund_step: { mutable: false },
} as const satisfies Record<string, { mutable: boolean }>;
export type NotificationKind = keyof typeof NOTIFICATIONS;

/**
 * `queued` waits for its turn, also between two tries. The others are the end, until the user lets the bot in again
 * (`blocked`) or somebody has it sent again (`failed`).
 */
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
  /** Tries so far. */
  readonly tries: number;
}

export const NOTIFICATION_COLUMNS = `id, user_id AS "userId", kind, subject_id AS "subjectId", data, state,
  telegram_message_id AS "telegramMessageId", correlation_id AS "correlationId", created_at AS "createdAt", tries`;

export interface NewNotification {
  readonly userId: bigint;
  readonly kind: NotificationKind;
  readonly subjectId: string;
  /** The cause: a second call with it does nothing. */
  readonly key: string;
  readonly data?: Notification['data'] | undefined;
  readonly correlationId?: string | undefined;
}

/** The messages and their jobs in one statement; those whose cause is known are left out. */
const NOTIFY = `WITH asked AS (
      SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::text[], $8::uuid[], $9::jsonb[])
        AS a (id, user_id, kind, subject_id, data, key, correlation_id, job_id, payload)
    ), written AS (
      INSERT INTO notifications (id, user_id, kind, subject_id, data, key, correlation_id)
      SELECT id, user_id, kind, subject_id, data, key, correlation_id FROM asked ON CONFLICT (key) DO NOTHING RETURNING id
    )
    INSERT INTO outbox (id, job, payload, correlation_id)
    SELECT job_id, 'notification.send', payload, correlation_id FROM asked JOIN written USING (id)`;

/** Orders messages to users, in the caller's transaction, each once per key. */
export async function notifyAll(tx: Queryable, inputs: readonly NewNotification[]): Promise<void> {
  if (inputs.length === 0) return;
  const ids = inputs.map(() => newId());
  const jobs = ids.map((notificationId) => outboxRow('notification.send', { notificationId }));
  await tx.query(NOTIFY, [
    ids,
    inputs.map((input) => input.userId),
    inputs.map((input) => input.kind),
    inputs.map((input) => input.subjectId),
    inputs.map((input) => JSON.stringify(input.data ?? {})),
    inputs.map((input) => input.key),
    inputs.map((input) => input.correlationId ?? null),
    jobs.map((job) => job.id),
    jobs.map((job) => job.payload),
  ]);
}

/** {@link notifyAll} for one. */
export function notify(tx: Queryable, input: NewNotification): Promise<void> {
  return notifyAll(tx, [input]);
}
