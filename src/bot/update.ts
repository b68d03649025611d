import { z } from 'zod';
import { storableDeep } from '../lib/index.ts';
import type { TelegramProfile } from '../users/index.ts';
import { contentOf, contentParts, isContent, type IncomingContent } from './content.ts';
import { readStaffCode } from './staffCode.ts';

interface FromUser {
  readonly updateId: number;
  readonly profile: TelegramProfile;
  readonly chatId: number;
  /** The topic, if the private chat has topics. */
  readonly threadId?: number | undefined;
}

/** An update as the bot understands it. The bot serves only private chats. */
export type Incoming =
  | (FromUser & {
      readonly kind: 'message' | 'edited_message';
      readonly messageId: number;
      readonly content: IncomingContent;
      /** The message that the user answered by "reply". */
      readonly replyTo: number | undefined;
    })
  | (FromUser & {
      readonly kind: 'callback';
      readonly callbackId: string;
      readonly data: string;
      /** Absent when Telegram no longer has the message. */
      readonly messageId: number | undefined;
      /** The label of the pressed button, if Telegram says it. */
      readonly label: string | undefined;
    })
  | (FromUser & { readonly kind: 'membership'; readonly blocked: boolean })
  | {
      readonly kind: 'group_callback';
      readonly updateId: number;
      readonly callbackId: string;
      readonly data: string;
      readonly telegramId: bigint;
      readonly chatId: number;
      readonly messageId: number | undefined;
      readonly languageCode: string | undefined;
    }
  | {
      /** A one-time code of staff, sent in a group. */
      readonly kind: 'group_code';
      readonly updateId: number;
      readonly code: string;
      readonly chatId: number;
      readonly threadId: number | undefined;
      readonly title: string | undefined;
      readonly languageCode: string | undefined;
    }
  | { readonly kind: 'ignored'; readonly updateId: number; readonly what: string };

const GROUPS: ReadonlySet<string> = new Set(['group', 'supergroup']);

const from = z.object({
  id: z.number().int().positive(),
  is_bot: z.boolean().optional(),
  username: z.string().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  language_code: z.string().optional(),
});
const chat = z.object({ id: z.number().int(), type: z.string(), title: z.string().optional() });
const message = z.object({
  message_id: z.number().int(),
  from: from.optional(),
  chat,
  ...contentParts,
  media_group_id: z.string().optional(),
  message_thread_id: z.number().int().optional(),
  reply_to_message: z.object({ message_id: z.number().int() }).optional(),
});
const keyboard = z.object({
  inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: z.string().optional() }))),
});
const callback = z.object({
  id: z.string(),
  from,
  data: z.string().optional(),
  message: z
    .object({
      message_id: z.number().int(),
      chat,
      message_thread_id: z.number().int().optional(),
      reply_markup: keyboard.optional().catch(undefined),
    })
    .optional(),
});
const membership = z.object({ from, chat, new_chat_member: z.object({ status: z.string() }) });
const update = z.object({
  update_id: z.number().int(),
  message: z.unknown().optional(),
  edited_message: z.unknown().optional(),
  callback_query: z.unknown().optional(),
  my_chat_member: z.unknown().optional(),
});

/** The update kinds that the bot asks Telegram for. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

/** Reads any update. An update without the expected shape is `ignored`. Never throws. */
export function readUpdate(given: unknown): Incoming {
  // Makes the text storable, so that nothing a person writes is lost because a table cannot keep it.
  const raw = storableDeep(given);
  const parsed = update.safeParse(raw);
  if (!parsed.success) return { kind: 'ignored', updateId: 0, what: 'malformed' };
  const { update_id: updateId, ...parts } = parsed.data;
  const known =
    readMessage(updateId, 'message', parts.message) ??
    readGroupCode(updateId, parts.message) ??
    readMessage(updateId, 'edited_message', parts.edited_message) ??
    readCallback(updateId, parts.callback_query) ??
    readMembership(updateId, parts.my_chat_member);
  return known ?? { kind: 'ignored', updateId, what: describe(raw) };
}

function readMessage(
  updateId: number,
  kind: 'message' | 'edited_message',
  raw: unknown,
): Incoming | undefined {
  const parsed = message.safeParse(raw);
  if (!parsed.success) return undefined;
  const { from: sender, chat: place, message_id: messageId, reply_to_message: replied } = parsed.data;
  if (!sender || sender.is_bot === true || place.type !== 'private') return undefined;
  if (!isContent(raw as object))
    return { kind: 'ignored', updateId, what: `${kind}: ${serviceOf(raw as object)}` };
  // A live location moves by itself, many times a minute. Only its first place counts as a message.
  if (kind === 'edited_message' && parsed.data.location)
    return { kind: 'ignored', updateId, what: 'live location' };
  return {
    kind,
    updateId,
    profile: profileOf(sender),
    chatId: place.id,
    threadId: parsed.data.message_thread_id,
    messageId,
    content: contentOf(parsed.data),
    replyTo: replied?.message_id,
  };
}

/** In a group the bot reads nothing but one-time codes. Telegram adds the name of the bot to a command there. */
function readGroupCode(updateId: number, raw: unknown): Incoming | undefined {
  const parsed = message.safeParse(raw);
  if (!parsed.success || !GROUPS.has(parsed.data.chat.type)) return undefined;
  const { chat: place, text = '', message_thread_id: threadId, from: sender } = parsed.data;
  const code = readStaffCode(text.replace(/^\/start(@\w+)?\s+/, ''));
  if (code === undefined) return undefined;
  const { id: chatId, title } = place;
  return {
    kind: 'group_code',
    updateId,
    code,
    chatId,
    threadId,
    title,
    languageCode: sender?.language_code,
  };
}

function readCallback(updateId: number, raw: unknown): Incoming | undefined {
  const parsed = callback.safeParse(raw);
  if (!parsed.success) return undefined;
  const { id: callbackId, from: sender, data = '', message: shown } = parsed.data;
  if (shown && shown.chat.type !== 'private')
    return {
      kind: 'group_callback',
      updateId,
      callbackId,
      data,
      telegramId: BigInt(sender.id),
      chatId: shown.chat.id,
      messageId: shown.message_id,
      languageCode: sender.language_code,
    };
  return {
    kind: 'callback',
    updateId,
    profile: profileOf(sender),
    chatId: shown?.chat.id ?? sender.id,
    threadId: shown?.message_thread_id,
    callbackId,
    data,
    messageId: shown?.message_id,
    label: shown?.reply_markup?.inline_keyboard.flat().find((key) => key.callback_data === data)?.text,
  };
}

function readMembership(updateId: number, raw: unknown): Incoming | undefined {
  const parsed = membership.safeParse(raw);
  if (!parsed.success || parsed.data.chat.type !== 'private') return undefined;
  const { from: sender, chat: place, new_chat_member: member } = parsed.data;
  return {
    kind: 'membership',
    updateId,
    profile: profileOf(sender),
    chatId: place.id,
    blocked: member.status === 'kicked',
  };
}

function profileOf(sender: z.output<typeof from>): TelegramProfile {
  return {
    telegramId: BigInt(sender.id),
    username: sender.username,
    firstName: sender.first_name,
    lastName: sender.last_name,
    languageCode: sender.language_code,
  };
}

/** The fields that every message has. */
const ENVELOPE: ReadonlySet<string> = new Set([
  'message_id',
  'from',
  'chat',
  'date',
  'edit_date',
  'message_thread_id',
]);

/** What a service message is about, for the log. */
function serviceOf(raw: object): string {
  return (Object.keys(raw).find((name) => !ENVELOPE.has(name)) ?? 'empty').slice(0, 40);
}

/** The kind of an update that is not served, for the log. */
function describe(raw: unknown): string {
  const names = Object.keys(raw as object).filter((name) => name !== 'update_id');
  return names[0]?.slice(0, 40) ?? 'empty';
}
