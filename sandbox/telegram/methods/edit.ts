import { badRequest } from '../errors.ts';
import { readInlineMarkup } from '../markup.ts';
import { readInteger, readJson } from '../params.ts';
import { MAX_CAPTION, MAX_TEXT, readFormatted } from '../text.ts';
import type { Message, ReplyMarkup } from '../types.ts';
import { chatMessages, tell, unixTime } from '../world.ts';
import { checkFlood, checkReachable, findRecipient, type Call } from './call.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';
const DELETE_WITHIN_SECONDS = 48 * 3600;

export function editMessageText(call: Call): Message {
  const { text, entities } = readFormatted(call.params, { text: 'text', entities: 'entities' });
  if (text === '') throw badRequest('message text is empty');
  if (text.length > MAX_TEXT) throw badRequest('message is too long');
  const markup = readInlineMarkup(call.params);
  const message = findOwn(call);
  if (message.text === undefined) throw badRequest('there is no text in the message to edit');
  return change(call, message, { text, entities, markup });
}

export function editMessageCaption(call: Call): Message {
  const { text, entities } = readFormatted(call.params, { text: 'caption', entities: 'caption_entities' });
  if (text.length > MAX_CAPTION) throw badRequest('message caption is too long');
  const markup = readInlineMarkup(call.params);
  const message = findOwn(call);
  if (message.text !== undefined) throw badRequest('there is no caption in the message to edit');
  return change(call, message, { caption: text, caption_entities: entities, markup });
}

export function editMessageReplyMarkup(call: Call): Message {
  const markup = readInlineMarkup(call.params);
  return change(call, findOwn(call), { markup });
}

/** The bot's message that a call names. Errors: ApiError 400, 403. */
function findOwn(call: Call): Message {
  const recipient = findRecipient(call);
  checkReachable(recipient);
  const id = readInteger(call.params, 'message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  const message = chatMessages(call.world, recipient.chat.id).find((item) => item.message_id === id);
  if (!message) throw badRequest('message to edit not found');
  if (message.from?.id !== call.world.me.id) throw badRequest("message can't be edited");
  return message;
}

interface Change {
  text?: string;
  entities?: Message['entities'] & object;
  caption?: string;
  caption_entities?: Message['entities'] & object;
  /** Absent: the keyboard is removed. */
  markup: ReplyMarkup | undefined;
}

function change(call: Call, message: Message, { markup, ...content }: Change): Message {
  const before = JSON.stringify(shown(message));
  const after: Message = { ...message };
  if (content.text !== undefined) after.text = content.text;
  if (content.caption !== undefined) after.caption = content.caption;
  setList(after, 'entities', content.entities);
  setList(after, 'caption_entities', content.caption_entities);
  if (markup) after.reply_markup = markup;
  else delete after.reply_markup;
  if (JSON.stringify(shown(after)) === before) throw badRequest(NOT_MODIFIED);
  checkFlood(call.world, message.chat.id);
  delete message.reply_markup;
  delete message.entities;
  delete message.caption_entities;
  Object.assign(message, after, { edit_date: unixTime(call.world) });
  tell(call.world, message.chat.id, { type: 'edited', message });
  return message;
}

function setList(
  message: Message,
  key: 'entities' | 'caption_entities',
  list: Message['entities'] | undefined,
): void {
  if (list === undefined) return;
  if (list.length > 0) message[key] = list;
  else delete message[key];
}

function shown(message: Message): unknown[] {
  const { text, entities, caption, caption_entities, reply_markup } = message;
  return [text ?? null, entities ?? [], caption ?? '', caption_entities ?? [], reply_markup ?? null];
}

export function deleteMessage(call: Call): true {
  const recipient = findRecipient(call);
  const id = readInteger(call.params, 'message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  if (!remove(call, recipient.chat.id, id)) throw badRequest('message to delete not found');
  return true;
}

export function deleteMessages(call: Call): true {
  const recipient = findRecipient(call);
  const ids = readJson(call.params, 'message_ids', 'message identifiers');
  if (!Array.isArray(ids) || ids.length === 0) throw badRequest('message identifiers are not specified');
  if (ids.length > 100) throw badRequest('too many message identifiers specified');
  for (const id of ids) remove(call, recipient.chat.id, Number(id));
  return true;
}

function remove({ world }: Call, chatId: number, id: number): boolean {
  const messages = chatMessages(world, chatId);
  const index = messages.findIndex((message) => message.message_id === id);
  const message = messages[index];
  if (!message) return false;
  if (unixTime(world) - message.date > DELETE_WITHIN_SECONDS)
    throw badRequest("message can't be deleted for everyone");
  messages.splice(index, 1);
  tell(world, chatId, { type: 'deleted', messageId: id });
  return true;
}
