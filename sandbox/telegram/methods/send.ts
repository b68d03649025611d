import { badRequest } from '../errors.ts';
import { readMarkup } from '../markup.ts';
import { readText } from '../params.ts';
import { MAX_TEXT, readFormatted } from '../text.ts';
import type { Message } from '../types.ts';
import { tell } from '../world.ts';
import { checkFlood, checkReachable, deliver, findRecipient, type Call } from './call.ts';

/** Text and keyboard are checked before the recipient, as Telegram does. */
export function sendMessage(call: Call): Message {
  const { text, entities } = readFormatted(call.params, { text: 'text', entities: 'entities' });
  if (text === '') throw badRequest('message text is empty');
  if (text.length > MAX_TEXT) throw badRequest('message is too long');
  const markup = readMarkup(call.params);
  const recipient = findRecipient(call);
  checkReachable(recipient);
  checkFlood(call.world, recipient.chat.id);
  return deliver(call, recipient, {
    text,
    ...(entities.length > 0 ? { entities } : {}),
    ...(markup ? { reply_markup: markup } : {}),
  });
}

const ACTIONS = [
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
];

export function sendChatAction(call: Call): true {
  const recipient = findRecipient(call);
  const action = readText(call.params, 'action') ?? '';
  if (!ACTIONS.includes(action)) throw badRequest('wrong parameter action in request');
  checkReachable(recipient);
  tell(call.world, recipient.chat.id, { type: 'action', action });
  return true;
}
