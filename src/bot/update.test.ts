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
  ['a voice message', { message: { ...message, voice: { file_id: 'v' } } }, ['message', 'document', '']],
  [
    'a location',
    { message: { ...message, location: { latitude: 55.75, longitude: 37.5 } } },
    ['message', 'other', '📍 55.75, 37.5'],
  ],
  [
    'a contact',
    { message: { ...message, contact: { phone_number: '+7900', first_name: 'Ann' } } },
    ['message', 'other', '👤 Ann +7900'],
  ],
  ['a die', { message: { ...message, dice: { emoji: '🎲', value: 5 } } }, ['message', 'other', '🎲 5']],
  ['a game', { message: { ...message, game: { title: 'g' } } }, ['message', 'other', '']],
  ['a file of an odd shape', { message: { ...message, video: {}, caption: 'c' } }, ['message', 'other', 'c']],
  [
    'a step of a live location',
    { edited_message: { ...message, location: { latitude: 1, longitude: 2, live_period: 60 } } },
    'ignored',
  ],
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

test.each([
  { pinned_message: { message_id: 1, chat, date: 1, text: 'pinned' } },
  { message_auto_delete_timer_changed: { message_auto_delete_time: 86_400 } },
  { forum_topic_created: { name: 't', icon_color: 1 } },
  { general_forum_topic_hidden: {} },
  { gift: { gift: {} } },
  { unique_gift: {} },
  { write_access_allowed: { from_request: true } },
  { chat_background_set: { type: {} } },
  { web_app_data: { data: 'x', button_text: 'y' } },
  { users_shared: { request_id: 1, users: [] } },
  { boost_added: { boost_count: 1 } },
  { successful_payment: { currency: 'XTR' } },
  { new_chat_title: 'x' },
  { something_that_telegram_adds_later: {} },
])('readUpdate, when the chat notes %j of itself, then nobody said anything', (part) => {
  for (const kind of ['message', 'edited_message'])
    expect(readUpdate({ update_id: 1, [kind]: { ...message, ...part } }).kind).toBe('ignored');
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
