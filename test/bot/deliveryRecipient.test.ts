import { expect, test } from 'vitest';
import type { RecipientCheck, Supplier } from '../../src/suppliers/index.ts';
import { button, createSender, dataOf, freshName } from './sender.ts';
import { openChats } from '../kit/chats.ts';

const chats = await openChats({
  DELIVERY: 'supplier',
  MYSTARS_API_KEY: 'key',
  MYSTARS_WEBHOOK_SECRET: 'secret',
});
const { press, type, shown, owner, starsOf, deliveries } = createSender(chats);

/** What the supplier says about a name; anybody else is found. */
const known = new Map<string, RecipientCheck>();
const checkedAt = new Date();
Object.assign(chats.app.suppliers, {
  mystars: {
    checkRecipient: (name: string): Promise<RecipientCheck> =>
      Promise.resolve(known.get(name) ?? { is: 'ok', name: 'Bob <b>Smith</b>', checkedAt }),
  } as unknown as Supplier,
});

async function asked(stars: number, profile: Parameters<typeof owner>[1] = {}) {
  const person = await owner(stars, profile);
  await press(person, 'balance');
  await press(person, 'send_stars');
  const question = await press(person, `send_${stars}`);
  return { person, question };
}

test('a recipient, when the supplier knows the account, then its name is shown as typed and kept with the delivery', async () => {
  const name = freshName();
  const { person } = await asked(60);

  const confirm = await type(person, ` @${name.toUpperCase()} `);
  expect(confirm.text).toContain('Bob <b>Smith</b>');
  expect(confirm.text).toContain('Аккаунт найден');
  await press(person, button(confirm, 'go_60_'));

  expect(await deliveries(person)).toMatchObject([
    { recipient: name, checked: 'ok', recipient_name: 'Bob <b>Smith</b>' },
  ]);
});

test.each([
  ['notFound', 'нет. Проверьте'],
  ['notUser', 'не человек'],
  ['cannotReceiveNow', 'сейчас не может получать'],
] as const)(
  'a recipient, when the supplier says %s, then nothing is sent and another one can be typed',
  async (is, words) => {
    const name = freshName();
    known.set(name, { is, checkedAt });
    const { person } = await asked(60);

    const told = await type(person, name);
    expect(told.text).toContain(words);
    expect(button(told, 'go_')).toBe('');

    expect((await type(person, freshName())).text).toContain('Проверьте отправку');
    expect(await deliveries(person)).toEqual([]);
  },
);

test('a recipient, when the supplier cannot tell, then that is said and the stars may go', async () => {
  const name = freshName();
  known.set(name, { is: 'unknown', checkedAt });
  const { person } = await asked(60);

  const confirm = await type(person, name);
  expect(confirm.text).toContain('Проверить этот аккаунт сейчас не удалось');
  await press(person, button(confirm, 'go_60_'));

  expect(await deliveries(person)).toMatchObject([{ status: 'reserved', checked: 'unknown' }]);
});

test('a confirmed recipient, when another account has the name by now, then nothing is sent and both are shown again', async () => {
  const name = freshName();
  const { person } = await asked(60);
  const confirm = await type(person, name);
  known.set(name, { is: 'ok', name: 'Mallory', checkedAt });

  const again = await press(person, button(confirm, 'go_60_'));

  expect(again.text).toContain('теперь другой аккаунт');
  expect(again.text).toContain('Mallory');
  expect(await starsOf(person)).toEqual({ stars: 60n, delivery: 0n });
});

test.each([
  ['аnna_smith', 'не из латиницы'],
  ['@анна', 'не из латиницы'],
  ['bob', 'от 4 до 32'],
  ['bob-smith', 'латинские буквы'],
  ['https://t.me/+AbCdEf', 'приглашение'],
  ['https://t.me/joinchat/AbCdEf', 'приглашение'],
  ['t.me/durov/123', 'По этой ссылке'],
  ['https://example.org/bob', 'По этой ссылке'],
])('a typed recipient, when it is %s, then it is refused with what to do', async (typed, words) => {
  const { person } = await asked(60);

  const told = await type(person, typed);

  expect(told.text).toContain(words);
  expect(told.text).toContain('Кому отправить');
  expect(button(told, 'go_')).toBe('');
});

test.each([
  (name: string) => `https://t.me/${name}`,
  (name: string) => `telegram.me/${name}/`,
  (name: string) => `https://telegram.dog/${name}?x=1`,
  (name: string) => `tg://resolve?domain=${name}`,
])('a link to a friend, when it is typed as %s, then the friend is found by it', async (linkTo) => {
  const name = freshName();
  const { person } = await asked(60);

  const confirm = await type(person, linkTo(name));

  expect(button(confirm, `go_60_${name}_`)).not.toBe('');
});

test('the question for a recipient, when the answer comes too late, then it is kept and its check goes on from there', async () => {
  const name = freshName();
  const { person } = await asked(60);
  chats.clock.advance(31 * 60_000);

  const late = await type(person, `@${name}`);
  expect(late.text).toContain(`Ваш ответ сохранён: @${name}`);

  expect(button(await press(person, 'draft_resume'), `go_60_${name}_`)).not.toBe('');
});

test('me, when I have no @username, then I am told how to get one and a friend can still be chosen', async () => {
  const { person, question } = await asked(60);
  expect(question.text).toContain('нет @username');
  expect(dataOf(question)).toContain('send_60');

  expect((await press(person, 'send_60')).text).toContain('нет @username');
  expect((await type(person, freshName())).text).toContain('Проверьте отправку');
});

test('a friend, when stars were sent there before, then the friend is one button away', async () => {
  const name = freshName();
  const person = await owner(120);
  await press(person, 'balance');
  await press(person, 'send_stars');
  await type(person, '60');
  await press(person, button(await type(person, name), 'go_60_'));

  await press(person, 'deliveries');
  await press(person, 'send_stars');
  const question = await press(person, 'send_60');

  expect(dataOf(question)).toContain(`send_60_to_${name}`);
  await press(person, `send_60_to_${name}`);
  expect((await shown(person)).text).toContain('Проверьте отправку');
});

test('a name that ends in bot, when it is typed in English, then a warning stands on the confirmation', async () => {
  const { person } = await asked(60, { language_code: 'en' });

  const confirm = await type(person, `${freshName()}_bot`);

  expect(confirm.text).toContain('ends in “bot”');
});
