import { beforeEach, expect, test } from 'vitest';
import { readSigns } from '../../src/health/index.ts';
import { newId } from '../../src/lib/index.ts';
import { notify, sendAgain } from '../../src/notifications/index.ts';
import { answerAgain, endOldUpdates, followAnswers } from '../../src/support/index.ts';
import { refunded } from '../kit/news.ts';
import { TON } from '../kit/money.ts';
import type { PlayedUser } from '../kit/player.ts';
import { openChats } from '../kit/chats.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats();
const { owner } = chats.testDb;
const HOUR_MS = 3_600_000;
/** Longer than a test takes: the clock goes on by itself as well. */
const MINUTE_MS = 60_000;

beforeEach(async () => {
  await chats.player.clearFaults();
  await chats.app.breakers.telegram.reset();
});

/** News in the order in which they are decided, as texts that name their number; gives their ids. */
async function decide(person: PlayedUser, amounts: readonly string[]): Promise<string[]> {
  const userId = await chats.userId(person);
  const ids: string[] = [];
  for (const amount of amounts) {
    const news = refunded({ amount: BigInt(amount) * TON });
    await notify(chats.app.db, { ...news, userId, subjectId: newId(), key: newId() });
    const row = await owner.one<{ id: string }>('SELECT id FROM notifications ORDER BY seq DESC LIMIT 1');
    ids.push(row?.id ?? '');
  }
  return ids;
}

const arrived = async (person: PlayedUser): Promise<string[]> =>
  (await person.messages()).flatMap(({ text }) => /(\d+) TON/.exec(text ?? '')?.[1] ?? []).slice(1);
const stateOf = async (id: string): Promise<string | undefined> =>
  (await owner.one<{ state: string }>('SELECT state FROM notifications WHERE id = $1', [id]))?.state;
const poison = (person: PlayedUser, times: number): Promise<void> =>
  chats.player.telegramFault({ kind: 'serverError', target: 'sendMessage', chat: person.id, times });
const signs = async (): Promise<string[]> => (await readSigns(chats.app)).map(({ name }) => name);

/** One try, as the job makes it. */
async function attempt(id: string): Promise<void> {
  await chats.bot.sendNotification(id).catch(() => undefined);
}

async function rowsOf(person: PlayedUser): Promise<{ id: bigint; waits: boolean; aside: boolean }[]> {
  const { rows } = await owner.query<{ id: bigint; waits: boolean; aside: boolean }>(
    `SELECT update_id AS id, waits_for_return AS waits, set_aside_at IS NOT NULL AS aside
     FROM open_updates WHERE telegram_id = $1 ORDER BY update_id`,
    [person.id],
  );
  return rows;
}

test('a message, when Telegram fails it alone for an hour, then it is set aside for staff and the later news go out', async () => {
  const [person, other] = [await chats.person(), await chats.person()];
  const [first = '', second = ''] = await decide(person, ['1', '2']);
  // Three calls are one try.
  await poison(person, 9);

  await attempt(first);
  chats.clock.advance(HOUR_MS - MINUTE_MS);
  await attempt(first);
  expect(await stateOf(first)).toBe('queued');
  chats.clock.advance(MINUTE_MS);
  await other.send('/help');
  await chats.answered();
  await attempt(first);
  expect(await stateOf(first)).toBe('failed');
  expect(await signs()).toContain('chats');
  await attempt(second);
  expect(await arrived(person)).toEqual(['2']);

  await chats.app.db.tx((tx) => sendAgain(tx, first, followAnswers(chats.app)));
  await attempt(first);
  expect(await arrived(person)).toEqual(['2', '1']);
  expect(await signs()).not.toContain('chats');
});

test('a message, when Telegram fails for everybody, then it waits however long that lasts, and an hour begins anew', async () => {
  const people = await Promise.all([1, 2, 3].map(() => chats.person()));
  const [person] = people as [PlayedUser];
  const [id = ''] = await decide(person, ['1']);
  await poison(person, 3);
  await attempt(id);
  await chats.player.telegramFault({ kind: 'serverError', target: 'sendMessage', times: 500 });
  await chats.player.telegramFault({ kind: 'serverError', target: 'editMessageText', times: 500 });
  for (const one of people) await one.press('balance');
  await chats.answered();
  await expect
    .poll(async () => (await chats.app.breakers.telegram.state()).phase, { timeout: 20_000 })
    .toBe('open');
  chats.clock.advance(1000);
  await attempt(id);
  chats.clock.advance(HOUR_MS);
  await attempt(id);
  expect(await stateOf(id)).toBe('queued');

  await chats.player.clearFaults();
  await chats.app.breakers.telegram.reset();
  await chats.answerAll();
  await poison(person, 3);
  await attempt(id);
  expect(await stateOf(id)).toBe('queued');
  await attempt(id);
  expect(await arrived(person)).toContain('1');
}, 60_000);

test('an answer, when Telegram fails it alone for an hour, then staff sees it and may have it sent again', async () => {
  const [person, other] = [await chats.person(), await chats.person()];
  await poison(person, 6);
  await person.send('/help');
  await chats.answered();
  const [open] = await rowsOf(person);
  expect(open?.aside).toBe(false);
  chats.clock.advance(HOUR_MS);
  await other.send('/help');
  await chats.answered();

  await chats.bot.answerUpdate(Number(open?.id));

  expect((await rowsOf(person))[0]?.aside).toBe(true);
  expect(await signs()).toContain('chats');
  const again = { updateId: Number(open?.id), staffId: await hire(chats, 'support') };
  await answerAgain(chats.app, again);
  await chats.answerAll();
  await person.waitFor('Помощь и поддержка');
  expect(await rowsOf(person)).toEqual([]);
  await expect(answerAgain(chats.app, again)).rejects.toMatchObject({
    code: 'NOTIFICATION_STATE',
  });
});

/** A person whose answer met a block, which Telegram did not tell of. */
async function blocked(): Promise<PlayedUser> {
  const person = await chats.person();
  await chats.player.telegramFault({ kind: 'blocked', target: 'editMessageText', chat: person.id, times: 1 });
  await person.press('balance');
  await chats.answered();
  expect(await rowsOf(person)).toMatchObject([{ waits: true }]);
  return person;
}

test('an answer that waits for a person, when they write without having told that they are back, then it comes first', async () => {
  const person = await blocked();

  await person.send('/help');
  await person.waitFor('Помощь и поддержка');
  await chats.answered();

  expect(await rowsOf(person)).toEqual([]);
  await person.waitFor('Ваш баланс');
});

test('an answer that waits for a person, when a month went by, then it is over and is told to nobody', async () => {
  const [gone, late] = [await blocked(), await blocked()];
  await owner.query(`UPDATE open_updates SET taken_at = now() - interval '31 days'`);
  await late.send('/help');
  await chats.answered();
  expect(await rowsOf(late)).toMatchObject([{ waits: true }]);

  await endOldUpdates(chats.app);

  expect([await rowsOf(gone), await rowsOf(late)]).toEqual([[], []]);
});

test('an answer, when it is not given for a quarter of an hour while Telegram is well, then health says so', async () => {
  const person = await chats.person();
  await poison(person, 3);
  await person.send('/help');
  await chats.answered();
  expect(await signs()).not.toContain('answers');

  await owner.query(`UPDATE open_updates SET taken_at = now() - interval '16 minutes'`);

  expect(await signs()).toContain('answers');
});
