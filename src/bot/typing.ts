import type { App } from '../app.ts';
import { findTicketChat } from '../support/index.ts';
import type { TelegramClient } from './client.ts';

/** Telegram shows it for five seconds. */
const SHOWN_MS = 5000;

/** Shows "typing" to the user of a ticket. Over all replicas, at most once in the time for which Telegram shows it. */
export async function showTyping(app: App, client: TelegramClient, ticketId: string): Promise<void> {
  try {
    const key = `${app.config.REDIS_PREFIX}:typing:${ticketId}`;
    if ((await app.redis.set(key, '1', 'PX', SHOWN_MS, 'NX')) === null) return;
    const chat = await findTicketChat(app, ticketId);
    if (chat === undefined) return;
    const topic = chat.threadId === undefined ? {} : { message_thread_id: chat.threadId };
    await client.send('sendChatAction', { chat_id: chat.chatId, ...topic, action: 'typing' });
  } catch (error) {
    app.log.debug({ err: error, ticketId }, 'the bot could not show that somebody is writing');
  }
}
