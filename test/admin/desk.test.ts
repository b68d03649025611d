import { beforeAll, expect, test } from 'vitest';
import {
  addUserMessage,
  followAnswers,
  openTicket,
  replyToTicket,
  setTicketPriority,
  type Ticket,
} from '../../src/support/index.ts';
import { newId } from '../../src/lib/index.ts';
import { recordDelivery } from '../../src/notifications/index.ts';
import type { Role } from '../../src/staff/index.ts';
import type { User } from '../../src/users/index.ts';
import { act, openOffice, type Browser } from '../kit/office.ts';
import { newUser } from '../kit/users.ts';

const office = await openOffice({ MAX_OPEN_TICKETS: '100' });
const { app, staff } = office;
const { owner } = office.context.testDb;
const MINUTE = 60_000;
const browsers = {} as Record<Role, Browser>;

beforeAll(async () => {
  for (const role of ['support', 'finance', 'admin', 'auditor'] as const)
    browsers[role] = await office.logIn(role);
});

const newTicket = async (user?: User): Promise<Ticket> =>
  openTicket(app, { userId: (user ?? (await newUser(app))).id, subject: 'other', text: 'Help' });

interface DeskPage {
  tickets: { ticket: Record<string, unknown>; last: string }[];
  next?: string;
  counts: Record<string, number>;
}
const desk = (query: Record<string, string>, role: Role = 'support'): Promise<DeskPage> =>
  browsers[role].json<DeskPage>(`/admin/api/pages/desk?${new URLSearchParams(query).toString()}`);
const numbers = (page: DeskPage): unknown[] => page.tickets.map(({ ticket }) => ticket['number']);
const only = async (query: Record<string, string>, of: readonly Ticket[]): Promise<unknown[]> => {
  const known = new Set<unknown>(of.map(({ number }) => number.toString()));
  return numbers(await desk(query)).filter((number) => known.has(number));
};
/** As if the ticket had been opened so many minutes earlier. */
const age = (ticket: Ticket, minutes: number) =>
  owner.query(
    `UPDATE tickets SET first_reply_due_at = first_reply_due_at - make_interval(mins => $2),
       resolution_due_at = resolution_due_at - make_interval(mins => $2) WHERE id = $1`,
    [ticket.id, minutes],
  );
/** As if the bot had brought the answer. */
const arrive = async (ticket: Ticket): Promise<void> => {
  const row = await owner.one<{ id: string }>(
    `SELECT id FROM notifications WHERE subject_id = $1 AND kind = 'ticket_reply'`,
    [ticket.id],
  );
  await recordDelivery(app, { notificationId: row?.id ?? '', state: 'sent' }, followAnswers(app));
};
const stateOf = (ticket: Ticket) =>
  owner.one<{ status: string; merged_into: string | null; owner_id: bigint | null }>(
    'SELECT status, merged_into, owner_id FROM tickets WHERE id = $1',
    [ticket.id],
  );

test('the queue, when tickets wait for the shop, then what is due next stands first, and what waits for the user does not stand in it', async () => {
  const tickets = [await newTicket(), await newTicket(), await newTicket(), await newTicket()] as const;
  const [calm, urgent, old, waiting] = tickets;
  await setTicketPriority(app, { ticketId: urgent.id, staffId: staff.support.id, priority: 'urgent' });
  await age(old, 300);
  await replyToTicket(app, { ticketId: waiting.id, staffId: staff.support.id, text: 'Hello' });
  await arrive(waiting);
  const named = ({ number }: Ticket): string => number.toString();
  expect(await only({ tab: 'open' }, tickets)).toEqual([old, urgent, calm].map(named));
  expect(await only({ tab: 'overdue' }, tickets)).toEqual([named(old)]);
  expect(await only({ tab: 'waiting' }, tickets)).toEqual([named(waiting)]);
  expect(await only({ tab: 'free' }, tickets)).toEqual([old, urgent, calm].map(named));
  expect(await only({ tab: 'open', priority: 'urgent' }, tickets)).toEqual([named(urgent)]);
  expect(await only({ tab: 'open', subject: 'payment' }, tickets)).toEqual([]);
  expect(await only({ number: `#${named(waiting)}` }, tickets)).toEqual([named(waiting)]);
  expect((await desk({})).counts['overdue']).toBeGreaterThanOrEqual(1);
  await addUserMessage(app, { ticketId: waiting.id, userId: waiting.userId, kind: 'text', text: 'so?' });
  expect(await only({ tab: 'mine' }, tickets)).toEqual([named(waiting)]);
});

test('the queue, when it is longer than a page, then pages follow one another without a gap, also when tickets are due at the same moment', async () => {
  const made: string[] = [];
  const user = await newUser(app);
  for (let n = 0; n < 54; n++) made.push((await newTicket(user)).number.toString());
  const same = new Date(Date.now() - 90 * 24 * 3600 * 1000);
  await owner.query('UPDATE tickets SET first_reply_due_at = $2 WHERE user_id = $1', [user.id, same]);
  const first = await desk({ tab: 'overdue' });
  expect(first.tickets.length).toBe(50);
  const second = await desk({ tab: 'overdue', after: first.next ?? '' });
  const seen = [...numbers(first), ...numbers(second)].filter((number) => made.includes(String(number)));
  expect(seen.map(String).sort()).toEqual(made.sort());
  for (const after of ['x', '~', "2020-01-01~'; drop", 'infinity~infinity'])
    expect((await desk({ tab: 'overdue', after })).tickets.length).toBeLessThanOrEqual(50);
  // Resolved, so that other tests' tickets stand on the first page.
  await owner.query(`UPDATE tickets SET status = 'closed', clock_stopped_at = now() WHERE user_id = $1`, [
    user.id,
  ]);
});

test('the queue, when there are many tickets, then what is due next is read from the index, not sorted', async () => {
  const plan = await owner.tx(async (tx) => {
    await tx.query('SET LOCAL enable_seqscan = off');
    await tx.query('SET LOCAL enable_sort = off');
    const { rows } = await tx.query<Record<string, string>>(
      `EXPLAIN SELECT id FROM tickets t WHERE t.status = 'open' AND t.due_at IS NOT NULL
       AND (t.due_at, t.id) > (now(), gen_random_uuid()) ORDER BY t.due_at, t.id LIMIT 51`,
    );
    return rows.map((row) => Object.values(row)[0]).join(' ');
  });
  expect(plan).toContain('tickets_due');
  expect(plan).not.toContain('Sort');
});

test('a ticket page, when it is opened, then its clocks and the later messages are in it, and the earlier ones can be turned to', async () => {
  const ticket = await newTicket();
  for (let n = 1; n <= 105; n++)
    await addUserMessage(app, { ticketId: ticket.id, userId: ticket.userId, kind: 'text', text: `m${n}` });
  const address = `/admin/api/resources/tickets/records/${ticket.id}/show`;
  interface Page {
    page: { ticket: Record<string, string>; messages: { body: string }[]; earlier?: string };
  }
  const { page } = await browsers.auditor.json<Page>(address);
  expect(new Date(page.ticket['first_reply_due_at'] ?? '').getTime()).toBe(
    ticket.createdAt.getTime() + 240 * MINUTE,
  );
  expect([page.messages[0]?.body, page.messages.at(-1)?.body]).toEqual(['m6', 'm105']);
  const { page: before } = await browsers.auditor.json<Page>(`${address}?before=${page.earlier}`);
  expect(before.messages.map(({ body }) => body)).toEqual(['Help', 'm1', 'm2', 'm3', 'm4', 'm5']);
  expect(before.earlier).toBeUndefined();
});

test.each(['finance', 'auditor'] as const)(
  'a merge and a handing over, when %s asks for them by hand, then nothing happens',
  async (role) => {
    const user = await newUser(app);
    const [gone, kept] = [await newTicket(user), await newTicket(user)];
    for (const [action, data] of [
      ['merge', { into: kept.id }],
      ['hand', { to: staff.admin.id.toString() }],
    ] as const) {
      const response = await browsers[role].post(
        `/admin/api/resources/tickets/records/${gone.id}/${action}`,
        data,
      );
      expect(await response.text()).not.toContain('"type":"success"');
    }
    expect(await stateOf(gone)).toEqual({ status: 'open', merged_into: null, owner_id: null });
  },
);

test.each(['support', 'admin'] as const)(
  'a merge, when %s makes and repeats it, then both conversations are one and the audit log tells it once',
  async (role) => {
    const user = await newUser(app);
    const [gone, kept] = [await newTicket(user), await newTicket(user)];
    const merge = (into: string) => act(browsers[role], `tickets/records/${gone.id}/merge`, { into });
    const stranger = await newTicket();
    expect((await merge(stranger.id)).notice).toEqual({
      type: 'error',
      message: 'Only two different tickets of one user can be merged.',
    });
    for (const into of ['x', '', '00000000-0000-7000-8000-000000000000'])
      expect((await merge(into)).notice?.type).toBe('error');
    expect((await merge(kept.id)).notice?.type).toBe('success');
    expect((await merge(kept.id)).notice?.type).toBe('success');
    expect(await stateOf(gone)).toMatchObject({ status: 'closed', merged_into: kept.id });
    const { rows } = await owner.query<{ after: unknown; staff_id: bigint }>(
      `SELECT after, staff_id FROM audit_log WHERE action = 'tickets.merge' AND subject_id = $1`,
      [gone.id],
    );
    expect(rows).toEqual([
      {
        staff_id: staff[role].id,
        after: { status: 'closed', mergedInto: kept.id, number: kept.number.toString() },
      },
    ]);
    const reply = await act(browsers[role], `tickets/records/${gone.id}/reply`, { text: 'late' });
    expect(reply.notice?.message).toContain('merged into another one');
  },
);

test('a ticket, when it is handed to a colleague, then only somebody who answers tickets can get it', async () => {
  const ticket = await newTicket();
  const hand = (to: unknown) => act(browsers.support, `tickets/records/${ticket.id}/hand`, { to });
  for (const to of [staff.finance.id.toString(), staff.auditor.id.toString(), '999999', '-1', 'x', null])
    expect((await hand(to)).notice?.type, String(to)).toBe('error');
  expect((await hand(staff.admin.id.toString())).notice?.type).toBe('success');
  expect((await stateOf(ticket))?.owner_id).toBe(staff.admin.id);
  const { rows } = await owner.query(
    `SELECT before, after FROM audit_log WHERE action = 'tickets.hand' AND subject_id = $1`,
    [ticket.id],
  );
  expect(rows.length).toBe(1);
});

test('a ticket, when an agent says which order it is about, then only an order of its user is taken, and only from who works on tickets', async () => {
  const ticket = await newTicket();
  const order = async (userId: bigint): Promise<string> => {
    const id = newId();
    await owner.query(
      `INSERT INTO orders (id, user_id, kind, status, asset, amount, stars, request_key)
       VALUES ($1, $2, 'purchase', 'awaiting_payment', 'TON', 95000000000, 100, $3)`,
      [id, userId, newId()],
    );
    return id;
  };
  const [mine, foreign] = [await order(ticket.userId), await order((await newUser(app)).id)];
  const link = (role: Role, orderId: string) =>
    browsers[role].post(`/admin/api/resources/tickets/records/${ticket.id}/link`, { orderId });
  const linked = async (): Promise<unknown> =>
    (await owner.one<{ order_id: string | null }>('SELECT order_id FROM tickets WHERE id = $1', [ticket.id]))
      ?.order_id;
  await link('support', foreign);
  await link('finance', mine);
  await link('auditor', mine);
  expect(await linked()).toBeNull();
  expect(await (await link('support', mine)).text()).toContain('"type":"success"');
  expect(await linked()).toBe(mine);
});

test('a ticket page, when its user was flagged, then who decides on flags sees them and an agent does not', async () => {
  const ticket = await newTicket();
  await owner.query(
    `INSERT INTO fraud_flags (id, rule_id, rule_version, event_key, event_id, event_at, event_kind, event_subject, user_id, measured, limit_value, inputs, weight, score, mode, effect)
     SELECT gen_random_uuid(), r.rule_id, r.version, 'key', gen_random_uuid(), now(), 'payment', 'x', $1, 2, 1, '{}', 1, 1, 'live', 'note'
     FROM fraud_rule_versions r LIMIT 1`,
    [ticket.userId],
  );
  interface Page {
    page: { flags: unknown[]; colleagues: { name: string }[]; may: Record<string, boolean> };
  }
  const open = (role: Role) =>
    browsers[role].json<Page>(`/admin/api/resources/tickets/records/${ticket.id}/show`);
  const agent = await open('support');
  expect(agent.page.may).toMatchObject({ merge: true, take: true });
  expect(agent.page.colleagues.map(({ name }) => name)).toEqual(['The admin', 'The support']);
  const auditor = await open('auditor');
  expect(auditor.page.may).toMatchObject({ merge: false, take: false, reply: false });
  expect(auditor.page.colleagues).toEqual([]);
  expect(agent.page.flags).toEqual([]);
  for (const role of ['finance', 'admin', 'auditor'] as const)
    expect((await open(role)).page.flags.length).toBe(1);
});
