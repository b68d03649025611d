import type { App } from '../app.ts';
import type { SendAlert } from '../alerts/index.ts';
import { languageFor } from '../users/index.ts';
import { decodeAction } from './callbacks.ts';
import { takeAlert } from './flows/staffAlerts.ts';
import { alertScreen, linkedGroupScreen } from './screens/index.ts';
import type { Sender } from './send.ts';
import { tryStaffCode } from './staffLink.ts';
import { TelegramRefusal } from './telegramErrors.ts';
import { TEXTS } from './texts/index.ts';
import type { Incoming } from './update.ts';
import { wordsFor } from './words.ts';

type Of<K extends Incoming['kind']> = Extract<Incoming, { kind: K }>;

/** An administrator sent a one-time code in a group, so that alerts come to this topic of it. */
export async function linkGroup(app: App, sender: Sender, incoming: Of<'group_code'>): Promise<void> {
  const { chatId, threadId, title, code, languageCode } = incoming;
  const chat = { place: 'group', chatId: BigInt(chatId), threadId, title } as const;
  const result = await tryStaffCode(app, { code, chat });
  // The code may have been made for another place. A flood of wrong ones gets no answer.
  if ('wrong' in result && result.wrong === 'tooMany') return;
  const isRight = !('wrong' in result);
  const language = isRight ? result.language : languageFor(languageCode);
  await sender.show({ chatId, threadId }, linkedGroupScreen(isRight, wordsFor(app.config, language)));
}

/** A button in a group. Only staff's button works there; the shop is for private chats. */
export async function pressInGroup(app: App, sender: Sender, incoming: Of<'group_callback'>): Promise<void> {
  const { callbackId, languageCode, data, telegramId, chatId, messageId } = incoming;
  const words = wordsFor(app.config, languageFor(languageCode));
  const action = decodeAction(data);
  if (action?.do !== 'alert_take_{uuid}')
    return sender.answer(callbackId, TEXTS[words.language].errors.groupChat, true);
  const { toast, screen } = await takeAlert(app, { alertId: action.uuid, telegramId, words });
  await sender.answer(callbackId, toast, screen === undefined);
  if (screen && messageId !== undefined) await sender.amend(chatId, messageId, screen).catch(() => undefined);
}

/** Sends an alert to a chat of staff. Errors: Telegram may take it later. */
export async function sendAlert(
  app: App,
  sender: Sender,
  { chatId, threadId, language, event, alert, guard }: Parameters<SendAlert>[0],
): ReturnType<SendAlert> {
  const place = { chatId: Number(chatId), threadId: threadId ?? undefined, guard };
  try {
    const { outcome } = await sender.show(
      place,
      alertScreen({ event, alert }, wordsFor(app.config, language)),
    );
    if (outcome === 'shown') return 'sent';
    return {
      no:
        outcome === 'blocked'
          ? 'the bot cannot write to this chat'
          : 'Telegram did not answer: it may have arrived',
    };
  } catch (error) {
    if (error instanceof TelegramRefusal) return { no: error.description };
    throw error;
  }
}
