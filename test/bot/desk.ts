import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../support/player.ts';
import type { Stage } from './stage.ts';

/** What users and agents do with tickets, for tests of one stage. */
export function createDesk(stage: Stage) {
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
    const { rows } = await stage.testDb.owner.query<{
      kind: string;
      body: string;
      author: string;
      delivery: string;
      edits: unknown[];
    }>('SELECT kind, body, author, delivery, edits FROM ticket_messages WHERE user_id = $1 ORDER BY seq', [
      await stage.userId(person),
    ]);
    return rows;
  }

  async function ticketOf(person: PlayedUser): Promise<string> {
    const row = await stage.testDb.owner.one<{ id: string }>('SELECT id FROM tickets WHERE user_id = $1', [
      await stage.userId(person),
    ]);
    return row?.id ?? '';
  }

  async function staff(): Promise<bigint> {
    const row = await stage.testDb.owner.one<{ id: bigint }>(
      `INSERT INTO staff (email, name, role, password_hash) VALUES ($1, 'Agent', 'support', 'x') RETURNING id`,
      [`${Math.random()}@example.com`],
    );
    return row?.id ?? 0n;
  }

  async function sendNotifications(): Promise<void> {
    const { rows } = await stage.testDb.owner.query<{ id: string }>(
      `SELECT id FROM notifications WHERE state IN ('queued', 'failed') ORDER BY created_at`,
    );
    for (const { id } of rows) await stage.bot.sendNotification(id);
  }

  return { beginTicket, openTicket, messagesOf, ticketOf, staff, sendNotifications };
}
