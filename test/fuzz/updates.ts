import fc from 'fast-check';
import { CALLBACKS, MAX_CALLBACK_BYTES } from '../../src/bot/callbacks.ts';
import { hostileText, hostileValue, mutated, written } from './hostile.ts';
import type { Keys, Sent } from './webhooks.ts';

const from = { id: 1001, is_bot: false, first_name: 'A', username: 'anna', language_code: 'ru' };
const chat = { id: 1001, type: 'private' };
const message = { message_id: 9, from, chat, date: 1_700_000_000 };
const button = { id: '77', from, chat_instance: '1', message, data: 'home' };

const TEMPLATES = [
  { message: { ...message, text: 'hello' } },
  {
    message: { ...message, text: '/start ref_1', entities: [{ type: 'bot_command', offset: 0, length: 6 }] },
  },
  { message: { ...message, photo: [{ file_id: 'a', file_unique_id: 'b', file_size: 1 }], caption: 'c' } },
  { message: { ...message, document: { file_id: 'a', file_name: 'x.pdf' }, media_group_id: '5' } },
  { message: { ...message, users_shared: { request_id: 1, users: [{ user_id: 5, username: 'bobby' }] } } },
  { message: { ...message, contact: { phone_number: '+1', first_name: 'B' } } },
  { edited_message: { ...message, edit_date: 1_700_000_001, text: 'other' } },
  { callback_query: button },
  { my_chat_member: { from, chat, date: 1, new_chat_member: { status: 'member', user: from } } },
  { message: { ...message, chat: { id: -5, type: 'group', title: 'g' }, text: '/start ABCD-EFGH' } },
  { inline_query: { id: '1', from, query: 'q', offset: '' } },
];

let lastId = 1_000_000_000;

/** Updates of Telegram with the true secret, whose parts are not what they should be. */
export function updates(keys: Keys): fc.Arbitrary<Sent> {
  const body = fc
    .constantFrom(...TEMPLATES)
    .chain((template) => mutated(template))
    .map((parts) => ({ update_id: ++lastId, ...(typeof parts === 'object' ? parts : {}) }));
  const odd = fc.record({ update_id: hostileValue, message: hostileValue, callback_query: hostileValue });
  return written(fc.oneof({ weight: 8, arbitrary: body }, { weight: 1, arbitrary: odd })).map((bytes) =>
    toBot(keys, bytes),
  );
}

/** What a made-up button says: every template of the bot with hostile parameters, and texts without a template. */
export const callbackData: fc.Arbitrary<string> = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(
        fc.constantFrom(...CALLBACKS),
        fc.array(parameter(), { minLength: 3, maxLength: 3 }),
      ),
    },
    { weight: 1, arbitrary: hostileText.map((text) => [text, []] as [string, string[]]) },
  )
  .map(([template, values]) => {
    let next = 0;
    return template.replaceAll(/\{\w+\}/g, () => values[next++ % values.length] ?? '');
  });

/** Presses of such buttons, by people without a coin. */
export function presses(keys: Keys): fc.Arbitrary<Sent> {
  return fc.tuple(callbackData, fc.constantFrom(1001, 1002, 7001, 7002, 7003)).map(([data, id]) => {
    const person = { ...from, id };
    const update = {
      update_id: ++lastId,
      callback_query: {
        ...button,
        from: person,
        data: cut(data),
        message: { ...message, chat: { ...chat, id }, from: person },
      },
    };
    return toBot(keys, Buffer.from(JSON.stringify(update)));
  });
}

function parameter(): fc.Arbitrary<string> {
  return fc.oneof(
    hostileText,
    fc.uuid(),
    fc.constantFrom(
      '1',
      '100',
      '250',
      '9223372036854775807',
      '999999999999999999',
      '9999999',
      'all',
      'on',
      'ru',
    ),
    fc.constantFrom('bobby', 'AAAAAAAAAAAAAAAA', 'payment', '5', 'abcdef01', '9999999999999999999'),
  );
}

/** Telegram cuts nothing, but takes no button with more bytes. */
function cut(data: string): string {
  return Buffer.from(data).subarray(0, MAX_CALLBACK_BYTES).toString();
}

function toBot(keys: Keys, body: Buffer): Sent {
  return {
    method: 'POST',
    path: '/webhook',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': keys.telegram },
    body,
  };
}
