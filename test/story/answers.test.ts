import { expect, test } from 'vitest';
import { createPlayer, type PlayedUser } from '../kit/player.ts';
import { startProduct } from '../kit/product.ts';

const product = await startProduct({ CIRCUIT_BREAKER_RECOVERY_TIMEOUT: '3' });
const player = createPlayer(product.sandboxUrl);

async function someone(name: string): Promise<PlayedUser> {
  const person = await player.addUser({ first_name: name, language_code: 'ru' });
  await person.send('/start');
  await person.waitFor('Starboard');
  return person;
}

/** Someone who topped up and stands in front of the last question before a purchase. */
async function buyer(name: string): Promise<PlayedUser> {
  const person = await someone(name);
  await person.send('/balance');
  await person.waitFor('Ваш баланс');
  await person.press('recharge');
  await person.waitFor('Пополнение баланса');
  await person.press('recharge_100');
  const invoice = await person.waitFor('Счёт на');
  const url = (invoice.reply_markup?.inline_keyboard ?? []).flat().find((key) => key.url)?.url ?? '';
  await player.pay(url);
  await person.waitFor('Баланс пополнен', 60_000);
  await person.send('/buy');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_stars_with_balance');
  await person.waitFor('Звёзды приходят сразу');
  await person.press('buy_100_balance');
  await person.waitFor('Проверьте покупку');
  return person;
}

async function stars(person: PlayedUser): Promise<bigint> {
  const row = await product.testDb.owner.one<{ balance: bigint }>(
    `SELECT b.balance FROM ledger.balances b JOIN users u ON u.id = b.user_id WHERE u.telegram_id = $1 AND b.kind = 'stars'`,
    [person.id],
  );
  return row?.balance ?? 0n;
}

const confirm = (person: PlayedUser): Promise<unknown> =>
  person.press({ label: 'Купить' }).catch(() => person.press({ label: 'Подтвердить' }));
const receipts = async (person: PlayedUser): Promise<number> =>
  (await person.messages()).filter(({ text }) => text?.includes('Звёзды на вашем балансе')).length;

test('a purchase from balance, when sending fails for everybody and comes back, then it is charged once and told once, by itself', async () => {
  const [person, ...others] = [
    await buyer('Вера'),
    await someone('А'),
    await someone('Б'),
    await someone('В'),
  ];
  for (const target of ['sendMessage', 'editMessageText'])
    await player.telegramFault({ kind: 'serverError', status: 502, target, times: 10_000 });
  for (const other of others) await other.press('balance');
  for (let i = 0; i < 3; i++) for (const other of others) await other.send('/help');
  await confirm(person);
  await confirm(person);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(await receipts(person)).toBe(0);

  await player.clearFaults();

  await person.waitFor('Звёзды на вашем балансе', 90_000);
  for (const other of others) await other.waitFor('Помощь и поддержка', 90_000);
  expect(await stars(person)).toBe(100n);
  expect(await receipts(person)).toBe(1);
  await expect
    .poll(async () => (await product.testDb.owner.query('SELECT 1 FROM open_updates')).rows.length, {
      timeout: 60_000,
    })
    .toBe(0);
}, 240_000);
