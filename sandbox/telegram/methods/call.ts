import { own } from '../../../src/lib/index.ts';
import { badRequest, forbidden, tooManyRequests } from '../errors.ts';
import { readFlag, readInteger, readJson, readText, type Params } from '../params.ts';
import { privateChat } from '../people.ts';
import { follow } from '../replyKeyboard.ts';
import type { Message, Person, TgChat } from '../types.ts';
import type { Poller } from '../updates.ts';
import { chatMessages, nextMessageId, tell, unixTime, type TelegramWorld } from '../world.ts';

/** One call of a bot method. */
export interface Call {
  readonly world: TelegramWorld;
  readonly params: Params;
  readonly poller: Poller;
  /** Aborted when the caller hung up. */
  readonly gone: AbortSignal;
}

/** A method's answer with a description beside the result. */
export class Described {
  readonly result: unknown;
  readonly description: string;
  constructor(result: unknown, description: string) {
    this.result = result;
    this.description = description;
  }
}

export type Method = (call: Call) => unknown;

export interface Recipient {
  person: Person;
  chat: TgChat;
}

/** The private chat that a call names. Errors: ApiError 400 (absent, unknown). */
export function findRecipient({ world, params }: Call): Recipient {
  const given = readText(params, 'chat_id')?.trim() ?? '';
  if (given === '') throw badRequest('chat_id is empty');
  const person = own(world.state.people, given);
  if (!person) throw badRequest('chat not found');
  return { person, chat: privateChat(person.user) };
}

/** Errors: ApiError 403 (the bot may not write to this person). */
export function checkReachable({ person }: Recipient): void {
  if (person.deactivated) throw forbidden('deactivated');
  if (person.blocked) throw forbidden('blocked');
  if (!person.started) throw forbidden('notStarted');
}

/** Counts `messages` against the flood limits. Errors: ApiError 429 with retry_after. */
export function checkFlood(world: TelegramWorld, chatId: number, messages = 1): void {
  if (!world.settings.floodLimits) return;
  for (let index = 0; index < messages; index++) {
    const wait = world.flood.check(chatId);
    if (wait !== undefined) throw tooManyRequests(wait);
  }
}

/** Puts a bot's message into the chat. Only an inline keyboard belongs to the message; other buttons belong to the chat. */
export function deliver(
  call: Call,
  recipient: Recipient,
  { reply_markup: markup, ...content }: Omit<Partial<Message>, 'chat' | 'from' | 'message_id'>,
): Message {
  const { world } = call;
  const answered = readReply(call, recipient.chat.id);
  const thread = readInteger(call.params, 'message_thread_id');
  const message: Message = {
    message_id: nextMessageId(world),
    from: world.me,
    chat: recipient.chat,
    date: unixTime(world),
    ...(thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true }),
    ...(answered ? { reply_to_message: answered } : {}),
    ...content,
    ...(markup?.inline_keyboard ? { reply_markup: markup } : {}),
  };
  chatMessages(world, recipient.chat.id).push(message);
  tell(world, recipient.chat.id, { type: 'message', message });
  follow(world, recipient.chat.id, markup);
  return message;
}

function readReply({ world, params }: Call, chatId: number): Message | undefined {
  const reply = readJson(params, 'reply_parameters', 'reply parameters') as
    | { message_id?: number; allow_sending_without_reply?: boolean }
    | undefined;
  const id = reply?.message_id ?? readInteger(params, 'reply_to_message_id');
  if (id === undefined) return undefined;
  const found = chatMessages(world, chatId).find((message) => message.message_id === id);
  if (found) {
    const { reply_to_message: _, ...flat } = found;
    return flat;
  }
  if (reply?.allow_sending_without_reply || readFlag(params, 'allow_sending_without_reply')) return undefined;
  throw badRequest('message to be replied not found');
}
