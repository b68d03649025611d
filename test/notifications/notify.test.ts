import { expect, test } from 'vitest';
import { newId } from '../../src/lib/index.ts';
import {
  findNotification,
  NOTIFICATIONS,
  notify,
  readNotification,
  recordDelivery,
  recordTry,
  type NotificationKind,
} from '../../src/notifications/index.ts';
import { followAnswers, listTicketMessages, openTicket, replyToTicket } from '../../src/support/index.ts';
import { newUser } from '../kit/users.ts';
import { createTestContext } from '../kit/testContext.ts';
import { hire } from '../kit/hire.ts';
import { sample } from '../kit/news.ts';

const context = await createTestContext();
const idsOf = async (userId: bigint) =>
  (
    await context.db.query<{ id: string }>('SELECT id FROM notifications WHERE user_id = $1', [userId])
  ).rows.map(({ id }) => id);

test('notify, when one cause is told many times at once, then one message and one job are written', async () => {
  const user = await newUser(context);
  const input = { ...sample('order_paid'), userId: user.id, subjectId: newId(), key: `paid:${user.id}` };
  await Promise.all(Array.from({ length: 10 }, () => context.db.tx((tx) => notify(tx, input))));
  const [id, ...more] = await idsOf(user.id);
  expect(more).toEqual([]);
  const { rows } = await context.db.query(`SELECT job FROM outbox WHERE payload ->> 'notificationId' = $1`, [
    id,
  ]);
  expect(rows).toEqual([{ job: 'notification.send' }]);
});

test('notify, when its transaction is rolled back, then nothing is left of it', async () => {
  const user = await newUser(context);
  const input = { ...sample('order_paid'), userId: user.id, subjectId: newId(), key: `lost:${user.id}` };
  await expect(
    context.db.tx(async (tx) => {
      await notify(tx, input);
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect(await idsOf(user.id)).toEqual([]);
  await context.db.tx((tx) => notify(tx, input));
  expect((await idsOf(user.id)).length).toBe(1);
});

test.each(Object.keys(NOTIFICATIONS) as NotificationKind[])(
  'notify, when the kind is %s, then it is read back as written',
  async (kind) => {
    const { id: userId } = await newUser(context);
    const input = { ...sample(kind), userId, subjectId: 's', correlationId: 'c' };
    await context.db.tx((tx) => notify(tx, { ...input, key: `${kind}:${userId}` }));
    const [id = ''] = await idsOf(userId);
    const row = await findNotification(context, id);
    expect(row && readNotification(row)).toMatchObject({ ...input, state: 'queued' });
  },
);

test('recordDelivery, when a reply was sent, failed or met a block, then the conversation shows it, and sent stays sent', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const ticket = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  await replyToTicket(context, { ticketId: ticket.id, staffId: agent, text: 'hello' });
  const [notificationId = ''] = await idsOf(user.id);
  const shown = async () =>
    (await listTicketMessages(context, { ticketId: ticket.id, withNotes: true, limit: 10 })).at(-1);
  const nextAt = new Date('2026-01-01');
  const follow = followAnswers(context);
  await recordTry(context, { notificationId, error: '429', nextAt }, follow);
  expect(await shown()).toMatchObject({ delivery: 'retrying', telegramMessageId: null });
  await recordDelivery(context, { notificationId, state: 'failed', error: '400' }, follow);
  expect((await shown())?.delivery).toBe('failed');
  await recordDelivery(context, { notificationId, state: 'blocked', error: 'Forbidden' }, follow);
  expect((await shown())?.delivery).toBe('blocked');
  await recordDelivery(context, { notificationId, state: 'sent', telegramMessageId: 77n }, follow);
  await recordDelivery(context, { notificationId, state: 'failed', error: 'late' }, follow);
  expect(await shown()).toMatchObject({ delivery: 'sent', telegramMessageId: 77n });
  expect((await findNotification(context, notificationId))?.state).toBe('sent');
});
