import { beforeAll, expect, test } from 'vitest';
import {
  addUserMessage,
  editUserMessage,
  followAnswers,
  mergeTickets,
  openTicket,
  replyToTicket,
  takeTicket,
  type Ticket,
} from '../../src/support/index.ts';
import { newId } from '../../src/lib/index.ts';
import { recordDelivery, recordTry, type Outcome } from '../../src/notifications/index.ts';
import type { User } from '../../src/users/index.ts';
import { act, openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';
import { newUser } from '../kit/users.ts';

const office = await openOffice({ METRICS_TOKEN: 'metrics-token-of-the-test' });
const { app, staff } = office;
const { owner } = office.context.testDb;
let agent: Browser;

beforeAll(async () => {
  agent = await office.logIn('support');
});

const newTicket = async (user?: User): Promise<Ticket> =>
  openTicket(app, { userId: (user ?? (await newUser(app))).id, subject: 'other', text: 'Help' });
const on = (ticket: Ticket, action: string, data: unknown = {}): Promise<AdminAnswer> =>
  act(agent, `tickets/records/${ticket.id}/${action}`, data);

/** The message to the user that brings the latest answer. */
async function latest(ticket: Ticket): Promise<string> {
  const row = await owner.one<{ id: string }>(
    `SELECT id FROM notifications WHERE subject_id = $1 AND kind = 'ticket_reply' ORDER BY created_at DESC LIMIT 1`,
    [ticket.id],
  );
  return row?.id ?? '';
}
/** What became of it, as the sending job tells it. */
async function outcome(ticket: Ticket, told: Omit<Outcome, 'notificationId'>): Promise<void> {
  await recordDelivery(app, { notificationId: await latest(ticket), ...told }, followAnswers(app));
}

interface Page {
  ticket: Record<string, unknown>;
  messages: Record<string, unknown>[];
  canned: { title: string; text: string; missing: string[] }[];
}
const pageOf = async (ticket: Ticket): Promise<Page> =>
  (await agent.json<{ page: Page }>(`/admin/api/resources/tickets/records/${ticket.id}/show`)).page;
const inQueue = async (tab: string, ticket: Ticket): Promise<Record<string, unknown> | undefined> => {
  const page = await agent.json<{ tickets: { ticket: Record<string, unknown>; delivery: string }[] }>(
    `/admin/api/pages/desk?tab=${tab}`,
  );
  return page.tickets.find((entry) => entry.ticket['id'] === ticket.id);
};

test('an answer, when it does not arrive, then its ticket stays in the queue with a mark, says why, and can be sent again', async () => {
  const ticket = await newTicket();
  await on(ticket, 'reply', { text: 'Hello' });
  expect(await inQueue('open', ticket)).toMatchObject({ delivery: 'queued' });
  const nextAt = new Date(app.clock.now().getTime() + 2000);
  const tried = { notificationId: await latest(ticket), error: '502 Bad Gateway', nextAt };
  await recordTry(app, tried, followAnswers(app));
  expect(await inQueue('open', ticket)).toMatchObject({ delivery: 'retrying' });
  const retrying = (await pageOf(ticket)).messages.at(-1);
  expect(retrying).toMatchObject({
    delivery: 'retrying',
    delivery_attempts: 1,
    delivery_error: '502 Bad Gateway',
  });
  expect(retrying?.['delivery_next_at']).not.toBeNull();

  await outcome(ticket, { state: 'blocked' });
  expect(await inQueue('open', ticket)).toMatchObject({ delivery: 'blocked' });
  expect(await inQueue('waiting', ticket)).toBeUndefined();
  expect((await pageOf(ticket)).ticket).toMatchObject({ first_reply_at: null, clock_stopped_at: null });

  const messageId = retrying?.['id'];
  expect((await on(ticket, 'resend', { messageId })).notice?.type).toBe('success');
  expect(await on(ticket, 'resend', { messageId })).toMatchObject({ code: 'ANSWER_STATE' });
  await outcome(ticket, { state: 'sent' });
  expect(await inQueue('open', ticket)).toBeUndefined();
  expect(await inQueue('waiting', ticket)).toMatchObject({ delivery: '' });
});

test.each(['finance', 'auditor'] as const)(
  'an answer that failed, when %s has it sent again by hand, then nothing happens',
  async (role) => {
    const ticket = await newTicket();
    const { messageId } = await replyToTicket(app, {
      ticketId: ticket.id,
      staffId: staff.support.id,
      text: 'x',
    });
    await outcome(ticket, { state: 'blocked' });
    const other = await office.logIn(role);
    const answer = await other.post(`/admin/api/resources/tickets/records/${ticket.id}/resend`, {
      messageId,
    });
    expect(await answer.text()).not.toContain('"type":"success"');
    expect((await pageOf(ticket)).messages.at(-1)).toMatchObject({ delivery: 'blocked' });
  },
);

test.each(['the payment {tx} came', 'hello {usr}', 'for {ORDER}', '{ stars } stars', 'broken {tx'])(
  'an answer, when it still says %j, then it goes out only when the agent says so',
  async (text) => {
    const ticket = await newTicket();
    expect(await on(ticket, 'reply', { text })).toMatchObject({ code: 'REPLY_HAS_HOLES' });
    expect((await pageOf(ticket)).messages).toHaveLength(1);
    expect((await on(ticket, 'reply', { text, asItIs: true })).notice?.type).not.toBe('error');
    expect((await pageOf(ticket)).messages.at(-1)).toMatchObject({ body: text });
  },
);

test('an answer, when only the name is open, then it is filled in and goes out; a note may hold anything', async () => {
  const ticket = await newTicket();
  await on(ticket, 'reply', { text: 'Hello {user}' });
  expect((await pageOf(ticket)).messages.at(-1)).toMatchObject({ body: 'Hello Ann' });
  await on(ticket, 'note', { text: 'ask for {tx}' });
  expect((await pageOf(ticket)).messages.at(-1)).toMatchObject({ body: 'ask for {tx}', is_note: true });
});

test('a prepared answer, when the ticket is about a paid order, then the order has a short name and the payment its hash', async () => {
  const user = await newUser(app);
  const [orderId, hash] = [newId(), 'a'.repeat(64)];
  await owner.query(
    `INSERT INTO orders (id, user_id, kind, status, asset, amount, stars, request_key)
     VALUES ($1, $2, 'purchase', 'awaiting_payment', 'TON', 95000000000, 100, $3)`,
    [orderId, user.id, newId()],
  );
  await owner.query(
    `INSERT INTO invoices (id, order_id, provider_order_id, status, asset, amount, facts)
     VALUES ($1, $2, $3, 'check', 'TON', 95000000000, $4)`,
    [newId(), orderId, `p-${orderId}`, JSON.stringify({ txid: hash })],
  );
  const ticket = await openTicket(app, { userId: user.id, subject: 'payment', text: 'x', orderId });
  const found = (await pageOf(ticket)).canned.find(({ title }) => title === 'payment-found');
  expect(found?.text).toContain(hash);
  expect(found?.text).toContain(orderId.slice(-8));
  expect(found?.text).not.toContain(orderId);
  expect(found?.missing).toEqual([]);
});

test('a prepared answer or a question, when it has a variable that does not exist, then it is not saved and the known ones are named', async () => {
  const admin = await office.logIn('admin');
  const reply = { title: newId(), body_ru: 'Привет, {usr}', body_en: 'Hello {user}', active: true };
  const answer = await act(admin, 'canned_replies/actions/new', reply);
  expect(answer.notice?.type).toBe('error');
  expect(answer.notice?.message).toContain('{usr}');
  expect(answer.notice?.message).toContain('{user} {order} {stars} {tx}');
  const known = await act(admin, 'canned_replies/actions/new', { ...reply, body_ru: 'Привет, {user}' });
  expect(known.notice?.type).toBe('success');
  const question = {
    position: 1,
    question_ru: 'a',
    question_en: 'a',
    answer_ru: '{user}',
    answer_en: 'b',
    active: true,
  };
  const refused = await act(admin, 'faq/actions/new', question);
  expect(refused.notice).toMatchObject({
    type: 'error',
    message: expect.stringContaining('{user}') as string,
  });
});

test.each(['resolve', 'close'])(
  '%s, when the ticket was never answered or is not mine, then it asks first',
  async (action) => {
    const ticket = await newTicket();
    expect(await on(ticket, action)).toMatchObject({ code: 'TICKET_UNANSWERED' });
    await replyToTicket(app, { ticketId: ticket.id, staffId: staff.support.id, text: 'x' });
    expect(await on(ticket, action)).toMatchObject({ code: 'TICKET_UNANSWERED' });
    await outcome(ticket, { state: 'sent' });
    await owner.query('UPDATE tickets SET owner_id = $2 WHERE id = $1', [ticket.id, staff.admin.id]);
    expect(await on(ticket, action)).toMatchObject({ code: 'TICKET_NOT_YOURS' });
    expect((await on(ticket, action, { sure: true })).notice?.type).toBe('success');
    expect((await on(ticket, 'reopen')).notice?.type).toBe('success');
    expect((await pageOf(ticket)).ticket).toMatchObject({ status: 'open' });

    const mine = await newTicket();
    await takeTicket(app, { ticketId: mine.id, staffId: staff.support.id });
    await replyToTicket(app, { ticketId: mine.id, staffId: staff.support.id, text: 'x' });
    await outcome(mine, { state: 'sent' });
    expect((await on(mine, action)).notice?.type).toBe('success');
  },
);

test('a merge, when the other ticket was never answered, then the first reply is still owed and said to be', async () => {
  const user = await newUser(app);
  const [gone, kept] = [await newTicket(user), await newTicket(user)];
  await replyToTicket(app, { ticketId: kept.id, staffId: staff.support.id, text: 'x' });
  await outcome(kept, { state: 'sent' });
  await mergeTickets(app, { ticketId: gone.id, staffId: staff.support.id, intoId: kept.id });
  expect((await pageOf(kept)).ticket).toMatchObject({ status: 'open', first_reply_at: null });
});

test('a photo that was replaced, when the conversation is read, then each version can be asked for, and no handle of Telegram is told', async () => {
  const ticket = await newTicket();
  const userId = ticket.userId;
  await addUserMessage(app, {
    ticketId: ticket.id,
    userId,
    kind: 'photo',
    text: 'a',
    fileId: 'OLD-HANDLE',
    fileUniqueId: 'u1',
    telegramMessageId: 9001n,
  });
  await editUserMessage(app, {
    userId,
    telegramMessageId: 9001n,
    kind: 'photo',
    text: 'b',
    fileId: 'NEW-HANDLE',
    fileUniqueId: 'u2',
  });
  const message = (await pageOf(ticket)).messages.at(-1);
  expect(JSON.parse(String(message?.['edits']))).toMatchObject([{ text: 'a', kind: 'photo', hasFile: true }]);
  expect(JSON.stringify(message)).not.toMatch(/OLD-HANDLE|NEW-HANDLE/);
  expect((await agent.get(`/admin/files/${String(message?.['id'])}?version=5`)).status).toBe(404);
});

test('a file of more than 20 MB, when an agent asks for it, then says what it is', async () => {
  const ticket = await newTicket();
  await addUserMessage(app, {
    ticketId: ticket.id,
    userId: ticket.userId,
    kind: 'document',
    text: '',
    fileId: 'BIG',
    fileName: 'video.mov',
    fileSize: 21 * 1024 * 1024,
  });
  const message = (await pageOf(ticket)).messages.at(-1);
  expect(message).toMatchObject({ file_size: String(21 * 1024 * 1024) });
  const answer = await agent.get(`/admin/files/${String(message?.['id'])}`);
  expect(answer.status).toBe(409);
  expect(await answer.text()).toContain('larger than 20 MB');
});
