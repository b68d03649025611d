import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addUserMessage,
  clocksOf,
  closeTicket,
  findTicket,
  openTicket,
  rateTicket,
  reopenTicket,
  reopenTicketByStaff,
  replyToTicket,
  resendReply,
  resolveTicket,
  TICKET_EVENTS,
  TICKET_MOVES,
  type TicketEvent,
  type TicketStatus,
  waitedMs,
} from '../../src/support/index.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { newUser } from '../kit/users.ts';
import { createTestContext } from '../kit/testContext.ts';
import { deliverAll, tellOutcome, tellTry } from '../kit/answers.ts';
import { hire } from '../kit/hire.ts';

const context = await createTestContext();
const HOUR = 3_600_000;
let telegramMessageId = 5000n;

test('a ticket, when any sequence of events happens to it, then follows the table, and its clock counts the shop’s time only', async () => {
  const agent = await hire(context, 'support');
  const step = fc.record({
    event: fc.constantFrom(...TICKET_EVENTS),
    hours: fc.integer({ min: 0, max: 20 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const user = await newUser(context);
      const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
      const doers: Record<TicketEvent, () => Promise<unknown>> = {
        user_message: () =>
          addUserMessage(context, {
            ticketId: id,
            userId: user.id,
            kind: 'text',
            text: 'm',
            telegramMessageId: ++telegramMessageId,
          }),
        staff_writes: () => replyToTicket(context, { ticketId: id, staffId: agent, text: 'w' }),
        staff_reply: async () => {
          await replyToTicket(context, { ticketId: id, staffId: agent, text: 'r' });
          await deliverAll(context, id);
        },
        resolve: () => resolveTicket(context, { ticketId: id, staffId: agent }),
        user_reopen: () => reopenTicket(context, { ticketId: id, userId: user.id }),
        staff_reopen: () => reopenTicketByStaff(context, { ticketId: id, staffId: agent }),
        rate: () => rateTicket(context, { ticketId: id, userId: user.id, rating: 4 }),
        close: () => closeTicket(context, { ticketId: id, staffId: agent }),
      };
      let status: TicketStatus = 'open';
      let shopHours = 0;
      let sinceResolved = 0;
      for (const { event, hours } of steps) {
        // One more millisecond, so that no step lies exactly on the seven days.
        context.clock.advance(hours * HOUR + 1);
        if (status === 'open') shopHours += hours;
        sinceResolved += hours;
        const next: TicketStatus | undefined = TICKET_MOVES[status][event];
        const tooLate = event === 'user_reopen' && status === 'resolved' && sinceResolved >= 7 * 24;
        const expected = next === undefined || tooLate ? 'TICKET_STATE' : 'accepted';
        expect(await codeOf(doers[event]())).toBe(expected);
        if (expected === 'accepted' && next !== undefined) {
          if (event === 'resolve') sinceResolved = 0;
          status = next;
        }
        const ticket = await findTicket(context, id);
        expect(ticket?.status).toBe(status);
        // The test itself takes moments, so hours are compared.
        expect(ticket && Math.round(waitedMs(clocksOf(ticket), context.clock.now()) / HOUR)).toBe(shopHours);
      }
    }),
    { numRuns: 60 },
  );
});

test('reopenTicket, when seven days have passed since it was resolved, then is too late for the user but not for staff', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const mine = { ticketId: id, userId: user.id };
  await resolveTicket(context, { ticketId: id, staffId: agent });
  context.clock.advance(7 * 24 * HOUR - 60_000);
  expect((await reopenTicket(context, mine)).status).toBe('open');
  await resolveTicket(context, { ticketId: id, staffId: agent });
  context.clock.advance(7 * 24 * HOUR + 60_000);
  expect(await dataOf(reopenTicket(context, mine))).toEqual({ status: 'resolved', tooLate: 7 });
  expect(await codeOf(reopenTicket(context, { ticketId: id, userId: user.id + 1n }))).toBe('TICKET_UNKNOWN');
  expect((await reopenTicketByStaff(context, { ticketId: id, staffId: agent })).resolvedAt).toBeNull();
});

test('replyToTicket, when an answer does not arrive, then the ticket stays with the shop and its first reply is still owed', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const reply = { ticketId: id, staffId: agent, text: 'one' };
  expect((await replyToTicket(context, reply)).ticket).toMatchObject({
    status: 'open',
    ownerId: agent,
    firstReplyAt: null,
  });
  await tellTry(context, id, '500');
  await tellOutcome(context, id, { state: 'blocked' });
  expect(await findTicket(context, id)).toMatchObject({
    status: 'open',
    firstReplyAt: null,
    clockStoppedAt: null,
  });
  context.clock.advance(HOUR);
  await tellOutcome(context, id, { state: 'sent' });
  const arrived = await findTicket(context, id);
  expect(arrived?.status).toBe('waiting_user');
  expect(arrived?.firstReplyAt?.getTime()).toBeGreaterThanOrEqual((arrived?.createdAt.getTime() ?? 0) + HOUR);

  await replyToTicket(context, { ...reply, text: 'two' });
  expect((await findTicket(context, id))?.status).toBe('open');
  await deliverAll(context, id);
  expect(await findTicket(context, id)).toMatchObject({
    status: 'waiting_user',
    firstReplyAt: arrived?.firstReplyAt,
  });
});

test('an answer, when the user writes before it arrives, then it counts as a reply but the user is not waited for', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  await replyToTicket(context, { ticketId: id, staffId: agent, text: 'one' });
  await addUserMessage(context, { ticketId: id, userId: user.id, kind: 'text', text: 'more' });
  await deliverAll(context, id);
  expect(await findTicket(context, id)).toMatchObject({ status: 'open', firstReplyAt: expect.any(Date) });
});

test('an answer, when the ticket is resolved before it arrives, then it counts as a reply and the ticket stays resolved', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  await replyToTicket(context, { ticketId: id, staffId: agent, text: 'one' });
  await resolveTicket(context, { ticketId: id, staffId: agent });
  await deliverAll(context, id);
  expect(await findTicket(context, id)).toMatchObject({ status: 'resolved', firstReplyAt: expect.any(Date) });
});

test('resendReply, when an answer failed, then the same message goes out again; what arrived or is on its way does not', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const { messageId = '' } = await replyToTicket(context, { ticketId: id, staffId: agent, text: 'one' });
  const resend = () => codeOf(resendReply(context, { ticketId: id, staffId: agent, messageId }));
  expect(await resend()).toBe('ANSWER_STATE');
  await tellTry(context, id, '502');
  expect(await resend()).toBe('ANSWER_STATE');
  // A next try that never came is no try.
  context.clock.advance(HOUR);
  expect(await resend()).toBe('accepted');
  expect(await resend()).toBe('ANSWER_STATE');
  await tellOutcome(context, id, { state: 'blocked' });
  expect((await Promise.all([resend(), resend()])).sort()).toEqual(['ANSWER_STATE', 'accepted']);
  await deliverAll(context, id);
  expect(await resend()).toBe('ANSWER_STATE');
  const { rows } = await context.db.query(
    `SELECT count(*)::integer AS jobs, count(DISTINCT payload ->> 'notificationId')::integer AS messages FROM outbox
     WHERE payload ->> 'notificationId' IN (SELECT id::text FROM notifications WHERE subject_id = $1)`,
    [id],
  );
  expect(rows).toEqual([{ jobs: 3, messages: 1 }]);
});

test('closeTicket, when a ticket ends without an answer, then the user is told, and told again when it goes on', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const told = async () =>
    (
      await context.db.query(
        'SELECT kind, data, state FROM notifications WHERE subject_id = $1 ORDER BY created_at, id',
        [id],
      )
    ).rows;
  const by = { ticketId: id, staffId: agent };
  await closeTicket(context, by);
  expect(await told()).toEqual([{ kind: 'ticket_closed', data: { answered: false }, state: 'queued' }]);
  // Undone before the word went out: nothing is said at all.
  await reopenTicketByStaff(context, by);
  expect((await told()).map(({ state }) => state)).toEqual(['muted']);

  context.clock.advance(1000);
  await closeTicket(context, by);
  await context.testDb.owner.query(
    `UPDATE notifications SET state = 'sent' WHERE subject_id = $1 AND state = 'queued'`,
    [id],
  );
  await reopenTicketByStaff(context, by);
  expect((await told()).map(({ kind }) => kind)).toEqual([
    'ticket_closed',
    'ticket_closed',
    'ticket_reopened',
  ]);
});

test('rateTicket, when rated twice, then the later rating counts; when it is no 1 to 5, then refuses', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const rate = (rating: number) => rateTicket(context, { ticketId: id, userId: user.id, rating });
  expect(await codeOf(rate(5))).toBe('TICKET_STATE');
  expect((await findTicket(context, id))?.rating).toBeNull();
  await resolveTicket(context, { ticketId: id, staffId: agent });
  expect((await rate(2)).rating).toBe(2);
  expect((await rate(5)).rating).toBe(5);
  for (const wrong of [0, 6, 1.5, Number.NaN]) expect(await codeOf(rate(wrong))).toBe('INPUT_INVALID');
});

test('resolveTicket, when it is resolved again after reopening, then the user is asked again, once each time', async () => {
  const [user, agent] = [await newUser(context), await hire(context, 'support')];
  const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const resolve = () => codeOf(resolveTicket(context, { ticketId: id, staffId: agent }));
  expect((await Promise.all([resolve(), resolve()])).sort()).toEqual(['TICKET_STATE', 'accepted']);
  await reopenTicket(context, { ticketId: id, userId: user.id });
  expect(await resolve()).toBe('accepted');
  const { rows } = await context.db.query('SELECT kind FROM notifications WHERE subject_id = $1', [id]);
  expect(rows).toEqual([{ kind: 'ticket_resolved' }, { kind: 'ticket_resolved' }]);
});
