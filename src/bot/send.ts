import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'telegraf/types';
import { encodeAction } from './callbacks.ts';
import { TelegramRefusal, type TelegramClient } from './client.ts';
import { clip, type Button, type Screen } from './screens/index.ts';

/** What became of a screen. `blocked`: the user does not let the bot write. */
export type Shown =
  | { outcome: 'shown'; messageId: number; how: 'fresh' | 'edited' | 'same' }
  | { outcome: 'blocked' };

/** The only place where screens become calls of the Bot API. */
export interface Sender {
  /** Puts the screen in place of message `messageId`, or as a fresh message where Telegram refuses the edit. */
  show(chatId: number, screen: Screen, messageId?: number): Promise<Shown>;
  /** Takes the buttons off a message. Never throws: it may be gone, or have none. */
  bare(chatId: number, messageId: number): Promise<void>;
  /** Ends the waiting of a pressed button; `alert` opens a window. Never throws: the query may be too old. */
  answer(callbackId: string, text?: string, alert?: boolean): Promise<void>;
  document(chatId: number, file: { name: string; content: Buffer; caption: string }): Promise<Shown>;
}

/** Most characters of the text that answers a pressed button. */
const ANSWER_MAX = 200;

/** `how`: as answers to what users do, or as what the bot says by itself. */
export function createSender(client: TelegramClient, how: 'send' | 'tell' = 'send'): Sender {
  const fresh = (chatId: number, screen: Screen): Promise<Shown> =>
    unlessBlocked(async () => {
      const { message_id } = await client[how]('sendMessage', { chat_id: chatId, ...rendered(screen) });
      return { messageId: message_id, how: 'fresh' };
    });
  const edit = (chatId: number, messageId: number, screen: Screen): Promise<Shown> =>
    unlessBlocked(async () => {
      try {
        await client[how]('editMessageText', {
          chat_id: chatId,
          message_id: messageId,
          ...rendered(screen),
        });
      } catch (error) {
        // The screen is there already: a double tap, or nothing new to show.
        if (!(error instanceof TelegramRefusal) || !/not modified/i.test(error.description)) throw error;
        return { messageId, how: 'same' };
      }
      return { messageId, how: 'edited' };
    });

  return {
    show: async (chatId, screen, messageId) => {
      if (messageId === undefined) return fresh(chatId, screen);
      try {
        return await edit(chatId, messageId, screen);
      } catch (error) {
        // Deleted, too old, or a message that holds no text: a fresh one always works.
        if (error instanceof TelegramRefusal && error.code === 400) return fresh(chatId, screen);
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
    answer: async (callbackId, text, alert) => {
      await client
        .call('answerCallbackQuery', {
          callback_query_id: callbackId,
          ...(text === undefined ? {} : { text: clip(text, ANSWER_MAX), show_alert: alert === true }),
        })
        .catch(() => undefined);
    },
    document: (chatId, file) =>
      unlessBlocked(async () => {
        const { message_id } = await client[how]('sendDocument', {
          chat_id: chatId,
          document: { source: file.content, filename: file.name },
          caption: file.caption,
        });
        return { messageId: message_id, how: 'fresh' };
      }),
  };
}

type Message = Omit<Extract<Shown, { outcome: 'shown' }>, 'outcome'>;

async function unlessBlocked(work: () => Promise<Message>): Promise<Shown> {
  try {
    return { outcome: 'shown', ...(await work()) };
  } catch (error) {
    if (error instanceof TelegramRefusal && error.isBlocked) return { outcome: 'blocked' };
    throw error;
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
  return 'url' in button
    ? { text: button.label, url: button.url }
    : { text: button.label, callback_data: encodeAction(button.action) };
}
