import { beforeAll, describe, expect, test } from 'vitest';
import { openSandbox, TOKEN, type BotAnswer } from '../kit/sandbox.ts';

const opened = await openSandbox();
const { bot, done, player } = opened;
const ANNA = 1001;

beforeAll(async () => {
  await player.anna.send('/start');
});

const send = (fields: Record<string, unknown>): Promise<BotAnswer> =>
  bot('sendMessage', { chat_id: ANNA, ...fields });
const button = (fields: Record<string, unknown>): Promise<BotAnswer> =>
  send({ text: 'x', reply_markup: { inline_keyboard: [[{ text: 'b', ...fields }]] } });
const refused = (code: number, description: string) => ({ ok: false, error_code: code, description });

describe('tokens and methods', () => {
  test('a call, when its token is wrong, then answers 401 Unauthorized', async () => {
    const response = await fetch(`${opened.sandbox.telegramRoot}/bot1:wrongwrongwrongwrongwrong/getMe`);
    expect([response.status, await response.json()]).toEqual([401, refused(401, 'Unauthorized')]);
  });

  test('a call, when its method is unknown, then answers 404 Not Found', async () => {
    expect(await bot('sendTelepathy')).toEqual(refused(404, 'Not Found'));
  });

  test('a method name, when written in another case, then works by GET, by form and by JSON', async () => {
    const root = `${opened.sandbox.telegramRoot}/bot${TOKEN}`;
    const get = await fetch(`${root}/sendmessage?chat_id=${ANNA}&text=by+get`);
    const form = await fetch(`${root}/SENDMESSAGE`, {
      method: 'POST',
      body: new URLSearchParams({
        chat_id: String(ANNA),
        text: 'by form',
        reply_markup: JSON.stringify({ inline_keyboard: [[{ text: 'b', callback_data: 'd' }]] }),
      }),
    });
    expect([get.status, form.status]).toEqual([200, 200]);
    const texts = (await player.anna.messages()).map((message) => message.text);
    expect(texts).toEqual(expect.arrayContaining(['by get', 'by form']));
  });
});

describe('sendMessage', () => {
  test.each([
    ['nothing', { text: '' }, 'Bad Request: message text is empty'],
    ['only spaces', { text: ' \n ' }, 'Bad Request: message text is empty'],
    ['only markup', { text: '<b></b>', parse_mode: 'HTML' }, 'Bad Request: message text is empty'],
    ['4097 characters', { text: 'a'.repeat(4097) }, 'Bad Request: message is too long'],
    ['an unknown parse mode', { text: 'a', parse_mode: 'BBCode' }, 'Bad Request: unsupported parse_mode'],
    ['no chat', { text: 'a', chat_id: '' }, 'Bad Request: chat_id is empty'],
    ['an unknown chat', { text: 'a', chat_id: 999_999 }, 'Bad Request: chat not found'],
    [
      'broken markup JSON',
      { text: 'a', reply_markup: '{' },
      "Bad Request: can't parse reply keyboard markup JSON object",
    ],
    [
      'a reply to nothing',
      { text: 'a', reply_parameters: { message_id: 424_242 } },
      'Bad Request: message to be replied not found',
    ],
  ])('sendMessage, when given %s, then refuses', async (_what, fields, description) => {
    expect(await send(fields)).toEqual(refused(400, description));
  });

  test('sendMessage, when 4096 characters remain after parsing, then takes them with entities', async () => {
    const answer = await send({ text: `<b>${'&lt;'.repeat(4096)}</b>`, parse_mode: 'HTML' });
    expect(answer.result).toMatchObject({
      text: '<'.repeat(4096),
      entities: [{ type: 'bold', offset: 0, length: 4096 }],
    });
  });

  test.each([
    ['<p>x</p>', 'Unsupported start tag "p" at byte offset 0'],
    ['Ёж < 5', 'Unsupported start tag "" at byte offset 5'],
    ['a <b>x', `Can't find end tag corresponding to start tag "b"`],
    ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['<script>alert(1)</script>', 'Unsupported start tag "script" at byte offset 0'],
  ])('sendMessage, when the HTML is %j, then says what cannot be parsed', async (text, why) => {
    expect(await send({ text, parse_mode: 'HTML' })).toEqual(
      refused(400, `Bad Request: can't parse entities: ${why}`),
    );
  });

  test.each([
    ['65 bytes of data', { callback_data: 'a'.repeat(65) }, 'Bad Request: BUTTON_DATA_INVALID'],
    ['33 Cyrillic letters of data', { callback_data: 'я'.repeat(33) }, 'Bad Request: BUTTON_DATA_INVALID'],
    ['empty data', { callback_data: '' }, 'Bad Request: BUTTON_DATA_INVALID'],
    [
      'no action',
      {},
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      'a bad url',
      { url: 'not a url' },
      "Bad Request: inline keyboard button URL 'not a url' is invalid: Wrong HTTP URL",
    ],
    [
      'a script url',
      { url: 'javascript:alert(1)' },
      "Bad Request: inline keyboard button URL 'javascript:alert(1)' is invalid: Unsupported URL protocol",
    ],
  ])('a button, when it has %s, then is refused', async (_what, fields, description) => {
    expect(await button(fields)).toEqual(refused(400, description));
  });

  test('a button, when it has 64 bytes of data, then is taken', async () => {
    expect(await button({ callback_data: 'я'.repeat(32) })).toMatchObject({ ok: true });
  });
});

describe('recipients', () => {
  test('a bot, when the person never pressed Start, then cannot write first', async () => {
    const silent = await player.addUser({ first_name: 'Silent' });
    expect(await bot('sendMessage', { chat_id: silent.id, text: 'x' })).toEqual(
      refused(403, "Forbidden: bot can't initiate conversation with a user"),
    );
  });

  test('a bot, when the person blocked it or is gone, then gets 403 and a my_chat_member update', async () => {
    const person = await player.addUser({ first_name: 'Leaver' });
    await person.send('/start');
    await person.block();
    const before = await bot('sendMessage', { chat_id: person.id, text: 'x' });
    expect(before).toEqual(refused(403, 'Forbidden: bot was blocked by the user'));
    const updates = await done<Record<string, unknown>[]>('getUpdates');
    expect(updates.at(-1)).toMatchObject({
      my_chat_member: { chat: { id: person.id }, new_chat_member: { status: 'kicked' } },
    });
    await person.unblock();
    expect(await bot('sendMessage', { chat_id: person.id, text: 'x' })).toMatchObject({ ok: true });
    await person.deactivate();
    expect(await bot('sendMessage', { chat_id: person.id, text: 'x' })).toEqual(
      refused(403, 'Forbidden: user is deactivated'),
    );
  });
});

describe('edits', () => {
  const keyboard = { inline_keyboard: [[{ text: 'b', callback_data: 'd' }]] };
  const edit = (fields: Record<string, unknown>): Promise<BotAnswer> =>
    bot('editMessageText', { chat_id: ANNA, ...fields });

  test('editMessageText, when nothing changes, then says so; when the keyboard goes, then edits', async () => {
    const { message_id } = await done<{ message_id: number }>('sendMessage', {
      chat_id: ANNA,
      text: 'same',
      reply_markup: keyboard,
    });
    const again = await edit({ message_id, text: '<i></i>same', parse_mode: 'HTML', reply_markup: keyboard });
    expect(again.description).toMatch(/^Bad Request: message is not modified: /);
    const changed = await edit({ message_id, text: 'same' });
    expect(changed.result).toMatchObject({ message_id, edit_date: expect.any(Number) });
    expect(changed.result).not.toHaveProperty('reply_markup');
  });

  test('editMessageText, when the message is gone, a photo or not ours, then refuses with the known text', async () => {
    const sent = await player.anna.sendPhoto();
    const photo = await done<{ message_id: number }>('sendPhoto', {
      chat_id: ANNA,
      photo: sent[0]?.photo?.[1]?.file_id,
      caption: 'c',
    });
    expect(await edit({ message_id: 999_999, text: 'x' })).toEqual(
      refused(400, 'Bad Request: message to edit not found'),
    );
    expect(await edit({ message_id: photo.message_id, text: 'x' })).toEqual(
      refused(400, 'Bad Request: there is no text in the message to edit'),
    );
    expect(await edit({ message_id: sent[0]?.message_id, text: 'x' })).toEqual(
      refused(400, "Bad Request: message can't be edited"),
    );
    expect(await edit({ text: 'x' })).toEqual(
      refused(400, 'Bad Request: message identifier is not specified'),
    );
    const caption = await bot('editMessageCaption', {
      chat_id: ANNA,
      message_id: photo.message_id,
      caption: 'd',
    });
    expect(caption.result).toMatchObject({ caption: 'd' });
  });

  test('deleteMessage, when done twice, then the second finds nothing', async () => {
    const { message_id } = await done<{ message_id: number }>('sendMessage', { chat_id: ANNA, text: 'x' });
    expect(await bot('deleteMessage', { chat_id: ANNA, message_id })).toMatchObject({ ok: true });
    expect(await bot('deleteMessage', { chat_id: ANNA, message_id })).toEqual(
      refused(400, 'Bad Request: message to delete not found'),
    );
  });
});

describe('callback queries', () => {
  const OLD = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
  const pressNew = async (): Promise<string> => {
    await done('sendMessage', {
      chat_id: ANNA,
      text: 'keys',
      reply_markup: { inline_keyboard: [[{ text: 'Press me', callback_data: 'pressed' }]] },
    });
    return (await player.anna.press({ label: 'Press' })).callbackQueryId;
  };

  test('an answer, when it comes in time, then is shown once and cannot be repeated', async () => {
    const id = await pressNew();
    const answer = { callback_query_id: id, text: 'Saved', show_alert: true };
    expect(await bot('answerCallbackQuery', answer)).toEqual({ ok: true, result: true });
    expect(await player.anna.waitForToast('Saved')).toMatchObject({ showAlert: true });
    expect(await bot('answerCallbackQuery', answer)).toEqual(refused(400, OLD));
  });

  test('an answer, when it is late, too long or to nothing, then is refused', async () => {
    const long = await pressNew();
    expect(await bot('answerCallbackQuery', { callback_query_id: long, text: 'a'.repeat(201) })).toEqual(
      refused(400, 'Bad Request: MESSAGE_TOO_LONG'),
    );
    opened.clock.advance(15_001);
    expect(await bot('answerCallbackQuery', { callback_query_id: long })).toEqual(refused(400, OLD));
    expect(await bot('answerCallbackQuery', { callback_query_id: '1' })).toEqual(refused(400, OLD));
  });
});

describe('commands', () => {
  test('setMyCommands, when given per language, then each person sees theirs', async () => {
    const commands = (description: string) => [{ command: 'buy', description }];
    await done('setMyCommands', { commands: commands('Buy') });
    await done('setMyCommands', { commands: commands('Купить'), language_code: 'ru' });
    expect((await player.anna.chat()).commands).toEqual(commands('Купить'));
    expect((await player.bob.chat()).commands).toEqual(commands('Buy'));
    expect(await done('getMyCommands', { language_code: 'ru' })).toEqual(commands('Купить'));
  });

  test.each([
    ['Upper', 'x', {}, 'Bad Request: BOT_COMMAND_INVALID'],
    ['a'.repeat(33), 'x', {}, 'Bad Request: BOT_COMMAND_INVALID'],
    ['ok', '', {}, 'Bad Request: BOT_COMMAND_DESCRIPTION_INVALID'],
    ['ok', 'x', { language_code: 'russian' }, 'Bad Request: invalid language code specified'],
  ])('setMyCommands, when given /%s with %j, then refuses', async (command, description, fields, why) => {
    expect(await bot('setMyCommands', { commands: [{ command, description }], ...fields })).toEqual(
      refused(400, why),
    );
  });
});
