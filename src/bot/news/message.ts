import type { NotificationKind, NotificationOf } from '../../notifications/index.ts';
import type { User } from '../../users/index.ts';
import type { App } from '../../app.ts';
import type { Screen } from '../screens/index.ts';
import type { Words } from '../words.ts';

/** What news do to the chat. */
export interface Message {
  /** A message of its own, which stays as it is; absent: only the payment screen changes. */
  readonly screen?: Screen | undefined;
  /** The payment screen, brought up to date first: that rings for nobody, so it is never muted. */
  readonly amend?: { readonly messageId: number; readonly screen: Screen } | undefined;
  readonly onShown?: (messageId: number) => Promise<void>;
}

/** Whom the news are told, and in which words. */
export interface Reader {
  readonly user: User;
  readonly w: Words;
}

/** Draws news of one kind as things stand now; undefined when what they tell is not so any more. */
export type Renderer<K extends NotificationKind> = (
  app: App,
  notification: NotificationOf<K>,
  reader: Reader,
) => Promise<Message | undefined>;
