import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCommand } from './commands.ts';
import { readDeepLink } from './deepLinks.ts';
import { readUpdate } from './update.ts';

const from = { id: 5, is_bot: false, first_name: '<b>&"_*', language_code: 'ru' };
const chat = { id: 5, type: 'private' };
const message = { message_id: 9, from, chat, date: 1 };

const kindOf = (part: Record<string, unknown>): unknown => {
  const read = readUpdate({ update_id: 1, ...part });
  return 'content' in read ? [read.kind, read.content.kind, read.content.text] : read.kind;
};

test.each([
  ['a text', { message: { ...message, text: 'x'.repeat(4096) } }, ['message', 'text', 'x'.repeat(4096)]],
  [
    'a photo',
    { message: { ...message, photo: [{ file_id: 'a' }], caption: 'c' } },
    ['message', 'photo', 'c'],
  ],
  ['a document', { message: { ...message, document: { file_id: 'a' } } }, ['message', 'document', '']],
  ['a sticker', { message: { ...message, sticker: { emoji: '👍' } } }, ['message', 'other', '👍']],
  ['a voice message', { message: { ...message, voice: { file_id: 'v' } } }, ['message', 'other', '']],
  ['an edit', { edited_message: { ...message, text: 'new' } }, ['edited_message', 'text', 'new']],
  ['a press', { callback_query: { id: 'q', from, data: 'home', message } }, 'callback'],
  ['a press without message', { callback_query: { id: 'q', from, data: 'home' } }, 'callback'],
  ['a press without data', { callback_query: { id: 'q', from } }, 'callback'],
  [
    'a press in a group',
    { callback_query: { id: 'q', from, message: { ...message, chat: { id: -1, type: 'group' } } } },
    'group_callback',
  ],
  ['a block', { my_chat_member: { from, chat, new_chat_member: { status: 'kicked' } } }, 'membership'],
  ['a group', { message: { ...message, chat: { id: -5, type: 'group' }, text: 'hi' } }, 'ignored'],
  ['another bot', { message: { ...message, from: { ...from, is_bot: true }, text: 'hi' } }, 'ignored'],
  [
    'a channel post',
    { channel_post: { message_id: 1, chat: { id: -1, type: 'channel' }, text: 'x' } },
    'ignored',
  ],
  ['an unknown kind', { something_new: { deep: [1, null] } }, 'ignored'],
  ['a broken message', { message: { message_id: 'nine' } }, 'ignored'],
  ['nothing', {}, 'ignored'],
])('readUpdate, when %s comes, then it is known for what it is', (_name, part, expected) => {
  expect(kindOf(part)).toEqual(expected);
});

test('readUpdate, when anything at all comes, then never throws', () => {
  fc.assert(fc.property(fc.anything(), (raw) => typeof readUpdate(raw).kind === 'string'));
});

test.each([
  ['/start', { command: 'start', argument: '' }],
  ['/start buy_500', { command: 'start', argument: 'buy_500' }],
  ['/HELP@starboard_bot', { command: 'help', argument: '' }],
  ['/nosuch', undefined],
  ['hello /start', undefined],
])('readCommand, when %j is typed, then reads %j', (text, expected) => {
  expect(readCommand(text)).toEqual(expected);
});

test.each([
  ['buy_500', { to: 'buy', stars: 500 }],
  ['buy_0', { to: 'home' }],
  ['ref_42', { to: 'referral', userId: 42n }],
  ['ref_-1', { to: 'home' }],
  [
    'ticket_0198f000-0000-7000-8000-000000000001',
    { to: 'ticket', ticketId: '0198f000-0000-7000-8000-000000000001' },
  ],
  ['ticket_new', { to: 'ticket', ticketId: undefined }],
  ['', { to: 'home' }],
  ['💎', { to: 'home' }],
])('readDeepLink, when the payload is %j, then leads where it says', (payload, expected) => {
  expect(readDeepLink(payload)).toEqual(expected);
});
