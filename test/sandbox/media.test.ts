import { beforeAll, expect, test } from 'vitest';
import { openSandbox, TOKEN, type BotAnswer } from '../kit/sandbox.ts';

const { sandbox, player, bot, done } = await openSandbox();
const ANNA = 1001;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(() => player.anna.send('/start'));

async function upload(
  method: string,
  fields: Record<string, string>,
  files: Record<string, Blob>,
): Promise<BotAnswer> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, file] of Object.entries(files)) form.append(name, file, `${name}.png`);
  const response = await fetch(`${sandbox.telegramRoot}/bot${TOKEN}/${method}`, {
    method: 'POST',
    body: form,
  });
  return (await response.json()) as BotAnswer;
}

test('sendPhoto, when uploaded as multipart, then can be fetched by its path and sent again by its id', async () => {
  const answer = await upload(
    'sendPhoto',
    { chat_id: String(ANNA), caption: '<b>c</b>', parse_mode: 'HTML' },
    { photo: new Blob([PNG]) },
  );
  const { photo, caption } = answer.result as { photo: { file_id: string }[]; caption: string };
  expect([photo.length, caption]).toEqual([2, 'c']);
  const fileId = photo[1]?.file_id;
  const { file_path } = await done<{ file_path: string }>('getFile', { file_id: fileId });
  const bytes = await fetch(`${sandbox.telegramRoot}/file/bot${TOKEN}/${file_path}`);
  expect(Buffer.from(await bytes.arrayBuffer())).toEqual(PNG);
  expect(await bot('sendPhoto', { chat_id: ANNA, photo: fileId })).toMatchObject({ ok: true });
  const stolen = await fetch(`${sandbox.telegramRoot}/file/bot1:wrong/${file_path}`);
  expect(stolen.status).toBe(401);
});

test.each([
  ['no photo', 'sendPhoto', {}, 'Bad Request: there is no photo in the request'],
  [
    'an unknown id',
    'sendPhoto',
    { photo: 'nothing' },
    'Bad Request: wrong file identifier/HTTP URL specified',
  ],
  ['no document', 'sendDocument', {}, 'Bad Request: there is no document in the request'],
  [
    'a long caption',
    'sendPhoto',
    { photo: 'x', caption: 'a'.repeat(1025) },
    'Bad Request: message caption is too long',
  ],
  [
    'an unknown file',
    'getFile',
    { file_id: 'x' },
    'Bad Request: wrong file_id or the file is temporarily unavailable',
  ],
  ['an empty album', 'sendMediaGroup', { media: [] }, 'Bad Request: there are no messages to send'],
])('media, when given %s, then is refused', async (_what, method, fields, description) => {
  expect(await bot(method, { chat_id: ANNA, ...fields })).toEqual({
    ok: false,
    error_code: 400,
    description,
  });
});

test('sendPhoto, when the bytes are no image, then says IMAGE_PROCESS_FAILED', async () => {
  const answer = await upload('sendPhoto', { chat_id: String(ANNA) }, { photo: new Blob(['text']) });
  expect(answer.description).toBe('Bad Request: IMAGE_PROCESS_FAILED');
});

test('sendMediaGroup, when two photos are attached, then both carry one media_group_id', async () => {
  const media = JSON.stringify([
    { type: 'photo', media: 'attach://one', caption: 'first' },
    { type: 'photo', media: 'attach://two' },
  ]);
  const answer = await upload(
    'sendMediaGroup',
    { chat_id: String(ANNA), media },
    { one: new Blob([PNG]), two: new Blob([PNG]) },
  );
  const messages = answer.result as { media_group_id: string }[];
  expect(messages).toHaveLength(2);
  expect(messages[0]?.media_group_id).toBe(messages[1]?.media_group_id);
});

test('an album of a person, when sent, then arrives as updates with one media_group_id', async () => {
  await done('getUpdates', { offset: -1 });
  await player.anna.sendPhoto('album', 3);
  const updates = await done<{ message?: { media_group_id?: string } }[]>('getUpdates');
  const groups = updates.flatMap((update) => update.message?.media_group_id ?? []);
  expect([groups.length, new Set(groups).size]).toEqual([3, 1]);
});

test('the past of a chat, when it is put in, then it stands there with its photo and the bot gets no update of it', async () => {
  const { id } = await player.addUser({ first_name: 'Old' });
  const waiting = (await bot('getUpdates')).result as unknown[];
  const answer = await fetch(`${sandbox.url}/play/telegram/users/${id}/past`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      messages: [
        { from: 'person', text: 'Where?', id: 7, at: '2026-01-02T03:04:05Z' },
        {
          from: 'person',
          text: 'here',
          photo: { id: 'kept', name: 'a.png', mime: 'image/png', base64: PNG.toString('base64') },
        },
        { from: 'bot', text: 'Thanks' },
      ],
    }),
  });
  expect(answer.status).toBe(200);
  const messages = await player.user(id).messages();
  expect(messages.map(({ text, caption }) => text ?? caption)).toEqual(['Where?', 'here', 'Thanks']);
  expect(messages[0]).toMatchObject({ message_id: 7, date: Date.parse('2026-01-02T03:04:05Z') / 1000 });
  expect(new Set(messages.map(({ message_id: number }) => number)).size).toBe(3);
  const { file_path } = await done<{ file_path: string }>('getFile', { file_id: 'kept' });
  expect(file_path).toMatch(/\.png$/);
  expect(await bot('sendMessage', { chat_id: id, text: 'now' })).toMatchObject({ ok: true });
  expect((await bot('getUpdates')).result).toEqual(waiting);
});
