import { expect, test } from 'vitest';
import { openSandbox } from '../kit/sandbox.ts';

const { bot, done, player } = await openSandbox();
const { anna, bob } = player;
await anna.send('/start');
await bob.send('/start');

const ASK = {
  request_id: 7,
  user_is_bot: false,
  max_quantity: 1,
  request_name: true,
  request_username: true,
};
const show = (request: object = ASK) =>
  done<{ message_id: number; reply_markup?: unknown }>('sendMessage', {
    chat_id: anna.id,
    text: 'who?',
    reply_markup: { keyboard: [['plain', { text: 'pick', request_users: request }]] },
  });
const shared = async () =>
  (await done<{ message?: { users_shared?: unknown } }[]>('getUpdates', { offset: -1 }))[0]?.message
    ?.users_shared;

test('a button that asks for people, when a person picks one, then the bot learns what it asked for and no more', async () => {
  const nameless = await player.addUser({ first_name: 'Cy', last_name: 'Dee' });
  expect((await show()).reply_markup).toBeUndefined();

  await anna.pick(bob.id);
  expect(await shared()).toEqual({
    request_id: 7,
    users: [{ user_id: bob.id, first_name: 'Bob', last_name: 'Smith', username: 'bob_smith' }],
  });
  await anna.pick(nameless.id);
  expect(await shared()).toEqual({
    request_id: 7,
    users: [{ user_id: nameless.id, first_name: 'Cy', last_name: 'Dee' }],
  });
  await show({ request_id: 8 });
  await anna.pick(bob.id);
  expect(await shared()).toEqual({ request_id: 8, users: [{ user_id: bob.id }] });
});

test('the buttons below the text field, when their message is deleted or another comes, then they stay until they are removed', async () => {
  const { message_id } = await show();
  await done('deleteMessage', { chat_id: anna.id, message_id });
  await done('sendMessage', { chat_id: anna.id, text: 'something else' });
  expect((await anna.chat()).keyboard.flat()).toHaveLength(2);

  await done('sendMessage', { chat_id: anna.id, text: 'gone', reply_markup: { remove_keyboard: true } });

  expect((await anna.chat()).keyboard).toEqual([]);
  await expect(anna.pick(bob.id)).rejects.toThrow('no button asks for people');
});

test.each<[string, object, string]>([
  ['no rows', { keyboard: [] }, 'reply keyboard must be non-empty'],
  [
    'a row that is no list',
    { keyboard: ['a'] },
    "can't parse keyboard button row: an array of buttons is expected",
  ],
  ['no text', { keyboard: [[{}]] }, 'can\'t parse keyboard button: Can\'t find field "text"'],
  ['an empty text', { keyboard: [[' ']] }, 'keyboard button text must be non-empty'],
  [
    'a request without a number',
    { keyboard: [[{ text: 'a', request_users: {} }]] },
    'can\'t parse keyboard button: field "request_id" must be a valid Number',
  ],
  [
    'a request for eleven people',
    { keyboard: [[{ text: 'a', request_users: { request_id: 1, max_quantity: 11 } }]] },
    'BUTTON_INVALID',
  ],
])('a keyboard, when it has %s, then it is refused', async (_what, reply_markup, description) => {
  expect(await bot('sendMessage', { chat_id: anna.id, text: 'a', reply_markup })).toMatchObject({
    ok: false,
    error_code: 400,
    description: `Bad Request: ${description}`,
  });
});

test('an edit, when it brings another keyboard than an inline one, then it is refused', async () => {
  const { message_id } = await done<{ message_id: number }>('sendMessage', { chat_id: anna.id, text: 'a' });

  for (const reply_markup of [{ remove_keyboard: true }, { keyboard: [['a']] }])
    expect(
      await bot('editMessageText', { chat_id: anna.id, message_id, text: 'b', reply_markup }),
    ).toMatchObject({ description: 'Bad Request: inline keyboard expected' });
});
