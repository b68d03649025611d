import type { Tx } from '../platform/index.ts';
import {
  readNotification,
  type Notification,
  type NotificationState,
  type StoredNotification,
} from './rows.ts';

/** What became of a message. `queued`: it is sent again; `retrying`: it was not sent, and is tried again at `nextAt`. */
export interface Progress {
  readonly state: NotificationState | 'retrying';
  readonly telegramMessageId?: bigint | undefined;
  /** For staff. */
  readonly error?: string | undefined;
  readonly nextAt?: Date | undefined;
}

/**
 * Lets the feature that ordered a message write down on its own rows what became of it, in the same transaction. Whoever
 * changes the state of a message hands it over: this folder knows no feature.
 */
export type Follow = (tx: Tx, notification: Notification, progress: Progress) => Promise<void>;

/** A row that cannot be read leads to nothing of anybody. */
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
