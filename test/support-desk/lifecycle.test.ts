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
  resolveTicket,
  TICKET_EVENTS,
  TICKET_MOVES,
  type TicketEvent,
  type TicketStatus,
  waitedMs,
} from '../../src/support/index.ts';
import { codeOf, dataOf, newUser } from '../shop/people.ts';
import { createTestContext } from '../support/testContext.ts';
import { deliverAll, newAgent } from './staff.ts';

const context = await createTestContext();
const HOUR = 3_600_000;
let telegramMessageId = 5000n;

test('a ticket, when any sequence of events happens to it, then follows the table, and its clock counts the shop’s time only', async () => {
  const agent = await newAgent(context);
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
  const [user, agent] = [await newUser(context), await newAgent(context)];
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

test('replyToTicket, when it is the second reply, then the first reply’s time stays', async () => {
  const [user, agent] = [await newUser(context), await newAgent(context)];
  const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const { ticket: first } = await replyToTicket(context, { ticketId: id, staffId: agent, text: 'one' });
  context.clock.advance(HOUR);
  const { ticket: second } = await replyToTicket(context, { ticketId: id, staffId: agent, text: 'two' });
  expect(first.firstReplyAt).toBeInstanceOf(Date);
  expect(second.firstReplyAt).toEqual(first.firstReplyAt);
});

test('rateTicket, when rated twice, then the later rating counts; when it is no 1 to 5, then refuses', async () => {
  const [user, agent] = [await newUser(context), await newAgent(context)];
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
  const [user, agent] = [await newUser(context), await newAgent(context)];
  const { id } = await openTicket(context, { userId: user.id, subject: 'other', text: 'x' });
  const resolve = () => codeOf(resolveTicket(context, { ticketId: id, staffId: agent }));
  expect((await Promise.all([resolve(), resolve()])).sort()).toEqual(['TICKET_STATE', 'accepted']);
  await reopenTicket(context, { ticketId: id, userId: user.id });
  expect(await resolve()).toBe('accepted');
  const { rows } = await context.db.query('SELECT kind FROM notifications WHERE subject_id = $1', [id]);
  expect(rows).toEqual([{ kind: 'ticket_resolved' }, { kind: 'ticket_resolved' }]);
});
