import { AppError } from '../../src/lib/index.ts';
import { saveFile, type NewFile } from './files.ts';
import { formatTyped } from './text.ts';
import type { Message, Person, TgChat, TgUser } from './types.ts';
import { pushUpdate } from './updates.ts';
import { CHANNEL_ID, chatMessages, nextMessageId, tell, unixTime, type TelegramWorld } from './world.ts';

/** What people do on their side of the chat. Every action becomes an update for the bot. */

/** Errors: INPUT_INVALID (no such person). */
export function requirePerson(world: TelegramWorld, userId: number): Person {
  const person = world.state.people[String(userId)];
  if (!person) throw new AppError('INPUT_INVALID', { user: userId }, { message: `no person ${userId}` });
  return person;
}

/** Finds a person by username, in any letter case. */
export function findByUsername(world: TelegramWorld, username: string): Person | undefined {
  const wanted = username.toLowerCase();
  return Object.values(world.state.people).find(({ user }) => user.username?.toLowerCase() === wanted);
}

/** Gives stars to an account. If nobody here has the name, they go to a person outside. */
export function addStars(world: TelegramWorld, username: string, stars: number): void {
  const person = findByUsername(world, username);
  if (!person) return;
  person.stars = (person.stars ?? 0) + stars;
  tell(world, person.user.id, { type: 'person', person });
}

export function addPerson(
  world: TelegramWorld,
  input: Partial<Omit<TgUser, 'is_bot'>> & { first_name: string },
): Person {
  const id = input.id ?? world.state.nextPersonId++;
  const person: Person = {
    user: { ...input, id, is_bot: false },
    started: false,
    blocked: false,
    deactivated: false,
  };
  world.state.people[String(id)] = person;
  world.hub.publish('people', { type: 'people' });
  world.changed();
  return person;
}

export function changePerson(world: TelegramWorld, userId: number, change: Partial<TgUser>): Person {
  const person = requirePerson(world, userId);
  person.user = { ...person.user, ...change, id: userId };
  world.hub.publish('people', { type: 'people' });
  world.changed();
  return person;
}

/** How an account shows itself by its @username, in any letter case. Undefined if nobody has it. */
export function personNamed(world: TelegramWorld, username: string): { name: string } | undefined {
  const person = findByUsername(world, username);
  if (!person || person.deactivated) return undefined;
  const { first_name, last_name } = person.user;
  return { name: [first_name, last_name].filter(Boolean).join(' ') };
}

export function privateChat(user: TgUser): TgChat {
  const { id, first_name, last_name, username } = user;
  return {
    id,
    type: 'private',
    first_name,
    ...(last_name === undefined ? {} : { last_name }),
    ...(username === undefined ? {} : { username }),
  };
}

/** A message of any content from a person. Writing to a blocked bot unblocks it, as in Telegram. */
export function say(
  world: TelegramWorld,
  userId: number,
  content: Omit<Partial<Message>, 'chat' | 'from' | 'message_id'>,
): Message {
  const person = requirePerson(world, userId);
  if (person.blocked) setBlocked(world, userId, false);
  person.started = true;
  const message: Message = {
    message_id: nextMessageId(world),
    from: person.user,
    chat: privateChat(person.user),
    date: unixTime(world),
    ...content,
  };
  chatMessages(world, userId).push(message);
  tell(world, userId, { type: 'message', message });
  pushUpdate(world, 'message', message);
  return message;
}

export function sayText(world: TelegramWorld, userId: number, text: string, replyTo?: number): Message {
  const typed = formatTyped(text);
  const answered =
    replyTo === undefined ? undefined : chatMessages(world, userId).find((m) => m.message_id === replyTo);
  return say(world, userId, {
    text: typed.text,
    ...(typed.entities.length > 0 ? { entities: typed.entities } : {}),
    ...(answered ? { reply_to_message: answered } : {}),
  });
}

/** One message per file. Several files become an album. */
export function sayFiles(
  world: TelegramWorld,
  userId: number,
  input: { kind: 'photo' | 'document'; files: readonly NewFile[]; caption?: string },
): Message[] {
  const album = input.files.length > 1 ? `album${world.state.nextFile}` : undefined;
  return input.files.map((file, index) => {
    const stored = saveFile(world, file, input.kind);
    const caption = index === 0 && input.caption ? formatTyped(input.caption) : undefined;
    return say(world, userId, {
      ...(input.kind === 'photo' ? { photo: stored.photo } : { document: stored.document }),
      ...(caption ? { caption: caption.text, caption_entities: caption.entities } : {}),
      ...(album ? { media_group_id: album } : {}),
    });
  });
}

export function saySticker(world: TelegramWorld, userId: number, emoji: string): Message {
  const sticker = {
    file_id: `sticker-${emoji}`,
    file_unique_id: `sticker-${emoji}`,
    type: 'regular',
    width: 512,
    height: 512,
    is_animated: false,
    is_video: false,
    emoji,
    set_name: 'Sandbox',
    file_size: 12_000,
  };
  return say(world, userId, { sticker });
}

/** Errors: INPUT_INVALID (not the person's own text message). */
export function editOwn(world: TelegramWorld, userId: number, messageId: number, text: string): Message {
  const message = chatMessages(world, userId).find((item) => item.message_id === messageId);
  if (!message || message.from?.id !== userId)
    throw new AppError('INPUT_INVALID', {}, { message: 'not your message' });
  const typed = formatTyped(text);
  if (message.text === undefined) message.caption = typed.text;
  else {
    message.text = typed.text;
    message.entities = typed.entities;
  }
  message.edit_date = unixTime(world);
  tell(world, userId, { type: 'edited', message });
  pushUpdate(world, 'edited_message', message);
  return message;
}

export function setBlocked(world: TelegramWorld, userId: number, blocked: boolean): void {
  const person = requirePerson(world, userId);
  if (person.blocked === blocked) return;
  person.blocked = blocked;
  const member = (status: string) => ({
    user: world.me,
    status,
    ...(status === 'kicked' ? { until_date: 0 } : {}),
  });
  tell(world, userId, { type: 'person', person });
  pushUpdate(world, 'my_chat_member', {
    chat: privateChat(person.user),
    from: person.user,
    date: unixTime(world),
    old_chat_member: member(blocked ? 'member' : 'kicked'),
    new_chat_member: member(blocked ? 'kicked' : 'member'),
  });
}

export function setDeactivated(world: TelegramWorld, userId: number, deactivated: boolean): void {
  const person = requirePerson(world, userId);
  person.deactivated = deactivated;
  tell(world, userId, { type: 'person', person });
}

export function postInChannel(world: TelegramWorld, text: string): Message {
  const chat: TgChat = {
    id: CHANNEL_ID,
    type: 'channel',
    title: 'Sandbox channel',
    username: 'sandbox_channel',
  };
  const message: Message = {
    message_id: nextMessageId(world),
    sender_chat: chat,
    chat,
    date: unixTime(world),
    ...formatTyped(text),
  };
  chatMessages(world, CHANNEL_ID).push(message);
  pushUpdate(world, 'channel_post', message);
  return message;
}
