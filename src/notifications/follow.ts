import type { Tx } from '../platform/index.ts';
import {
  readNotification,
  type Notification,
  type NotificationState,
  type StoredNotification,
} from './rows.ts';

/**
 * The progress of a message. `queued`: it will be sent again; `retrying`: it was not sent, and is tried again at
 * `nextAt`.
 */
export interface Progress {
  readonly state: NotificationState | 'retrying';
  readonly telegramMessageId?: bigint | undefined;
  /** For staff. */
  readonly error?: string | undefined;
  readonly nextAt?: Date | undefined;
}

/**
 * Lets the feature that ordered a message record the result in its own rows, in the same transaction. The code that
 * changes the state of a message gets this function as a parameter, because this folder knows no feature.
 */
export type Follow = (tx: Tx, notification: Notification, progress: Progress) => Promise<void>;

/** A row that cannot be read does not belong to any feature. */
export async function tellFollower(
  tx: Tx,
  { row, progress, follow }: { row: StoredNotification; progress: Progress; follow: Follow },
): Promise<void> {
  let notification;
  try {
    notification = readNotification(row);
  } catch {
    return;
  }
  await follow(tx, notification, progress);
}
