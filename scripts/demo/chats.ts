import type { Context } from '../../src/platform/index.ts';
import type { TelegramProfile } from '../../src/users/index.ts';
import { DEMO_PEOPLE } from './people.ts';
import { receiptPicture } from './picture.ts';

interface Said {
  readonly author: 'user' | 'staff';
  readonly body: string;
  readonly at: Date;
  readonly fileId: string | null;
  readonly album: string | null;
  readonly number: bigint | null;
}

/** The messages between a demo user and the bot: their tickets. */
export interface DemoChat {
  readonly person: TelegramProfile;
  readonly said: readonly Said[];
}

export async function readChats(context: Pick<Context, 'db'>): Promise<DemoChat[]> {
  return Promise.all(
    DEMO_PEOPLE.map(async (person) => {
      const { rows } = await context.db.query<Said>(
        `SELECT author, body, m.created_at AS at, file_id AS "fileId", media_group_id AS album, telegram_message_id AS number
         FROM ticket_messages m JOIN users u ON u.id = m.user_id
         WHERE u.telegram_id = $1 AND author <> 'system' AND NOT is_note ORDER BY seq`,
        [person.telegramId],
      );
      return { person, said: rows };
    }),
  );
}

/**
 * Puts the demo's users and their tickets on the chat page, so that an answer of the back office arrives there. People who
 * are already there do not change. `sandboxUrl` is the address of the sandbox.
 */
export async function introduce(sandboxUrl: string, chats: readonly DemoChat[]): Promise<void> {
  const known = (await play(`${sandboxUrl}/play/telegram/users`)) as { user: { id: number } }[];
  const ids = new Set(known.map(({ user }) => user.id));
  for (const { person, said } of chats) {
    const id = Number(person.telegramId);
    if (ids.has(id)) continue;
    await play(`${sandboxUrl}/play/telegram/users`, {
      id,
      first_name: person.firstName,
      last_name: person.lastName,
      username: person.username,
      language_code: person.languageCode,
    });
    await play(`${sandboxUrl}/play/telegram/users/${id}/past`, { messages: said.map(pastMessage) });
  }
}

function pastMessage({ author, body, at, fileId, album, number }: Said): object {
  return {
    from: author === 'user' ? 'person' : 'bot',
    text: body,
    at: at.toISOString(),
    ...(number === null ? {} : { id: Number(number) }),
    ...(album === null ? {} : { album }),
    ...(fileId === null
      ? {}
      : {
          photo: {
            id: fileId,
            name: 'receipt.png',
            mime: 'image/png',
            base64: receiptPicture().toString('base64'),
          },
        }),
  };
}

async function play(address: string, body?: object): Promise<unknown> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' } };
  const answer = await fetch(address, body ? { ...post, body: JSON.stringify(body) } : {});
  if (!answer.ok)
    throw new Error(`the sandbox answered ${answer.status} to ${address}: ${await answer.text()}`);
  return answer.json();
}
