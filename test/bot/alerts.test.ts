import { expect, test } from 'vitest';
import { standIn } from '../../src/alerts/standIn.ts';
import { lookAfterAlerts, makeLinkCode, ownReceiver, sendTell } from '../../src/alerts/index.ts';
import { clearSign, raiseSign } from '../../src/health/index.ts';
import type { Role } from '../../src/staff/index.ts';
import { openChats } from '../kit/chats.ts';
import { hire } from '../kit/hire.ts';
import type { PlayedUser } from '../kit/player.ts';
import { codeOf } from '../kit/refusals.ts';

const chats = await openChats({ ADMIN_ORIGIN: 'https://office.example' });
const { app, player, testDb, clock } = chats;

const english = (first_name: string): Promise<PlayedUser> =>
  chats.person({ first_name, language_code: 'en' });
/** A member of staff whose own chat is linked. */
async function linked(role: Role): Promise<{ staffId: bigint; person: PlayedUser }> {
  const [staffId, person] = [await hire(chats, role), await english(role)];
  await testDb.owner.query(`UPDATE staff SET language = 'en' WHERE id = $1`, [staffId]);
  const { code } = await makeLinkCode(app, { staffId, place: 'person' });
  await person.send(`/start staff_${code}`);
  await person.waitFor('Alerts that concern you');
  return { staffId, person };
}
/** Raises a sign and sends what is due. */
async function raise(name: string): Promise<string> {
  await raiseSign(app, { name, severity: 'unhealthy', text: `${name} <of> a test` });
  await lookAfterAlerts(app);
  await sendAll();
  const row = await app.db.one<{ id: string }>('SELECT id FROM alerts WHERE kind = $1 AND ended_at IS NULL', [
    name,
  ]);
  return row?.id ?? '';
}
async function sendAll(): Promise<void> {
  const { rows } = await app.db.query<{ id: string }>(
    `SELECT id FROM alert_tells WHERE state = 'queued' AND due_at <= $1 ORDER BY created_at, id`,
    [clock.now()],
  );
  for (const { id } of rows) await sendTell(app, id, chats.bot.sendAlert);
}
async function over(name: string): Promise<void> {
  await clearSign(app, name);
  await lookAfterAlerts(app);
  clock.advance(3_600_000);
  await lookAfterAlerts(app);
  await sendAll();
}
const takenBy = async (alertId: string): Promise<bigint | null | undefined> =>
  (
    await app.db.one<{ by: bigint | null }>('SELECT acknowledged_by AS by FROM alerts WHERE id = $1', [
      alertId,
    ])
  )?.by;

test('a code, when it was used, is too old, was replaced or is made up, then it links nobody', async () => {
  const [staffId, person] = [await hire(chats, 'admin'), await english('Late')];
  const { code: replaced } = await makeLinkCode(app, { staffId, place: 'person' });
  const { code: old } = await makeLinkCode(app, { staffId, place: 'person' });
  clock.advance(601_000);
  const { code: ofGroup } = await makeLinkCode(app, { staffId, place: 'group' });
  for (const code of [replaced, old, ofGroup, 'a'.repeat(20)]) {
    await person.send(`/start staff_${code}`);
    await chats.answered();
    expect((await person.lastFromBot())?.text).toContain('This code does not work');
  }
  expect(await ownReceiver(app.db, staffId)).toBeUndefined();
  const { code } = await makeLinkCode(app, { staffId, place: 'person' });
  const { rows } = await app.db.query('SELECT * FROM alert_codes');
  expect(
    JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(code);
  await person.send(`staff_${code}`);
  await person.waitFor('🔔');
  const other = await english('Other');
  await other.send(`/start staff_${code}`);
  await other.waitFor('This code does not work');
  expect((await ownReceiver(app.db, staffId))?.chatId).toBe(BigInt(person.id));
});

test('codes, when one person makes many or a chat tries many, then both are stopped', async () => {
  const staffId = await hire(chats, 'support');
  for (let n = 0; n < 10; n++) await makeLinkCode(app, { staffId, place: 'person' });
  expect(await codeOf(makeLinkCode(app, { staffId, place: 'person' }))).toBe('ALERT_CODES_TOO_MANY');
  const guesser = await english('Guesser');
  for (let n = 0; n < 6; n++) {
    await guesser.send(`/start staff_${String(n).repeat(20)}`);
    await chats.answered();
  }
  expect((await guesser.lastFromBot())?.text).toContain('Too many attempts');
});

test('staff, when they have no right to a kind of chat, then they get no code for it', async () => {
  const [auditor, finance] = [await hire(chats, 'auditor'), await hire(chats, 'finance')];
  expect(await codeOf(makeLinkCode(app, { staffId: auditor, place: 'person' }))).toBe('FORBIDDEN');
  expect(await codeOf(makeLinkCode(app, { staffId: finance, place: 'group' }))).toBe('FORBIDDEN');
});

test('an alert, when it comes to a chat, then one press takes it, and the message says who did', async () => {
  const admin = await linked('admin');
  const alertId = await raise('telegram.token');
  const message = await admin.person.waitFor('Telegram refuses the token');
  expect(message.text).toContain('telegram.token <of> a test');
  expect(message.reply_markup?.inline_keyboard?.flat()).toContainEqual(
    expect.objectContaining({ url: `https://office.example/admin/resources/alerts/records/${alertId}/show` }),
  );
  await admin.person.press({ label: 'I take it' });
  await admin.person.waitForToast('you look after it');
  expect(await takenBy(alertId)).toBe(admin.staffId);
  expect((await admin.person.lastFromBot())?.text).toContain('looks after it');
  await over('telegram.token');
  await admin.person.waitFor('It lasted');
});

test('a press, when it comes from a stranger or from a role that the alert is not for, then nothing happens', async () => {
  const [support, stranger] = [await linked('support'), await english('Stranger')];
  const alertId = await raise('telegram.token');
  for (const { id } of [support.person, stranger])
    await player.sendUpdate({
      callback_query: {
        id: String(id),
        from: { id, is_bot: false, first_name: 'x' },
        chat_instance: '1',
        data: `alert_take_${alertId}`,
        message: { message_id: 1, date: 1, chat: { id, type: 'private', first_name: 'x' } },
      },
    });
  await chats.answered();
  expect(await takenBy(alertId)).toBeNull();
  expect((await stranger.lastFromBot())?.text).not.toContain('token');
  await over('telegram.token');
});

test('a group with topics, when an administrator sends a code in it, then alerts come to that topic, and staff take them there', async () => {
  const admin = await linked('admin');
  const stranger = await english('Member');
  // The imitation knows private chats. One with the number of the group takes its messages.
  const place = await english('On duty');
  const group = { id: place.id, type: 'supergroup', title: 'On duty' };
  const { code } = await makeLinkCode(app, { staffId: admin.staffId, place: 'group' });
  await player.sendUpdate({
    message: {
      message_id: 5,
      date: 1,
      from: { id: admin.person.id, is_bot: false, first_name: 'Admin', language_code: 'en' },
      chat: group,
      message_thread_id: 17,
      text: `/start@starboard_bot staff_${code}`,
    },
  });
  await place.waitFor('Alerts of the shop');
  const alertId = await raise('telegram.token');
  const message = await place.waitFor('Telegram refuses the token');
  expect(message.message_thread_id).toBe(17);
  const pressBy = ({ id }: PlayedUser): Promise<number> =>
    player.sendUpdate({
      callback_query: {
        id: `g${id}`,
        from: { id, is_bot: false, first_name: 'x', language_code: 'en' },
        chat_instance: '1',
        data: `alert_take_${alertId}`,
        message: { message_id: message.message_id, date: 1, chat: group },
      },
    });
  await pressBy(stranger);
  await chats.answered();
  expect(await takenBy(alertId)).toBeNull();
  await pressBy(admin.person);
  await chats.answered();
  expect(await takenBy(alertId)).toBe(admin.staffId);
  await over('telegram.token');
});

test('a chat, when its owner blocked the bot, then the message ends as failed and holds up nothing', async () => {
  const admin = await linked('admin');
  await admin.person.block();
  await chats.answered();
  const alertId = await raise('telegram.token');
  const row = await app.db.one<{ state: string }>(
    `SELECT t.state FROM alert_tells t JOIN alert_receivers r ON r.id = t.receiver_id WHERE t.alert_id = $1 AND r.staff_id = $2`,
    [alertId, admin.staffId],
  );
  expect(row?.state).toBe('failed');
  await over('telegram.token');
});

test('staff, when Redis is away and no worker lives, then the bot tells them by itself', async () => {
  const { person } = await linked('admin');
  await chats.redis.stop();
  await standIn(app, chats.bot.sendAlert);
  clock.advance(61_000);
  await standIn(app, chats.bot.sendAlert);
  clock.advance(61_000);
  await standIn(app, chats.bot.sendAlert);
  await person.waitFor('Redis does not answer');
});
