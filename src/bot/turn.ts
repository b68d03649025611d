import type { App } from '../app.ts';
import type { Order } from '../shop/index.ts';
import type { KnownUser } from '../users/index.ts';
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
  readonly user: KnownUser;
  readonly w: Words;
  /** The message whose button was pressed. Undefined for a typed message. */
  readonly messageId: number | undefined;
  /** The label of that button, if Telegram says it. */
  readonly label?: string | undefined;
  readonly correlationId: string;
}

/** The answer of a flow. */
export interface Reply {
  readonly screen: Screen;
  /** The order that the screen shows. Later news of this order replace the screen. */
  readonly order?: Order;
  /** Other messages of the bot that this reply makes untrue, with their new screens. */
  readonly stale?: readonly { readonly messageId: number; readonly screen: Screen }[];
  /** The ticket or the refund of the reply. Later news of it go to the same topic of the chat. */
  readonly about?: string;
  /** Runs when the screen is shown, with the id of its message. */
  readonly onShown?: (messageId: number) => Promise<void>;
  /** Runs instead of `onShown` if nobody knows whether the screen is there. The screen is not sent again. */
  readonly onUnknown?: () => Promise<void>;
  /** A short text for the pressed button; `alert` shows it in a window that has to be closed. */
  readonly toast?: string;
  readonly alert?: boolean;
  /** A message of its own, sent after the screen. */
  readonly also?: Screen;
  /** Sent after the screen. */
  readonly file?: { readonly name: string; readonly content: Buffer; readonly caption: string };
  /** A picture with its words and buttons, sent after the screen. */
  readonly photo?: { readonly png: Buffer; readonly screen: Screen };
  /** The screen belongs to an unfinished action, so the action goes on. */
  readonly keepsDraft?: boolean;
  /** An earlier message of the bot that the screen replaces. Without it: the message of the pressed button. */
  readonly place?: number;
  /** The screen asks for a person, so a button below the text field picks one. */
  readonly asksPerson?: boolean;
  /** Earlier messages of the bot that lose their buttons. */
  readonly spent?: readonly number[];
}

export type Handler<C extends Callback> = (
  app: BotApp,
  turn: Turn,
  action: { do: C } & ParametersOf<C>,
) => Promise<Reply>;

/** One handler for each callback: a button without a handler does not compile. */
export type Handlers = { readonly [C in Callback]: Handler<C> };

/** Adds what to do after the reply is shown. Until then its update may be handled again. */
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
