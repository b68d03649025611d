import type { Context } from '../platform/index.ts';
import { decodeNews, type News, type NotificationKind } from './contracts.ts';

/**
 * `queued` waits for its turn, also between two tries. The other states are final, until the user unblocks the bot
 * (`blocked`) or a person sends it again (`failed`).
 */
export type NotificationState = 'queued' | 'sent' | 'failed' | 'blocked' | 'muted';

interface Row {
  readonly id: string;
  readonly userId: bigint;
  readonly subjectId: string;
  readonly state: NotificationState;
  readonly correlationId: string | null;
  readonly createdAt: Date;
  /** Tries so far. */
  readonly tries: number;
}

/** A row as it is in the table. It is not checked whether its data fits its kind. */
export interface StoredNotification extends Row {
  readonly kind: string;
  readonly data: unknown;
}

/** One message that the bot sends on its own. */
export type NotificationOf<K extends NotificationKind> = Row & News<K>;
export type Notification = NotificationOf<NotificationKind>;

export const COLUMNS = `id, user_id AS "userId", kind, subject_id AS "subjectId", data, state,
  correlation_id AS "correlationId", created_at AS "createdAt", tries`;

/** Errors: NOTIFICATION_UNREADABLE. */
export function readNotification(row: StoredNotification): Notification {
  return { ...row, ...decodeNews(row) };
}

export async function findNotification(
  context: Context,
  id: string,
): Promise<StoredNotification | undefined> {
  return context.db.one<StoredNotification>(`SELECT ${COLUMNS} FROM notifications WHERE id = $1`, [id]);
}

/** The message to a user that has waited longest, in the order in which the messages were decided. */
export async function oldestWaiting(
  context: Context,
  userId: bigint,
): Promise<StoredNotification | undefined> {
  return context.db.one<StoredNotification>(
    `SELECT ${COLUMNS} FROM notifications WHERE user_id = $1 AND state = 'queued' ORDER BY seq LIMIT 1`,
    [userId],
  );
}

/** Whether a message in the chat of a user is one that the bot sent on its own. */
export async function isNotice(context: Context, userId: bigint, messageId: bigint): Promise<boolean> {
  const row = await context.db.one(
    `SELECT 1 AS is FROM notifications WHERE user_id = $1 AND telegram_message_id = $2 AND state = 'sent' LIMIT 1`,
    [userId, messageId],
  );
  return row !== undefined;
}
