import type { NotificationKind, NotificationOf } from '../../notifications/index.ts';
import type { User } from '../../users/index.ts';
import type { App } from '../../app.ts';
import type { Screen } from '../screens/index.ts';
import type { Words } from '../words.ts';

/** What news change in the chat. */
export interface Message {
  /** A message of its own that is never changed. Absent: only the payment screen changes. */
  readonly screen?: Screen | undefined;
  /** The payment screen, brought up to date first. An edit makes no sound, so it is never muted. */
  readonly amend?: { readonly messageId: number; readonly screen: Screen } | undefined;
  readonly onShown?: (messageId: number) => Promise<void>;
}

/** The person who gets the news, and the words to use. */
export interface Reader {
  readonly user: User;
  readonly w: Words;
}

/** Draws news of one kind by the present state. Undefined: the news are no longer true. */
export type Renderer<K extends NotificationKind> = (
  app: App,
  notification: NotificationOf<K>,
  reader: Reader,
) => Promise<Message | undefined>;
