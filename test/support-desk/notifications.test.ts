import { expect, test } from 'vitest';
import { newId } from '../../src/lib/index.ts';
import {
  findNotification,
  listTicketMessages,
  NOTIFICATIONS,
  notify,
  openTicket,
  recordDelivery,
  recordTry,
  replyToTicket,
  type NotificationKind,
} from '../../src/support/index.ts';
import { newUser } from '../shop/people.ts';
import { createTestContext } from '../support/testContext.ts';
import { newAgent } from './staff.ts';

const context = await createTestContext();
const idsOf = async (userId: bigint) =>
  (
    await context.db.query<{ id: string }>('SELECT id FROM notifications WHERE user_id = $1', [userId])
  ).rows.map(({ id }) => id);

test('notify, when one cause is told many times at once, then one message and one job are written', async () => {
  const user = await newUser(context);
  const input = { userId: user.id, kind: 'order_paid', subjectId: newId(), key: `paid:${user.id}` } as const;
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
  const input = { userId: user.id, kind: 'order_paid', subjectId: newId(), key: `lost:${user.id}` } as const;
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
    const user = await newUser(context);
    const data = { received: '1000000000', stars: 5 };
    await context.db.tx((tx) =>
      notify(tx, {
        userId: user.id,
        kind,
        subjectId: 's',
        key: `${kind}:${user.id}`,
        data,
        correlationId: 'c',
      }),
    );
    const [id = ''] = await idsOf(user.id);
    expect(await findNotification(context, id)).toMatchObject({
      userId: user.id,
      kind,
      subjectId: 's',
      data,
      state: 'queued',
      correlationId: 'c',
    });
  },
);

test('recordDelivery, when a reply was sent, failed or met a block, then the conversation shows it, and sent stays sent', async () => {
  const [user, agent] = [await newUser(context), await newAgent(context)];
  const ticket = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  await replyToTicket(context, { ticketId: ticket.id, staffId: agent, text: 'hello' });
  const [notificationId = ''] = await idsOf(user.id);
  const shown = async () =>
    (await listTicketMessages(context, { ticketId: ticket.id, withNotes: true, limit: 10 })).at(-1);
  const nextAt = new Date('2026-01-01');
  await recordTry(context, { notificationId, error: '429', nextAt });
  expect(await shown()).toMatchObject({ delivery: 'retrying', telegramMessageId: null });
  await recordDelivery(context, { notificationId, state: 'failed', error: '400' });
  expect((await shown())?.delivery).toBe('failed');
  await recordDelivery(context, { notificationId, state: 'blocked', error: 'Forbidden' });
  expect((await shown())?.delivery).toBe('blocked');
  await recordDelivery(context, { notificationId, state: 'sent', telegramMessageId: 77n });
  await recordDelivery(context, { notificationId, state: 'failed', error: 'late' });
  expect(await shown()).toMatchObject({ delivery: 'sent', telegramMessageId: 77n });
  expect((await findNotification(context, notificationId))?.state).toBe('sent');
});
