import type { App } from '../app.ts';
import type { Order } from '../shop/index.ts';
import type { User } from '../users/index.ts';
import type { Action, Callback, ParametersOf } from './callbacks.ts';
import type { Drafts } from './drafts.ts';
import type { Screen } from './screens/index.ts';
import type { Words } from './words.ts';

/** What every flow may use: the product, and what is unfinished. */
export interface BotApp extends App {
  readonly drafts: Drafts;
}

/** One update of one user, while it is handled. */
export interface Turn {
  readonly user: User;
  readonly w: Words;
  /** The message whose button was pressed; undefined for what was typed. */
  readonly messageId: number | undefined;
  /** What stood on that button, where Telegram says. */
  readonly label?: string | undefined;
  readonly correlationId: string;
}

/** What a flow answers with. */
export interface Reply {
  readonly screen: Screen;
  /** The order that the screen shows: later news of it take the screen's place. */
  readonly order?: Order;
  /** Other messages of the bot that this makes untrue, with what they say from now on. */
  readonly stale?: readonly { readonly messageId: number; readonly screen: Screen }[];
  /** The ticket or the refund that it is about: later news of it go to the same topic of the chat. */
  readonly about?: string;
  /** Runs when the screen is there, with the id of its message. */
  readonly onShown?: (messageId: number) => Promise<void>;
  /** Runs in its place where the screen may be there, nobody knows, and it is not shown again. */
  readonly onUnknown?: () => Promise<void>;
  /** A short text for the pressed button; `alert` shows it in a window that has to be closed. */
  readonly toast?: string;
  readonly alert?: boolean;
  /** Sent after the screen. */
  readonly file?: { readonly name: string; readonly content: Buffer; readonly caption: string };
  /** The screen belongs to an unfinished action, which so goes on. */
  readonly keepsDraft?: boolean;
  /** An earlier message of the bot that the screen takes the place of; otherwise that of the pressed button. */
  readonly place?: number;
  /** Earlier messages of the bot whose buttons are over: they lose them. */
  readonly spent?: readonly number[];
}

export type Handler<C extends Callback> = (
  app: BotApp,
  turn: Turn,
  action: { do: C } & ParametersOf<C>,
) => Promise<Reply>;

/** One handler for each callback: a button without a handler does not compile. */
export type Handlers = { readonly [C in Callback]: Handler<C> };

/** The reply, with what follows once it is there: until then its update may be handled once more. */
export function afterShown(reply: Reply, then: () => Promise<void>): Reply {
  return {
    ...reply,
    onShown: async (messageId) => {
      await reply.onShown?.(messageId);
      await then();
    },
    onUnknown: async () => {
      await reply.onUnknown?.();
      await then();
    },
  };
}

export function runAction(handlers: Handlers, app: BotApp, turn: Turn, action: Action): Promise<Reply> {
  const handler = handlers[action.do] as (app: BotApp, turn: Turn, action: Action) => Promise<Reply>;
  return handler(app, turn, action);
}
