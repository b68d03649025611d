import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from './player.ts';
import type { Chats } from './chats.ts';

/** What users do with tickets in their chats, and what the bot sends about them. */
export function ticketsIn(chats: Chats) {
  async function beginTicket(person: PlayedUser, subject = 'payment'): Promise<Message> {
    await person.send('/help');
    await person.waitFor('Помощь и поддержка');
    await person.press('create_ticket');
    await person.waitFor('О чём ваш вопрос');
    await person.press(`ticket_subject_${subject}`);
    return person.waitFor('Опишите вопрос');
  }

  async function openTicket(person: PlayedUser, text = 'Где мои звёзды?'): Promise<void> {
    await beginTicket(person);
    await person.send(text);
    await person.waitFor('Черновик обращения');
    await person.press('ticket_send');
    await person.waitFor(/Обращение №\d+ принято/);
  }

  async function messagesOf(person: PlayedUser) {
    const { rows } = await chats.testDb.owner.query<{
      kind: string;
      body: string;
      author: string;
      delivery: string;
      edits: unknown[];
    }>('SELECT kind, body, author, delivery, edits FROM ticket_messages WHERE user_id = $1 ORDER BY seq', [
      await chats.userId(person),
    ]);
    return rows;
  }

  async function ticketOf(person: PlayedUser): Promise<string> {
    const row = await chats.testDb.owner.one<{ id: string }>('SELECT id FROM tickets WHERE user_id = $1', [
      await chats.userId(person),
    ]);
    return row?.id ?? '';
  }

  async function sendNotifications(): Promise<void> {
    const { rows } = await chats.testDb.owner.query<{ id: string }>(
      `SELECT id FROM notifications WHERE state IN ('queued', 'failed') ORDER BY created_at`,
    );
    for (const { id } of rows) await chats.bot.sendNotification(id);
  }

  return { beginTicket, openTicket, messagesOf, ticketOf, sendNotifications };
}
