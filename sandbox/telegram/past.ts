import { saveFile, type NewFile } from './files.ts';
import { privateChat, requirePerson } from './people.ts';
import { formatTyped } from './text.ts';
import type { FileObject, Message } from './types.ts';
import { chatMessages, nextMessageId, tell, unixTime, type TelegramWorld } from './world.ts';

/** A message from the time before the play began. */
export interface PastMessage {
  readonly from: 'person' | 'bot';
  readonly text: string;
  /** The number by which the bot knows it. If the bot knows none, the next free number. */
  readonly id?: number;
  readonly at?: Date;
  /** `id` is the id that the bot keeps. */
  readonly photo?: NewFile & { readonly id: string };
  readonly album?: string;
}

/**
 * Puts messages into a chat that the person started long ago. They are old, so the bot gets no updates about them.
 * Errors: INPUT_INVALID (no such person).
 */
export function rememberPast(world: TelegramWorld, userId: number, past: readonly PastMessage[]): Message[] {
  const person = requirePerson(world, userId);
  person.started = true;
  const known = past.map(({ id }) => id ?? 0);
  world.state.nextMessageId = Math.max(world.state.nextMessageId, ...known.map((id) => id + 1));
  const chat = privateChat(person.user);
  const messages = past.map(({ from, text, id, at, photo, album }): Message => {
    const typed = formatTyped(text);
    return {
      message_id: id ?? nextMessageId(world),
      from: from === 'bot' ? world.me : person.user,
      chat,
      date: at ? Math.floor(at.getTime() / 1000) : unixTime(world),
      ...(photo
        ? { photo: keepPhoto(world, photo), caption: typed.text, caption_entities: typed.entities }
        : { text: typed.text, entities: typed.entities }),
      ...(album === undefined ? {} : { media_group_id: album }),
    };
  });
  chatMessages(world, userId).push(...messages);
  for (const message of messages) tell(world, userId, { type: 'message', message });
  return messages;
}

/** Keeps a photo in one size, under the id that the bot already has. */
function keepPhoto(world: TelegramWorld, photo: NewFile & { readonly id: string }): FileObject[] {
  return saveFile(world, photo, 'photo')
    .photo.slice(-1)
    .map((size) => {
      const stored = world.state.files[size.file_id];
      if (stored) world.state.files[photo.id] = stored;
      return { ...size, file_id: photo.id };
    });
}
