import { expect, test } from 'vitest';
import { userBalances } from '../../src/ledger/index.ts';
import { buyFromBalance, createPurchase, findOrder, moveOrder } from '../../src/shop/index.ts';
import { addUserMessage, findTicket, listTicketMessages, openTicket } from '../../src/support/index.ts';
import { ensureUser, findUser, setStatusByRule } from '../../src/users/index.ts';
import { deleteMyAccount, exportMyData } from '../../src/privacy/index.ts';
import { PERSONAL_DATA } from '../../src/privacy/personalData.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { newUser, newUserWith } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { createTestContext } from '../kit/testContext.ts';

const context = await createTestContext();

test('PERSONAL_DATA, when compared with the database, then names every table that points at a user', async () => {
  const { rows } = await context.testDb.owner.query<{ table: string }>(
    `SELECT DISTINCT coalesce(p.inhparent, c.oid)::regclass::text AS table
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_inherits p ON p.inhrelid = c.oid
     WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.attname IN ('user_id', 'telegram_id')`,
  );
  expect(PERSONAL_DATA.map(({ table }) => table).sort()).toEqual(rows.map(({ table }) => table).sort());
});

test('exportMyData, when the user has orders and a ticket, then gives all of it as plain JSON', async () => {
  const user = await newUserWith(context, 10n * TON);
  const { order } = await buyFromBalance(context, { userId: user.id, stars: 3, requestKey: `e:${user.id}` });
  await openTicket(context, { userId: user.id, subject: 'other', text: 'my words' });
  const data = await exportMyData(context, user.id);
  expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  expect(data.balances).toEqual({ wallet: String(7n * TON), stars: '3', hold: '0', delivery: '0' });
  expect(data.parts['profile']).toMatchObject([{ telegram_id: String(user.telegramId), first_name: 'Ann' }]);
  expect(data.parts['orders']).toMatchObject([{ id: order.id, amount: String(3n * TON) }]);
  expect(data.parts['ticketMessages']).toMatchObject([{ body: 'my words' }]);
});

test('deleteMyAccount, when the user agreed, then the person is gone, orders and ledger stay, and /start makes a new user', async () => {
  const user = await newUserWith(context, 10n * TON);
  const { order } = await buyFromBalance(context, { userId: user.id, stars: 3, requestKey: `d:${user.id}` });
  const ticket = await openTicket(context, {
    userId: user.id,
    subject: 'account',
    text: 'I am Ann',
    telegramMessageId: 5n,
  });
  await addUserMessage(context, {
    ticketId: ticket.id,
    userId: user.id,
    kind: 'photo',
    text: 'me',
    fileId: 'F',
    telegramMessageId: 6n,
  });
  await deleteMyAccount(context, { userId: user.id, giveUp: { wallet: 7n * TON, stars: 3n } });
  expect(await findUser(context, user.id)).toMatchObject({
    telegramId: null,
    username: null,
    firstName: null,
    lastName: null,
  });
  expect((await findOrder(context, order.id))?.status).toBe('paid');
  expect(await userBalances(context.db, user.id)).toEqual({
    wallet: 7n * TON,
    stars: 3n,
    hold: 0n,
    delivery: 0n,
  });
  expect((await findTicket(context, ticket.id))?.status).toBe('closed');
  const messages = await listTicketMessages(context, { ticketId: ticket.id, withNotes: true, limit: 10 });
  expect(messages.map(({ body, fileId, telegramMessageId }) => [body, fileId, telegramMessageId])).toEqual([
    ['', null, null],
    ['', null, null],
  ]);
  const again = await ensureUser(context, { telegramId: user.telegramId ?? 0n, firstName: 'Ann' });
  expect(again.id).not.toBe(user.id);
  expect(await userBalances(context.db, again.id)).toEqual({ wallet: 0n, stars: 0n, hold: 0n, delivery: 0n });
  expect(
    await codeOf(createPurchase(context, { userId: user.id, stars: 1, requestKey: `x:${user.id}` })),
  ).toBe('USER_UNKNOWN');
  expect(await codeOf(deleteMyAccount(context, { userId: user.id }))).toBe('USER_UNKNOWN');
});

test('deleteMyAccount, when money is left or on its way, then refuses and says what', async () => {
  const user = await newUserWith(context, 2n * TON);
  expect(await dataOf(deleteMyAccount(context, { userId: user.id }))).toEqual({
    wallet: String(2n * TON),
    stars: '0',
    hold: '0',
    delivery: '0',
    orders: '0',
    refunds: '0',
  });
  const order = await createPurchase(context, { userId: user.id, stars: 1, requestKey: `w:${user.id}` });
  await moveOrder(context.db, { orderId: order.id, to: 'awaiting_payment' });
  const giveUp = { wallet: 2n * TON, stars: 0n };
  expect(await codeOf(deleteMyAccount(context, { userId: user.id, giveUp }))).toBe('ACCOUNT_NOT_EMPTY');
  expect((await findUser(context, user.id))?.telegramId).toBe(user.telegramId);
});

test('deleteMyAccount, when more is left than the user agreed to lose, then refuses', async () => {
  const user = await newUserWith(context, 2n * TON);
  await buyFromBalance(context, { userId: user.id, stars: 1, requestKey: `g:${user.id}` });
  for (const giveUp of [
    { wallet: TON - 1n, stars: 1n },
    { wallet: TON, stars: 0n },
  ])
    expect(await codeOf(deleteMyAccount(context, { userId: user.id, giveUp }))).toBe('ACCOUNT_NOT_EMPTY');
  await deleteMyAccount(context, { userId: user.id, giveUp: { wallet: 2n * TON, stars: 1n } });
  expect((await findUser(context, user.id))?.telegramId).toBeNull();
});

test('deleteMyAccount, when the user is under review or blocked, then refuses: deletion does not undo the decision', async () => {
  const user = await newUser(context);
  await setStatusByRule(context.db, { userId: user.id, status: 'under_review', reason: 'x' });
  expect(await codeOf(deleteMyAccount(context, { userId: user.id }))).toBe('USER_UNDER_REVIEW');
  await setStatusByRule(context.db, { userId: user.id, status: 'blocked', reason: 'x' });
  expect(await codeOf(deleteMyAccount(context, { userId: user.id }))).toBe('USER_BLOCKED');
});
