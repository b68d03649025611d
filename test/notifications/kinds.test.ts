import { beforeAll, expect, test } from 'vitest';
import { render } from '../../src/bot/news/index.ts';
import { newId } from '../../src/lib/index.ts';
import {
  NOTIFICATIONS,
  notify,
  readNotification,
  type NotificationKind,
} from '../../src/notifications/index.ts';
import { openTicket, replyToTicket } from '../../src/support/index.ts';
import { findUser, type User } from '../../src/users/index.ts';
import { openChats } from '../kit/chats.ts';
import type { PlayedUser } from '../kit/player.ts';
import { refunded, sample } from '../kit/news.ts';
import { TON } from '../kit/money.ts';
import { hire } from '../kit/hire.ts';

const chats = await openChats();
const { owner } = chats.testDb;

/** How order, invoice and ticket stand when a kind is news: a new kind without a row does not compile. */
const WHEN: {
  readonly [K in NotificationKind]: {
    readonly order?: string;
    readonly invoice?: string;
    readonly ticket?: string;
  };
} = {
  order_paid: { order: 'paid' },
  topup_paid: { order: 'paid' },
  order_underpaid: { order: 'underpaid' },
  order_overpaid: { order: 'paid' },
  order_expired: { order: 'expired' },
  order_ending: {},
  purchase_asks: {},
  order_failed: { order: 'failed' },
  payment_seen: {},
  payment_locked: { order: 'held', invoice: 'locked' },
  payment_review: { order: 'paid' },
  ticket_reply: {},
  ticket_resolved: { ticket: 'resolved' },
  ticket_closed: { ticket: 'closed' },
  ticket_reopened: {},
  ticket_merged: {},
  refund_step: {},
  delivery_step: {},
};
/** Told by the payment screen alone. */
const SILENT: ReadonlySet<NotificationKind> = new Set<NotificationKind>(['payment_seen', 'order_expired']);

let user: User;
let orderId: string;
let ticketId: string;
let messageId: string;
let deliveryId: string;

beforeAll(async () => {
  const person = await chats.person();
  await person.send('/buy');
  await person.waitFor('Магазин звёзд');
  await person.press('buy_100');
  await person.waitFor('Счёт на');
  const found = await findUser(chats.app, await chats.userId(person));
  if (!found) throw new Error('a person has a user');
  user = found;
  const row = await owner.one<{ id: string }>('SELECT id FROM orders WHERE user_id = $1', [user.id]);
  orderId = row?.id ?? '';
  ticketId = (await openTicket(chats.app, { userId: user.id, subject: 'other', text: 'x' })).id;
  const staffId = await hire(chats, 'support');
  const said = await replyToTicket(chats.app, { ticketId, staffId, text: 'Готово / Done' });
  messageId = said.messageId ?? '';
  deliveryId = await confirmedDelivery(user.id);
});

/** A delivery that has ended well, written by hand: what led there is tested elsewhere. */
async function confirmedDelivery(userId: bigint): Promise<string> {
  const id = newId();
  await owner.query(
    `INSERT INTO deliveries (id, user_id, stars, request_key, recipient, is_self, changed_by)
     VALUES ($1, $2, 110, $3, 'bob_bot', false, 'system')`,
    [id, userId, id],
  );
  await owner.query(`UPDATE deliveries SET status = 'reserved', hold_journal_id = $2 WHERE id = $1`, [
    id,
    newId(),
  ]);
  await owner.query(
    `UPDATE deliveries SET status = 'submitted', supplier = 'manual', attempt = 1 WHERE id = $1`,
    [id],
  );
  await owner.query(`UPDATE deliveries SET status = 'confirmed', end_journal_id = $2 WHERE id = $1`, [
    id,
    newId(),
  ]);
  return id;
}

const ids = async (person: PlayedUser): Promise<string[]> => {
  const { rows } = await owner.query<{ id: string }>(
    'SELECT id FROM notifications WHERE user_id = $1 ORDER BY seq',
    [await chats.userId(person)],
  );
  return rows.map(({ id }) => id);
};

test.each(Object.keys(NOTIFICATIONS) as NotificationKind[])(
  '%s, when it is told in Russian and in English, then its data, its words and its buttons are there',
  async (kind) => {
    const { order = 'awaiting_payment', invoice = 'check', ticket = 'open' } = WHEN[kind];
    await owner.query('UPDATE orders SET status = $2 WHERE id = $1', [orderId, order]);
    await owner.query('UPDATE invoices SET status = $2 WHERE order_id = $1', [orderId, invoice]);
    await owner.query(
      `UPDATE tickets SET status = $2, clock_stopped_at = CASE WHEN $2 <> 'open' THEN now() END WHERE id = $1`,
      [ticketId, ticket],
    );
    const news = kind === 'ticket_reply' ? ({ kind, data: { messageId } } as const) : sample(kind);
    const subjects = { refund_step: newId(), delivery_step: deliveryId } as const;
    const subjectId = kind.startsWith('ticket_')
      ? ticketId
      : kind === 'refund_step' || kind === 'delivery_step'
        ? subjects[kind]
        : orderId;
    const key = newId();
    await notify(chats.app.db, { ...news, userId: user.id, subjectId, key });
    const row = await owner.one<{ id: string; kind: string; data: unknown }>(
      'SELECT id, kind, data FROM notifications WHERE key = $1',
      [key],
    );
    if (!row) throw new Error('it was written');
    const told = readNotification({
      ...row,
      userId: user.id,
      subjectId,
      state: 'queued',
      correlationId: null,
      createdAt: new Date(),
      tries: 0,
    });

    const screens = await Promise.all(
      (['ru', 'en'] as const).map(async (language) => {
        const message = await render(chats.app, told, { ...user, language });
        return SILENT.has(kind) ? message?.amend?.screen : message?.screen;
      }),
    );

    const [ru, en] = screens;
    expect(ru?.text).toMatch(/[а-я]{3}/i);
    expect(en?.text).toMatch(/[a-z]{3}/i);
    expect(en?.text).not.toBe(ru?.text);
    for (const screen of screens) {
      expect(screen?.text).not.toMatch(/undefined|\[object|NaN|null/);
      expect(screen?.buttons.flat()).not.toEqual([]);
    }
  },
);

test('an amount, when it is written and told, then the table holds its minor units and every digit arrives', async () => {
  const person = await chats.person();
  const userId = await chats.userId(person);
  await notify(chats.app.db, {
    ...refunded({ amount: 9_007_199_254_740_993n }),
    userId,
    subjectId: newId(),
    key: newId(),
  });
  const [id = ''] = await ids(person);
  expect(await owner.one('SELECT data FROM notifications WHERE id = $1', [id])).toMatchObject({
    data: { amount: '9007199254740993', asset: 'TON' },
  });

  await chats.bot.sendNotification(id);

  expect((await person.waitFor('Возврат')).text).toContain('9007199.254740993 TON');
});

test('notify, when data does not fit its kind, then it is refused and nothing is written', async () => {
  const person = await chats.person();
  const wrong = { kind: 'ticket_reply', data: { messageId: 'none' } } as const;
  const address = { userId: await chats.userId(person), subjectId: ticketId };

  await expect(chats.app.db.tx((tx) => notify(tx, { ...wrong, ...address, key: newId() }))).rejects.toThrow(
    'messageId',
  );
  await expect(
    chats.app.db.tx((tx) => notify(tx, { ...refunded({ amount: -1n }), ...address, key: newId() })),
  ).rejects.toThrow('amount');

  expect(await ids(person)).toEqual([]);
});

test.each([
  ['data of a shape that its kind does not have', `data = '{"step": "sent", "amount": "1"}'`],
  ['an amount as a person reads it', `data = data || '{"amount": "0.5"}'`],
  ['a kind that nobody knows', `kind = 'lottery_won'`],
  ['a kind that every object has', `kind = 'constructor'`],
])(
  'a row with %s, when its turn comes, then it is set aside with a code and the later news go out',
  async (_what, change) => {
    const person = await chats.person();
    const userId = await chats.userId(person);
    for (const coins of [1n, 2n])
      await notify(chats.app.db, {
        ...refunded({ amount: coins * TON }),
        userId,
        subjectId: newId(),
        key: newId(),
      });
    const [bad = '', good = ''] = await ids(person);
    await owner.query(`UPDATE notifications SET ${change} WHERE id = $1`, [bad]);

    await chats.bot.sendNotification(good);

    expect((await person.waitFor('2 TON')).text).toContain('Возврат');
    expect(await owner.one('SELECT state, error FROM notifications WHERE id = $1', [bad])).toEqual({
      state: 'failed',
      error: expect.stringMatching(/^NOTIFICATION_UNREADABLE: /),
    });
    expect(chats.logged('a notification cannot be sent')).toContainEqual(
      expect.objectContaining({ notificationId: bad }),
    );
  },
);
