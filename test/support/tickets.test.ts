import { expect, test } from 'vitest';
import { createPurchase } from '../../src/shop/index.ts';
import { setSwitch } from '../../src/switches/index.ts';
import {
  addUserMessage,
  assignTicket,
  editUserMessage,
  findOpenTicket,
  findTicket,
  linkTicketToOrder,
  listCannedReplies,
  listFaq,
  listTicketMessages,
  listTickets,
  noteOnTicket,
  openTicket,
  replyToTicket,
  resolveTicket,
  takeTicket,
} from '../../src/support/index.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { newUser } from '../kit/users.ts';
import { hire } from '../kit/hire.ts';
import { createTestContext } from '../kit/testContext.ts';

const context = await createTestContext({ MAX_OPEN_TICKETS: '10' });
const messagesOf = (ticketId: string, withNotes = false) =>
  listTicketMessages(context, { ticketId, withNotes, limit: 100 });

test('openTicket, when text and photos are sent, then keeps them in order under one ticket', async () => {
  const user = await newUser(context);
  const ticket = await openTicket(context, {
    userId: user.id,
    subject: 'payment',
    text: '  where is my payment? <b>  ',
    telegramMessageId: 10n,
    attachments: [
      { kind: 'photo', text: 'receipt', fileId: 'F1', mediaGroupId: 'album', telegramMessageId: 11n },
      {
        kind: 'document',
        text: '',
        fileId: 'F2',
        fileName: 'a.pdf',
        mediaGroupId: 'album',
        telegramMessageId: 12n,
      },
    ],
  });
  expect(ticket).toMatchObject({
    status: 'open',
    subject: 'payment',
    ownerId: null,
    rating: null,
    clockStoppedMs: 0n,
  });
  expect(
    (await messagesOf(ticket.id)).map((m) => [
      m.author,
      m.kind,
      m.body,
      m.fileId,
      m.fileName,
      m.mediaGroupId,
    ]),
  ).toEqual([
    ['user', 'text', 'where is my payment? <b>', null, null, null],
    ['user', 'photo', 'receipt', 'F1', null, 'album'],
    ['user', 'document', '', 'F2', 'a.pdf', 'album'],
  ]);
  expect((await findOpenTicket(context, user.id))?.id).toBe(ticket.id);
});

test('openTicket, when Telegram delivers the message again or the user taps twice, then there is one ticket', async () => {
  const user = await newUser(context);
  for (let telegramMessageId = 20n; telegramMessageId < 25n; telegramMessageId++) {
    const input = { userId: user.id, subject: 'other', text: 'hello', telegramMessageId } as const;
    const tickets = await Promise.all(Array.from({ length: 12 }, () => openTicket(context, input)));
    expect(new Set(tickets.map(({ id }) => id)).size).toBe(1);
  }
  const keyed = { userId: user.id, subject: 'other', text: 'hello', requestKey: `draft:${user.id}` } as const;
  const [first, second] = [await openTicket(context, keyed), await openTicket(context, keyed)];
  expect(second.id).toBe(first.id);
  expect((await listTickets(context, user.id)).length).toBe(6);
});

test('openTicket, when there is nothing to say, too much, a foreign order, or tickets are off, then refuses', async () => {
  const [user, other] = [await newUser(context), await newUser(context)];
  const order = await createPurchase(context, { userId: other.id, stars: 1, requestKey: `o:${other.id}` });
  const open = (more: object) =>
    codeOf(openTicket(context, { userId: user.id, subject: 'other', text: 'x', ...more }));
  expect(await open({ text: ' \n ' })).toBe('TEXT_INVALID');
  expect(await open({ text: 'x'.repeat(4097) })).toBe('TEXT_INVALID');
  expect(await open({ text: 'x'.repeat(4096) })).toBe('accepted');
  expect(await open({ orderId: order.id })).toBe('ORDER_UNKNOWN');
  expect(await open({ orderId: 'none' })).toBe('ORDER_UNKNOWN');
  expect(await open({ userId: 999_999n })).toBe('USER_UNKNOWN');
  await setSwitch(context, { name: 'tickets', enabled: false, note: '', staffId: null });
  expect(await open({})).toBe('SWITCHED_OFF');
  await setSwitch(context, { name: 'tickets', enabled: true, note: '', staffId: null });
});

test('addUserMessage, when delivered twice or sent by another user, then is stored once and only in one’s own ticket', async () => {
  const [user, other] = [await newUser(context), await newUser(context)];
  const ticket = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const message = {
    ticketId: ticket.id,
    userId: user.id,
    kind: 'text',
    text: 'more',
    telegramMessageId: 31n,
  } as const;
  const results = await Promise.all(Array.from({ length: 6 }, () => addUserMessage(context, message)));
  expect(results.filter(({ repeated }) => !repeated).length).toBe(1);
  expect(
    await codeOf(addUserMessage(context, { ...message, userId: other.id, telegramMessageId: 32n })),
  ).toBe('TICKET_UNKNOWN');
  expect(await codeOf(addUserMessage(context, { ...message, ticketId: 'none' }))).toBe('TICKET_UNKNOWN');
  expect(await codeOf(addUserMessage(context, { ...message, text: '', telegramMessageId: 33n }))).toBe(
    'TEXT_INVALID',
  );
  expect((await messagesOf(ticket.id)).length).toBe(2);
});

test('editUserMessage, when the user edits often, then the first and the latest texts are kept', async () => {
  const user = await newUser(context);
  const ticket = await openTicket(context, {
    userId: user.id,
    subject: 'other',
    text: 'v0',
    telegramMessageId: 40n,
  });
  const edit = (text: string) => editUserMessage(context, { userId: user.id, telegramMessageId: 40n, text });
  expect(await edit('v1')).toMatchObject({ ticketId: ticket.id });
  expect(await edit('v1')).toBeUndefined();
  const [message] = await messagesOf(ticket.id);
  expect(message).toMatchObject({ body: 'v1', edits: [{ text: 'v0' }] });
  expect(message?.editedAt).toBeInstanceOf(Date);
  for (let i = 2; i <= 60; i++) await edit(`v${i}`);
  const texts = (await messagesOf(ticket.id))[0]?.edits.map(({ text }) => text) ?? [];
  expect([texts.length, texts[0], texts.at(-1)]).toEqual([50, 'v0', 'v59']);
  expect(
    await editUserMessage(context, { userId: user.id, telegramMessageId: 41n, text: 'x' }),
  ).toBeUndefined();
});

test.each(['\0nul', '\ud800', '😀<b>&"', '\u202E'])(
  'a message, when its text is %j, then is stored and edited without an error',
  async (text) => {
    const user = await newUser(context);
    await openTicket(context, {
      userId: user.id,
      subject: 'other',
      text: `a${text}`,
      telegramMessageId: 45n,
    });
    expect(
      await editUserMessage(context, { userId: user.id, telegramMessageId: 45n, text: `b${text}` }),
    ).toBeDefined();
    expect(
      await editUserMessage(context, { userId: user.id, telegramMessageId: 45n, text: `c${text}` }),
    ).toBeDefined();
  },
);

test('replyToTicket, when clicked twice with one key, then one message is queued with one notification', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const ticket = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const reply = {
    ticketId: ticket.id,
    staffId: agent,
    text: 'hello',
    requestKey: `form:${ticket.id}`,
    correlationId: 'c-9',
  };
  const results = await Promise.all([replyToTicket(context, reply), replyToTicket(context, reply)]);
  expect(results.filter(({ messageId }) => messageId !== undefined).length).toBe(1);
  expect(await findTicket(context, ticket.id)).toMatchObject({ status: 'open', ownerId: agent });
  const { rows } = await context.db.query(
    `SELECT n.kind, n.subject_id, n.data ->> 'messageId' = m.id::text AS linked, m.delivery, o.job, o.correlation_id
     FROM notifications n JOIN ticket_messages m ON m.ticket_id = n.subject_id::uuid AND m.author = 'staff'
     JOIN outbox o ON o.payload ->> 'notificationId' = n.id::text WHERE n.user_id = $1`,
    [user.id],
  );
  expect(rows).toEqual([
    {
      kind: 'ticket_reply',
      subject_id: ticket.id,
      linked: true,
      delivery: 'queued',
      job: 'notification.send',
      correlation_id: 'c-9',
    },
  ]);
});

test('noteOnTicket, when an agent writes a note, then the user’s view and queue never see it', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const ticket = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  await noteOnTicket(context, { ticketId: ticket.id, staffId: agent, text: 'looks odd' });
  expect((await messagesOf(ticket.id)).length).toBe(1);
  expect((await messagesOf(ticket.id, true)).map(({ body, isNote }) => [body, isNote])).toEqual([
    ['x', false],
    ['looks odd', true],
  ]);
  expect((await findTicket(context, ticket.id))?.status).toBe('open');
});

test('takeTicket, when two agents click at once, then one gets it and the other is told', async () => {
  const [user, a, b] = [
    await newUser(context),
    await hire(context, 'support'),
    await hire(context, 'support'),
  ];
  const ticket = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const codes = await Promise.all(
    [a, b].map((staffId) => codeOf(takeTicket(context, { ticketId: ticket.id, staffId }))),
  );
  expect(codes.sort()).toEqual(['TICKET_TAKEN', 'accepted']);
  expect(
    (await assignTicket(context, { ticketId: ticket.id, staffId: a, ownerId: null })).ownerId,
  ).toBeNull();
  expect((await takeTicket(context, { ticketId: ticket.id, staffId: b })).ownerId).toBe(b);
});

test('assignTicket, when the colleague could not answer or is gone, then the owner stays', async () => {
  const [user, agent, gone] = [
    await newUser(context),
    await hire(context, 'support'),
    await hire(context, 'support'),
  ];
  await context.testDb.owner.query('UPDATE staff SET disabled_at = now() WHERE id = $1', [gone]);
  const ticket = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const by = { ticketId: ticket.id, staffId: agent };
  await takeTicket(context, by);
  for (const ownerId of [await hire(context, 'finance'), gone, 999_999n])
    expect(await codeOf(assignTicket(context, { ...by, ownerId }))).toBe('STAFF_UNKNOWN');
  expect((await findTicket(context, ticket.id))?.ownerId).toBe(agent);
});

test('linkTicketToOrder, when the order is the user’s, then prepared answers are filled from it', async () => {
  const [user, other, agent] = [
    await newUser(context),
    await newUser(context),
    await hire(context, 'support'),
  ];
  const ticket = await openTicket(context, { userId: user.id, subject: 'payment', text: 'x' });
  const by = { ticketId: ticket.id, staffId: agent };
  const mine = await createPurchase(context, { userId: user.id, stars: 100, requestKey: `l:${user.id}` });
  const foreign = await createPurchase(context, {
    userId: other.id,
    stars: 100,
    requestKey: `l:${other.id}`,
  });
  expect(await codeOf(linkTicketToOrder(context, { ...by, orderId: foreign.id }))).toBe('ORDER_UNKNOWN');
  await linkTicketToOrder(context, { ...by, orderId: mine.id });
  const wait = (await listCannedReplies(context, ticket.id)).find(({ title }) => title === 'payment-wait');
  expect(wait).toMatchObject({ missing: [] });
  expect(wait?.text).toContain(`Ann, the payment for order ${mine.id.slice(-8)} `);
  expect(wait?.text).toContain('110 stars');
  await resolveTicket(context, { ticketId: ticket.id, staffId: agent });
  expect(await dataOf(replyToTicket(context, { ticketId: ticket.id, staffId: agent, text: 'x' }))).toEqual({
    status: 'resolved',
  });
});

test('listTicketMessages, when a conversation is long, then pages back without losing a message', async () => {
  const user = await newUser(context);
  const ticket = await openTicket(context, { userId: user.id, subject: 'other', text: '0' });
  for (let i = 1; i < 7; i++)
    await addUserMessage(context, {
      ticketId: ticket.id,
      userId: user.id,
      kind: 'text',
      text: `${i}`,
      telegramMessageId: BigInt(900 + i),
    });
  const latest = await listTicketMessages(context, { ticketId: ticket.id, withNotes: false, limit: 3 });
  const before = await listTicketMessages(context, {
    ticketId: ticket.id,
    withNotes: false,
    limit: 3,
    beforeSeq: latest[0]?.seq,
  });
  expect([...before, ...latest].map(({ body }) => body)).toEqual(['1', '2', '3', '4', '5', '6']);
});

test('listFaq, when the shop is new, then has answers in both languages', async () => {
  const entries = await listFaq(context);
  expect(entries.length).toBeGreaterThan(4);
  for (const { question, answer } of entries) {
    expect(question.ru).toMatch(/[а-я]/i);
    expect(answer.ru).toMatch(/[а-я]/i);
    expect(question.en + answer.en).not.toMatch(/[а-я]/i);
  }
});

test('a key of the desk, when it comes back with other words or in another ticket, then it is refused and nothing is lost', async () => {
  const [one, two] = [await newUser(context), await newUser(context)];
  const [ticket, other] = [
    await openTicket(context, { userId: one.id, subject: 'other', text: 'one' }),
    await openTicket(context, { userId: two.id, subject: 'other', text: 'two' }),
  ];
  const [agent, colleague] = [await hire(context, 'support'), await hire(context, 'support')];
  const reply = { ticketId: ticket.id, staffId: agent, text: 'hello', requestKey: `key:${ticket.id}` };
  await replyToTicket(context, reply);

  expect((await replyToTicket(context, reply)).messageId).toBeUndefined();
  for (const changed of [
    { ...reply, text: 'other words' },
    { ...reply, ticketId: other.id },
    { ...reply, staffId: colleague },
  ])
    expect(await codeOf(replyToTicket(context, changed))).toBe('KEY_REUSED');
  expect(await codeOf(noteOnTicket(context, reply))).toBe('KEY_REUSED');
  expect((await messagesOf(other.id, true)).map(({ body }) => body)).toEqual(['two']);
});
