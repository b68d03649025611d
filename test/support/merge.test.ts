import { expect, test } from 'vitest';
import {
  addUserMessage,
  closeTicket,
  editUserMessage,
  findOpenTicket,
  findTicket,
  findTicketOfMessage,
  listTicketMessages,
  listTickets,
  mergeTickets,
  noteOnTicket,
  openTicket,
  reopenTicket,
  reopenTicketByStaff,
  replyToTicket,
  resolveTicket,
  setTicketPriority,
  takeTicket,
  type Ticket,
} from '../../src/support/index.ts';
import type { User } from '../../src/users/index.ts';
import { codeOf } from '../kit/refusals.ts';
import { newUser } from '../kit/users.ts';
import { createTestContext } from '../kit/testContext.ts';
import { deliverAll } from '../kit/answers.ts';
import { hire } from '../kit/hire.ts';

const context = await createTestContext();
const agent = await hire(context, 'support');
const HOUR = 3_600_000;
let telegramMessageId = 9000n;

const open = (user: User, text: string): Promise<Ticket> =>
  openTicket(context, { userId: user.id, subject: 'payment', text, telegramMessageId: ++telegramMessageId });
const say = (user: User, ticketId: string, text: string) =>
  addUserMessage(context, {
    ticketId,
    userId: user.id,
    kind: 'text',
    text,
    telegramMessageId: ++telegramMessageId,
  });
const merge = (gone: { id: string }, kept: { id: string }) =>
  mergeTickets(context, { ticketId: gone.id, staffId: agent, intoId: kept.id });
const conversation = async (ticketId: string): Promise<string[]> =>
  (await listTicketMessages(context, { ticketId, withNotes: true, limit: 100 })).map(({ body }) => body);

async function twoTickets(): Promise<{ user: User; first: Ticket; second: Ticket }> {
  const user = await newUser(context);
  const first = await open(user, 'one');
  const second = await open(user, 'two');
  return { user, first, second };
}

test('mergeTickets, when both are of one user, then one conversation holds all messages in the order in which they were written', async () => {
  const { user, first, second } = await twoTickets();
  const photoId = ++telegramMessageId;
  const photo = {
    kind: 'photo',
    text: 'proof',
    fileId: 'F1',
    mediaGroupId: 'album',
    telegramMessageId: photoId,
  } as const;
  await addUserMessage(context, { ...photo, ticketId: first.id, userId: user.id });
  await noteOnTicket(context, { ticketId: first.id, staffId: agent, text: 'note' });
  await replyToTicket(context, { ticketId: second.id, staffId: agent, text: 'answer' });
  const { kept, gone } = await merge(first, second);
  expect(await conversation(second.id)).toEqual(['one', 'two', 'proof', 'note', 'answer']);
  expect(await conversation(first.id)).toEqual([]);
  expect(gone).toMatchObject({ status: 'closed', mergedInto: second.id });
  expect(kept).toMatchObject({ id: second.id, status: 'open' });
  const messages = await listTicketMessages(context, { ticketId: second.id, withNotes: true, limit: 100 });
  expect(messages[2]).toMatchObject({ fileId: 'F1', mediaGroupId: 'album', mergedFrom: first.id });
  expect(messages[1]?.mergedFrom).toBeNull();
  await editUserMessage(context, { userId: user.id, telegramMessageId: photoId, text: 'clearer proof' });
  expect(await conversation(second.id)).toContain('clearer proof');
});

test('a merged ticket, when the user goes on with it, then everything lands in the one that stays', async () => {
  const { user, first, second } = await twoTickets();
  await merge(first, second);
  expect((await say(user, first.id, 'more')).ticket.id).toBe(second.id);
  expect(await conversation(second.id)).toContain('more');
  expect((await findTicket(context, first.id, user.id))?.id).toBe(second.id);
  expect((await findOpenTicket(context, user.id))?.id).toBe(second.id);
  expect((await findTicketOfMessage(context, user.id, telegramMessageId - 2n))?.id).toBe(second.id);
  expect((await listTickets(context, user.id)).map(({ id }) => id)).toEqual([second.id]);
  expect((await reopenTicket(context, { ticketId: first.id, userId: user.id })).id).toBe(second.id);
  await resolveTicket(context, { ticketId: second.id, staffId: agent });
  expect(await reopenTicket(context, { ticketId: first.id, userId: user.id })).toMatchObject({
    id: second.id,
    status: 'open',
  });
  const stranger = await newUser(context);
  expect(await findTicket(context, first.id, stranger.id)).toBeUndefined();
  expect(await codeOf(say(stranger, first.id, 'mine'))).toBe('TICKET_UNKNOWN');
});

test('a merged ticket, when staff go on with it, then they are sent to the one that stays', async () => {
  const { first, second } = await twoTickets();
  await merge(first, second);
  const by = { ticketId: first.id, staffId: agent };
  for (const work of [
    () => replyToTicket(context, { ...by, text: 'x' }),
    () => noteOnTicket(context, { ...by, text: 'x' }),
    () => takeTicket(context, by),
    () => resolveTicket(context, by),
    () => reopenTicketByStaff(context, by),
    () => setTicketPriority(context, { ...by, priority: 'low' }),
  ])
    expect(await codeOf(work())).toBe('TICKET_MERGED');
});

test('mergeTickets, when it is repeated or two agents do it at once, then it happens once and the user is told once', async () => {
  const { user, first, second } = await twoTickets();
  const twice = await Promise.all([merge(first, second), merge(first, second)]);
  expect(twice.map(({ repeated }) => String(repeated)).sort()).toEqual(['false', 'true']);
  expect((await merge(first, second)).repeated).toBe(true);
  const { rows } = await context.db.query(
    'SELECT kind, subject_id, data FROM notifications WHERE user_id = $1',
    [user.id],
  );
  expect(rows).toEqual([
    { kind: 'ticket_merged', subject_id: second.id, data: { from: first.number.toString() } },
  ]);
});

test('mergeTickets, when two agents merge in opposite directions while the user writes, then one of them wins and no message is lost', async () => {
  for (let round = 0; round < 15; round++) {
    const { user, first, second } = await twoTickets();
    const texts = ['a', 'b', 'c', 'd'];
    const [one, other] = await Promise.all([
      codeOf(merge(first, second)),
      codeOf(merge(second, first)),
      ...texts.map((text, index) => say(user, index % 2 === 0 ? first.id : second.id, text)),
      codeOf(replyToTicket(context, { ticketId: first.id, staffId: agent, text: 'r' })),
    ]);
    expect([one, other].toSorted()).toEqual(['TICKET_MERGED', 'accepted']);
    const kept = await findTicket(context, first.id);
    const told = (await conversation(kept?.id ?? '')).filter((text) => text !== 'r');
    expect(told.toSorted()).toEqual(['a', 'b', 'c', 'd', 'one', 'two']);
  }
});

test('mergeTickets, when merges follow one another, then the oldest link leads to the last ticket', async () => {
  const { user, first, second } = await twoTickets();
  const third = await open(user, 'three');
  await merge(first, second);
  await merge(second, third);
  expect((await findTicket(context, first.id, user.id))?.id).toBe(third.id);
  expect((await say(user, first.id, 'four')).ticket.id).toBe(third.id);
  expect(await conversation(third.id)).toEqual(['one', 'two', 'three', 'four']);
  const [oldest] = await listTicketMessages(context, { ticketId: third.id, withNotes: true, limit: 100 });
  expect(oldest?.mergedFrom).toBe(first.id);
  expect(await codeOf(merge(third, second))).toBe('TICKET_MERGED');
  expect(await codeOf(merge(first, third))).toBe('TICKET_MERGED');
});

test('mergeTickets, when the tickets do not belong together, then it is refused and nothing changes', async () => {
  const { user, first, second } = await twoTickets();
  const foreign = await open(await newUser(context), 'mine');
  expect(await codeOf(merge(first, foreign))).toBe('TICKET_OTHER_USER');
  expect(await codeOf(merge(first, first))).toBe('TICKET_OTHER_USER');
  expect(await codeOf(merge(first, { id: 'x' }))).toBe('TICKET_UNKNOWN');
  await closeTicket(context, { ticketId: second.id, staffId: agent });
  expect(await codeOf(merge(first, second))).toBe('TICKET_STATE');
  expect(await conversation(first.id)).toEqual(['one']);
  expect((await merge(second, first)).kept.id).toBe(first.id);
  const { rows } = await context.db.query(
    `SELECT FROM notifications WHERE user_id = $1 AND kind = 'ticket_merged'`,
    [user.id],
  );
  expect(rows.length).toBe(1);
});

test('mergeTickets, when the ended one waited longer or weighs more, then the other inherits that', async () => {
  const user = await newUser(context);
  const first = await open(user, 'old');
  await setTicketPriority(context, { ticketId: first.id, staffId: agent, priority: 'high' });
  context.clock.advance(3 * HOUR);
  const second = await open(user, 'new');
  await replyToTicket(context, { ticketId: second.id, staffId: agent, text: 'answer' });
  await deliverAll(context, second.id);
  const { kept } = await merge(first, second);
  expect(kept).toMatchObject({ priority: 'high', ownerId: agent, status: 'open' });
  expect(kept.clockStartedAt).toEqual(first.createdAt);
  expect(kept.resolutionDueAt.getTime()).toBe(first.createdAt.getTime() + 8 * HOUR);
  // The first question never had a reply, so the joined ticket has none, due when that question's was.
  expect(kept.firstReplyAt).toBeNull();
  expect(kept.firstReplyDueAt.getTime()).toBe(first.createdAt.getTime() + HOUR);
});

test('openTicket, when its request comes again after a merge, then it gives the ticket that stays', async () => {
  const user = await newUser(context);
  const input = { userId: user.id, subject: 'other', text: 'x', requestKey: `again:${user.id}` } as const;
  const first = await openTicket(context, input);
  const second = await open(user, 'two');
  await merge(first, second);
  expect((await openTicket(context, input)).id).toBe(second.id);
});
