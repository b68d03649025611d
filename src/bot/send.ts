import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from 'telegraf/types';
import { encodeAction } from './callbacks.ts';
import type { Guard, TelegramClient } from './client.ts';
import { countScreen } from './meters.ts';
import { clip, type Button, type Screen } from './screens/index.ts';
import { isOutage, MaybeSent, TelegramRefusal } from './telegramErrors.ts';

/**
 * The result of showing a screen. `blocked`: the user does not let the bot write. `unknown`: the screen may be there,
 * and is not sent again.
 */
export type Shown =
  | { outcome: 'shown'; messageId: number; how: 'fresh' | 'edited' | 'same' }
  | { outcome: 'blocked' }
  | { outcome: 'unknown' };

/** Where something is shown. */
export interface Place {
  readonly chatId: number;
  /** The topic of the chat. */
  readonly threadId?: number | undefined;
  /** The message that the screen replaces. */
  readonly messageId?: number | undefined;
  /** Limits how often a fresh message is sent again. */
  readonly guard?: Guard | undefined;
}

/** The only place that turns screens into calls of the Bot API. Errors: those of the client except MaybeSent. */
export interface Sender {
  /** Puts the screen in place of message `messageId`. If that message cannot be edited, sends a fresh one. */
  show(place: Place, screen: Screen): Promise<Shown>;
  /** Changes a message if it still can be changed. Never sends another one in its place. */
  amend(chatId: number, messageId: number, screen: Screen): Promise<Shown | { outcome: 'gone' }>;
  /** Takes the buttons off a message. Never throws: the message may be gone, or have no buttons. */
  bare(chatId: number, messageId: number): Promise<void>;
  /**
   * Sends a short message that changes the buttons below the text field. Returns its id; undefined: nobody knows whether it
   * is there.
   */
  below(
    place: Pick<Place, 'chatId' | 'threadId'>,
    message: { text: string; markup: ReplyKeyboardMarkup | ReplyKeyboardRemove },
  ): Promise<number | undefined>;
  /** Deletes a message. Never throws: it may be gone, or too old. */
  remove(chatId: number, messageId: number): Promise<void>;
  /** Ends the waiting of a pressed button. `alert` opens a window. Never throws: the query may be too old. */
  answer(callbackId: string, text?: string, alert?: boolean): Promise<void>;
  /** A picture with a screen below it. Its text is at most 1024 characters. */
  photo(place: Place, png: Buffer, screen: Screen): Promise<Shown>;
  document(place: Place, file: { name: string; content: Buffer; caption: string }): Promise<Shown>;
}

/** The text that answers a pressed button has at most this many characters. */
const ANSWER_MAX = 200;

/** `how`: `send` for answers to users, `tell` for messages that the bot sends by itself. */
export function createSender(client: TelegramClient, how: 'send' | 'tell' = 'send'): Sender {
  const fresh = (place: Place, screen: Screen): Promise<Shown> =>
    knowing(() =>
      inTopic(place, async (topic) => {
        const payload = { chat_id: place.chatId, ...topic, ...rendered(screen) };
        const { message_id } = await client[how]('sendMessage', payload, place.guard);
        return { messageId: message_id, how: 'fresh' };
      }),
    );
  const edit = (chatId: number, messageId: number, screen: Screen): Promise<Shown> =>
    knowing(async () => {
      try {
        await client[how]('editMessageText', {
          chat_id: chatId,
          message_id: messageId,
          ...rendered(screen),
        });
      } catch (error) {
        // The screen is there already: a double tap, a lost answer, or nothing new to show.
        if (!(error instanceof TelegramRefusal) || !/not modified/i.test(error.description)) throw error;
        return { messageId, how: 'same' };
      }
      return { messageId, how: 'edited' };
    });
  const show: Sender['show'] = async (place, screen) => {
    if (place.messageId === undefined) return fresh(place, screen);
    try {
      return await edit(place.chatId, place.messageId, screen);
    } catch (error) {
      // The message is deleted, too old or has no text; or edits fail while messages may still pass.
      const isUneditable = error instanceof TelegramRefusal && error.code === 400;
      if (isUneditable || (isOutage(error) && error.data['lost'] === undefined)) return fresh(place, screen);
      throw error;
    }
  };

  return {
    show: (place, screen) => counted(how === 'send' ? 'answer' : 'news', () => show(place, screen)),
    amend: async (chatId, messageId, screen) => {
      try {
        return await edit(chatId, messageId, screen);
      } catch (error) {
        if (error instanceof TelegramRefusal && error.code === 400) return { outcome: 'gone' };
        throw error;
      }
    },
    bare: async (chatId, messageId) => {
      await client
        .call('editMessageReplyMarkup', {
          chat_id: chatId,
          message_id: messageId,
          reply_markup: { inline_keyboard: [] },
        })
        .catch(() => undefined);
    },
    below: async (place, { text, markup }) => {
      const shown = await knowing(() =>
        inTopic(place, async (topic) => {
          const payload = { chat_id: place.chatId, ...topic, text, reply_markup: markup };
          const { message_id } = await client[how]('sendMessage', { ...payload, disable_notification: true });
          return { messageId: message_id, how: 'fresh' };
        }),
      );
      return shown.outcome === 'shown' ? shown.messageId : undefined;
    },
    remove: async (chatId, messageId) => {
      await client.call('deleteMessage', { chat_id: chatId, message_id: messageId }).catch(() => undefined);
    },
    answer: async (callbackId, text, alert) => {
      await client
        .call('answerCallbackQuery', {
          callback_query_id: callbackId,
          ...(text === undefined ? {} : { text: clip(text, ANSWER_MAX), show_alert: alert === true }),
        })
        .catch(() => undefined);
    },
    photo: (place, png, screen) =>
      knowing(() =>
        inTopic(place, async (topic) => {
          const { text: caption, parse_mode, reply_markup } = rendered(screen);
          const photo = { source: png, filename: 'qr.png' };
          const payload = { chat_id: place.chatId, ...topic, photo, caption, parse_mode, reply_markup };
          const { message_id } = await client[how]('sendPhoto', payload, place.guard);
          return { messageId: message_id, how: 'fresh' };
        }),
      ),
    document: (place, file) =>
      knowing(() =>
        inTopic(place, async (topic) => {
          const { message_id } = await client[how](
            'sendDocument',
            {
              chat_id: place.chatId,
              ...topic,
              document: { source: file.content, filename: file.name },
              caption: file.caption,
            },
            place.guard,
          );
          return { messageId: message_id, how: 'fresh' };
        }),
      ),
  };
}

type Message = Omit<Extract<Shown, { outcome: 'shown' }>, 'outcome'>;

/** Counts how a screen was shown. */
async function counted(by: 'answer' | 'news', show: () => Promise<Shown>): Promise<Shown> {
  try {
    const shown = await show();
    countScreen({ by, how: shown.outcome === 'shown' ? shown.how : shown.outcome });
    return shown;
  } catch (error) {
    countScreen({ by, how: 'failed' });
    throw error;
  }
}

async function knowing(work: () => Promise<Message>): Promise<Shown> {
  try {
    return { outcome: 'shown', ...(await work()) };
  } catch (error) {
    if (error instanceof MaybeSent) return { outcome: 'unknown' };
    if (error instanceof TelegramRefusal && error.isBlocked) return { outcome: 'blocked' };
    throw error;
  }
}

/** Sends in the topic of the place, or in no topic if that one is gone. */
async function inTopic<T>(
  { threadId }: Place,
  work: (topic: { message_thread_id?: number }) => Promise<T>,
): Promise<T> {
  if (threadId === undefined) return work({});
  try {
    return await work({ message_thread_id: threadId });
  } catch (error) {
    const isGone = error instanceof TelegramRefusal && /thread not found|topic/i.test(error.description);
    if (!isGone) throw error;
    return work({});
  }
}

function rendered(screen: Screen) {
  return {
    text: screen.text,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: keyboard(screen),
  } as const;
}

function keyboard(screen: Screen): InlineKeyboardMarkup {
  return {
    inline_keyboard: screen.buttons.filter((row) => row.length > 0).map((row) => row.map(keyboardButton)),
  };
}

function keyboardButton(button: Button): InlineKeyboardButton {
  // The types of Telegraf are older than this button.
  if ('copy' in button) return { text: button.label, copy_text: { text: button.copy } } as never;
  return 'url' in button
    ? { text: button.label, url: button.url }
    : { text: button.label, callback_data: encodeAction(button.action) };
}
