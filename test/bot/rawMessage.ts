import type { Message } from '../../sandbox/index.ts';
import type { PlayedUser } from '../kit/player.ts';
import type { Chats } from '../kit/chats.ts';

let lastId = 2_000_000;

/** What the play interface has no button for: any content, replies, edits, albums one by one. */
export function createRaw(chats: Chats) {
  async function send(
    person: PlayedUser,
    content: Record<string, unknown>,
    kind: 'message' | 'edited_message' = 'message',
  ): Promise<number> {
    const { person: known } = await person.chat();
    const messageId = Number(content['message_id'] ?? ++lastId);
    await chats.player.sendUpdate({
      [kind]: {
        date: 1,
        from: known.user,
        chat: { id: person.id, type: 'private' },
        ...content,
        message_id: messageId,
      },
    });
    await chats.answered();
    return messageId;
  }

  const reply = (
    person: PlayedUser,
    to: Pick<Message, 'message_id'>,
    content: Record<string, unknown>,
  ): Promise<number> =>
    send(person, { ...content, reply_to_message: { message_id: to.message_id, chat: { id: person.id } } });

  const edit = (person: PlayedUser, messageId: number, content: Record<string, unknown>): Promise<number> =>
    send(person, { ...content, message_id: messageId, edit_date: 2 }, 'edited_message');

  return { send, reply, edit };
}

export const photo = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  photo: [{ file_id: id, file_unique_id: `u-${id}`, width: 1, height: 1 }],
  ...more,
});

/** What stands under a message, as callback data. */
export const dataOf = (message: Message): string[] =>
  (message.reply_markup?.inline_keyboard ?? []).flat().flatMap((button) => button.callback_data ?? []);
