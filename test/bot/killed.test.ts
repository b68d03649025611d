import { expect, test } from 'vitest';
import { LEASE_MS, takeLease } from '../../src/bot/lease.ts';
import { post } from '../../src/ledger/index.ts';
import { openShop } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { newTelegramId } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { createPlayer, type PlayedUser } from '../kit/player.ts';
import { createBots, type Worker } from '../kit/worker.ts';

const shop = await openShop();
const { app } = shop;
const { owner } = app.testDb;
const player = createPlayer(shop.sandbox.url);
const startBot = createBots(app);

async function userId(person: PlayedUser): Promise<bigint> {
  const row = await owner.one<{ id: bigint }>('SELECT id FROM users WHERE telegram_id = $1', [person.id]);
  return row?.id ?? 0n;
}

/** Someone with coins in front of the last question before a purchase. */
async function buyer(): Promise<PlayedUser> {
  const person = await player.addUser({
    id: Number(newTelegramId()),
    first_name: 'Анна',
    language_code: 'ru',
  });
  await person.send('/start');
  await person.waitFor('Starboard');
  const user = await userId(person);
  await app.db.tx((tx) =>
    post(tx, {
      key: `gift:${user}`,
      kind: 'topup',
      reason: 'a test needs coins',
      actor: 'system',
      lines: [
        {
          debit: { house: 'provider_clearing', asset: 'TON' },
          credit: { user, account: 'wallet', asset: 'TON' },
          amount: 200n * TON,
        },
      ],
    }),
  );
  await person.press('buy_stars');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_stars_with_balance');
  await person.waitFor('Звёзды приходят сразу');
  await person.press('buy_100_balance');
  await person.waitFor('Проверьте покупку');
  return person;
}

async function purchases(person: PlayedUser): Promise<number> {
  const { rows } = await owner.query(
    `SELECT 1 FROM orders o JOIN ledger.journals j ON j.order_id = o.id WHERE o.user_id = $1 AND j.kind = 'balance_purchase'`,
    [await userId(person)],
  );
  return rows.length;
}

/** The purchase stands and its receipt is under way, for a minute. */
async function confirmHeld(person: PlayedUser): Promise<void> {
  await player.telegramFault({ kind: 'slow', target: 'editMessageText', ms: 60_000 });
  await person.press({ label: 'Купить' }).catch(() => person.press({ label: 'Подтвердить' }));
  await eventually(async () => (await purchases(person)) === 1, 30);
}

async function isPaidAndTold(person: PlayedUser): Promise<void> {
  await person.waitFor('Звёзды на вашем балансе', 60_000);
  expect(await purchases(person)).toBe(1);
  expect(
    (await person.messages()).filter(({ text }) => text?.includes('Звёзды на вашем балансе')),
  ).toHaveLength(1);
}

test('a bot, when it is killed between the money and the receipt, then another one tells it, once', async () => {
  const first = await startBot();
  const person = await buyer();
  await confirmHeld(person);
  await first.end('SIGKILL');
  await player.clearFaults();

  const second: Worker = await startBot();
  await isPaidAndTold(person);
  await second.end('SIGKILL');
}, 120_000);

test('a bot, when it is killed after Telegram was told that the update is taken, then the receipt comes all the same', async () => {
  const first = await startBot();
  const person = await buyer();
  await confirmHeld(person);
  // Whoever comes later moves the offset beyond the slow turn.
  await eventually(async () => {
    const { rows } = await owner.query('SELECT 1 FROM open_updates');
    return rows.length > 0;
  }, 30);
  const other = await player.addUser({ id: Number(newTelegramId()), first_name: 'Боб', language_code: 'ru' });
  await other.send('/start');
  await other.waitFor('Starboard');
  await first.end('SIGKILL');
  await player.clearFaults();

  const second = await startBot();
  await isPaidAndTold(person);
  await eventually(async () => (await owner.query('SELECT 1 FROM open_updates')).rows.length === 0, 60);
  await second.end('SIGKILL');
}, 120_000);

test('a lease, when its holder lives, then it goes on; when the holder is gone, then it ends within ten seconds', async () => {
  expect(LEASE_MS).toBeLessThan(10_000);
  const held = await takeLease(app, 'lease:living');
  await app.redis.pexpire('lease:living', 2000);
  await eventually(async () => (await app.redis.pttl('lease:living')) > 2000, 10);
  expect(await takeLease(app, 'lease:living')).toBeUndefined();
  // Another one has it by now: the first holder neither renews nor ends it.
  await app.redis.set('lease:living', 'another', 'PX', 60_000);
  await held?.end();

  expect(await app.redis.get('lease:living')).toBe('another');
});
