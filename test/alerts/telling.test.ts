import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import {
  acknowledgeAlert,
  linkChat,
  lookAfterAlerts,
  makeLinkCode,
  saveAlertSettings,
  sendTell,
  silenceAlert,
  unlinkChat,
  type AlertMessage,
  type SendAlert,
} from '../../src/alerts/index.ts';
import { standIn } from '../../src/alerts/standIn.ts';
import { clearSign, raiseSign } from '../../src/health/index.ts';
import { disableStaff, type Role } from '../../src/staff/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { hire } from '../kit/hire.ts';
import { codeOf } from '../kit/refusals.ts';
import { newTelegramId } from '../kit/users.ts';
import { openWatch, type Watch } from './watch.ts';

/** What came to the receiver of webhooks, and what it answers next. */
const received: { headers: Record<string, unknown>; body: string }[] = [];
const answers: number[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => (body += String(part)));
  request.on('end', () => {
    received.push({ headers: request.headers, body });
    response.writeHead(answers.shift() ?? 204).end();
  });
}).listen(0, '127.0.0.1');
await new Promise((resolve) => receiver.once('listening', resolve));
atEnd(() => new Promise((resolve) => receiver.close(resolve)));
const SECRET = 'whsec_c3RhcmJvYXJkIHRlc3Qgc2VjcmV0IG9mIDMyYg==';

const watch: Watch = await openWatch({
  ALERT_WEBHOOK_URL: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`,
  ALERT_WEBHOOK_SECRET: SECRET,
});
const { app } = watch;
const { owner } = app.testDb;

/** A member of staff whose Telegram is linked. */
async function linked(role: Role): Promise<{ staffId: bigint; chatId: bigint }> {
  const staffId = await hire(app, role);
  const { code } = await makeLinkCode(app, { staffId, place: 'person' });
  const chatId = newTelegramId();
  await linkChat(app, { code, chat: { place: 'person', chatId } });
  return { staffId, chatId };
}

const sent: AlertMessage[] = [];
const take: SendAlert = async (message) => {
  sent.push(message);
  return 'sent';
};
/** Does the due messages, as their jobs would. Returns what came to a chat, by event. */
async function deliver(chatId?: bigint, send: SendAlert = take): Promise<string[]> {
  const { rows } = await app.db.query<{ id: string }>(
    `SELECT id FROM alert_tells WHERE state = 'queued' AND due_at <= $1 ORDER BY created_at, id`,
    [app.clock.now()],
  );
  for (const { id } of rows) await sendTell(app, id, send);
  return sent.filter((message) => message.chatId === chatId).map(({ event }) => event);
}
/** A sign that comes for one test, and what follows. */
async function raised(name: string, severity: 'unhealthy' | 'degraded' = 'unhealthy'): Promise<string> {
  await raiseSign(app, { name, severity, text: `${name} of a test` });
  await watch.look();
  const row = await app.db.one<{ id: string }>('SELECT id FROM alerts WHERE kind = $1 AND ended_at IS NULL', [
    name,
  ]);
  if (!row) throw new Error('nothing was raised');
  return row.id;
}
async function over(name: string): Promise<void> {
  await clearSign(app, name);
  await watch.look();
  watch.longAfter();
  await watch.look();
}
const statesOf = async (alertId: string): Promise<Record<string, string>> => {
  const { rows } = await app.db.query<{ to: string; state: string }>(
    `SELECT event || ' ' || coalesce(r.staff_id::text, r.title, 'webhook') AS to, state FROM alert_tells t
     LEFT JOIN alert_receivers r ON r.id = t.receiver_id WHERE alert_id = $1`,
    [alertId],
  );
  return Object.fromEntries(rows.map(({ to, state }) => [to, state]));
};

test('an alert about the operation, when it is raised and over, then admins and the group hear of both, and others of neither', async () => {
  const [admin, finance, support] = [await linked('admin'), await linked('finance'), await linked('support')];
  await raised('telegram.token');
  expect(await deliver(admin.chatId)).toEqual(['raised']);
  await over('telegram.token');
  await deliver();
  const of = (chatId: bigint): string[] =>
    sent.filter((message) => message.chatId === chatId).map(({ event }) => event);
  expect([admin.chatId, -100500n].map(of)).toEqual([
    ['raised', 'ended'],
    ['raised', 'ended'],
  ]);
  expect([finance.chatId, support.chatId].flatMap(of)).toEqual([]);
});

test('a message, when its job runs again or twice at once, then the chat gets it once', async () => {
  const { chatId } = await linked('admin');
  const alertId = await raised('telegram.token');
  const { rows } = await app.db.query<{ id: string }>('SELECT id FROM alert_tells WHERE alert_id = $1', [
    alertId,
  ]);
  await Promise.allSettled(rows.flatMap(({ id }) => [sendTell(app, id, take), sendTell(app, id, take)]));
  await Promise.all(rows.map(({ id }) => sendTell(app, id, take)));
  expect(sent.filter((message) => message.chatId === chatId)).toHaveLength(1);
  await over('telegram.token');
});

test('a process, when it dies between the alert and the message, then a job says it all the same, once', async () => {
  const { chatId } = await linked('admin');
  const alertId = await raised('telegram.token');
  const { rows } = await owner.query<{ job: string; n: bigint }>(
    `SELECT o.job, count(*) AS n FROM outbox o JOIN alert_tells t ON t.id::text = o.payload ->> 'tellId'
     WHERE t.alert_id = $1 AND o.done_at IS NULL GROUP BY 1`,
    [alertId],
  );
  const tells = Object.keys(await statesOf(alertId)).length;
  expect(rows).toEqual([{ job: 'alert.tell', n: BigInt(tells) }]);
  // It died while it sent: the claim runs out, and another run sends.
  await owner.query(
    `UPDATE alert_tells SET claimed_until = $2, tries = 1, unanswered = 1 WHERE alert_id = $1 AND receiver_id IS NOT NULL`,
    [alertId, new Date(app.clock.now().getTime() + 60_000)],
  );
  expect(await codeOf(sendTell(app, await tellTo(alertId, chatId), take))).toBe('TELEGRAM_UNAVAILABLE');
  app.clock.advance(61_000);
  expect(await deliver(chatId)).toEqual(['raised']);
  await over('telegram.token');
});

async function tellTo(alertId: string, chatId: bigint): Promise<string> {
  const row = await app.db.one<{ id: string }>(
    `SELECT t.id FROM alert_tells t JOIN alert_receivers r ON r.id = t.receiver_id WHERE t.alert_id = $1 AND r.chat_id = $2`,
    [alertId, chatId],
  );
  return row?.id ?? '';
}

test('a look, when its transaction is lost, then the alert and its messages come with the next look', async () => {
  const { chatId } = await linked('admin');
  await raiseSign(app, { name: 'telegram.away', severity: 'unhealthy', text: 'away' });
  const broken = {
    ...app,
    clock: {
      now: () => {
        throw new Error('killed');
      },
    },
  };
  await expect(lookAfterAlerts(broken)).rejects.toThrow('killed');
  expect(await watch.open()).not.toContain('telegram.away');
  await watch.look();
  app.clock.advance(61_000);
  await watch.look();
  expect(await deliver(chatId)).toEqual(['raised']);
  await over('telegram.away');
});

test('an alert, when nobody takes it for a quarter of an hour, then admins are called, also those who muted it', async () => {
  const admin = await linked('admin');
  await saveAlertSettings(app, {
    staffId: admin.staffId,
    muted: ['telegram.token'],
    least: 'critical',
    quiet: null,
    wakes: true,
  });
  await raised('telegram.token');
  expect(await deliver(admin.chatId)).toEqual([]);
  app.clock.advance(900_000);
  await watch.look();
  await watch.look();
  expect(await deliver(admin.chatId)).toEqual(['escalated']);
  await over('telegram.token');
  expect(await deliver(admin.chatId)).toEqual(['escalated', 'ended']);
});

test('an alert, when somebody took it, then nobody else is called, and a second person is told so', async () => {
  const admin = await linked('admin');
  const alertId = await raised('telegram.token');
  await deliver();
  await acknowledgeAlert(app, { alertId, staffId: admin.staffId });
  expect(await codeOf(acknowledgeAlert(app, { alertId, staffId: watch.admin }))).toBe('ALREADY_SO');
  app.clock.advance(1_000_000);
  await watch.look();
  expect(await deliver(admin.chatId)).toEqual(['raised']);
  await over('telegram.token');
});

test('a silenced cause, when it ends and comes back, then nobody hears of it until the silence is over', async () => {
  const admin = await linked('admin');
  const alertId = await raised('telegram.token');
  const until = new Date(app.clock.now().getTime() + 3 * 3_600_000);
  await silenceAlert(app, { alertId, staffId: admin.staffId, until, remark: 'a planned change' });
  await over('telegram.token');
  await raised('telegram.token');
  app.clock.advance(960_000);
  await watch.look();
  expect((await deliver(admin.chatId)).filter((event) => event !== 'raised')).toEqual([]);
  const before = (await deliver(admin.chatId)).length;
  app.clock.advance(3 * 3_600_000);
  await watch.look();
  expect(await deliver(admin.chatId)).toHaveLength(before + 1);
  await over('telegram.token');
});

test('a message that waits, when its cause is silenced, then it waits for the end of the silence', async () => {
  const admin = await linked('admin');
  const alertId = await raised('telegram.token');
  const until = new Date(app.clock.now().getTime() + 3_600_000);
  await silenceAlert(app, { alertId, staffId: admin.staffId, until, remark: 'a planned change' });
  expect(await deliver(admin.chatId)).toEqual([]);
  app.clock.advance(3_600_000);
  expect(await deliver(admin.chatId)).toEqual(['raised']);
  await over('telegram.token');
});

test('a warning, when it comes in quiet hours, then it waits for their end, and is skipped if it is over by then', async () => {
  const admin = await linked('admin');
  const minute = app.clock.now().getUTCHours() * 60 + app.clock.now().getUTCMinutes();
  const quiet = { from: (minute + 1380) % 1440, to: (minute + 120) % 1440, zone: 'UTC' };
  const settings = { staffId: admin.staffId, muted: [], least: 'warning' as const, quiet, wakes: true };
  await saveAlertSettings(app, settings);
  const first = await raised('heleket.polls', 'degraded');
  expect(await deliver(admin.chatId)).toEqual([]);
  expect(await statesOf(first)).toMatchObject({ [`raised ${admin.staffId}`]: 'queued' });
  app.clock.advance(2 * 3_600_000);
  expect(await deliver(admin.chatId)).toEqual(['raised']);
  await over('heleket.polls');
  await deliver();
  app.clock.advance(22 * 3_600_000);
  const second = await raised('heleket.polls', 'degraded');
  await deliver();
  await over('heleket.polls');
  app.clock.advance(4 * 3_600_000);
  await deliver();
  await deliver();
  expect(await statesOf(second)).toMatchObject({
    [`raised ${admin.staffId}`]: 'skipped',
    [`ended ${admin.staffId}`]: 'skipped',
  });
});

test('a critical alert, when it comes in quiet hours, then it wakes those who want that', async () => {
  const [light, deep] = [await linked('admin'), await linked('admin')];
  const minute = app.clock.now().getUTCHours() * 60;
  const quiet = { from: (minute + 1380) % 1440, to: (minute + 120) % 1440, zone: 'UTC' };
  for (const [{ staffId }, wakes] of [
    [light, true],
    [deep, false],
  ] as const)
    await saveAlertSettings(app, { staffId, muted: [], least: 'warning', quiet, wakes });
  await raised('telegram.token');
  expect(await deliver(light.chatId)).toEqual(['raised']);
  expect(await deliver(deep.chatId)).toEqual([]);
  await over('telegram.token');
});

test('staff, when they are disabled, unlinked or of another role, then nothing more comes, also what was on its way', async () => {
  const [left, away, moved] = [await linked('admin'), await linked('admin'), await linked('admin')];
  await raised('telegram.token');
  await disableStaff(app, { staffId: left.staffId, by: null });
  await unlinkChat(app, { staffId: away.staffId });
  await owner.query(`UPDATE staff SET role = 'support' WHERE id = $1`, [moved.staffId]);
  await deliver();
  const chats = [left, away, moved].map(({ chatId }) => chatId);
  expect(sent.filter(({ chatId }) => chats.includes(chatId))).toEqual([]);
  await over('telegram.token');
});

test('a message, when Telegram is away, then it is tried again later with a job of its own, and comes once', async () => {
  const { chatId } = await linked('admin');
  const alertId = await raised('telegram.token');
  await deliver(chatId, () => Promise.reject(new Error('no answer')));
  expect(await deliver(chatId)).toEqual([]);
  app.clock.advance(10_000);
  expect(await deliver(chatId)).toEqual(['raised']);
  const row = await owner.one<{ n: bigint }>(
    `SELECT count(*) AS n FROM outbox WHERE job = 'alert.tell' AND payload ->> 'tellId' = $1`,
    [await tellTo(alertId, chatId)],
  );
  expect(row?.n).toBe(2n);
  await over('telegram.token');
});

test('the webhook, when it is called, then its signature fits and the receiver can leave out a repeated call', async () => {
  await deliver();
  received.length = 0;
  answers.push(500, 302, 204);
  const alertId = await raised('telegram.token');
  for (let n = 0; n < 4; n++) {
    await deliver();
    app.clock.advance(30_000);
  }
  const ours = received.filter(({ body }) => body.includes(alertId));
  expect(ours).toHaveLength(3);
  expect(new Set(ours.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  for (const { headers, body } of ours) {
    const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    expect(headers['webhook-signature']).toBe(
      `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
    );
    expect(JSON.parse(body)).toMatchObject({
      type: 'alert.raised',
      data: { alertId, kind: 'telegram.token', severity: 'critical', title: { en: expect.any(String) } },
    });
  }
  expect(await statesOf(alertId)).toMatchObject({ 'raised webhook': 'sent' });
  await over('telegram.token');
  await deliver();
  expect(received.some(({ body }) => body.includes('alert.ended') && body.includes(alertId))).toBe(true);
});

test('the stand-in, when the schedule has not run for minutes, then it looks and tells without a worker', async () => {
  const { chatId } = await linked('admin');
  await owner.query(`INSERT INTO schedules (name, every_ms, ended_at) VALUES ('alerts.look', 60000, now())`);
  await raiseSign(app, { name: 'telegram.token', severity: 'unhealthy', text: 'refused' });
  expect(await standIn(app, take)).toMatchObject({ looked: false });
  await owner.query(`UPDATE schedules SET ended_at = now() - interval '5 minutes'`);
  expect(await standIn(app, take)).toMatchObject({ looked: true });
  app.clock.advance(61_000);
  await standIn(app, take);
  expect(sent.filter((message) => message.chatId === chatId).map(({ alert }) => alert.title[1])).toContain(
    'Telegram refuses the token of the bot',
  );
  await standIn(app, take);
  expect(new Set(sent.map(({ alert, event, chatId: to }) => `${alert.alertId} ${event} ${to}`)).size).toBe(
    sent.length,
  );
});
