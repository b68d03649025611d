import { beforeAll, expect, test } from 'vitest';
import { AppError } from '../../src/lib/index.ts';
import { readCounted } from '../../src/platform/index.ts';
import { listPackages } from '../../src/shop/index.ts';
import { openTicket, type Ticket } from '../../src/support/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';
import { act, openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';

const office = await openOffice();
const { app } = office;
const { owner } = office.context.testDb;
let support: Browser;
let admin: Browser;
let finance: Browser;
let user: User;

beforeAll(async () => {
  support = await office.logIn('support');
  finance = await office.logIn('finance');
  admin = await office.logIn('admin');
  user = await ensureUser(app, { telegramId: 4242n, firstName: 'Маша', languageCode: 'ru' });
});

const newTicket = (text = 'Help'): Promise<Ticket> =>
  openTicket(app, { userId: user.id, subject: 'other', text });
const audit = async (action: string, subject: string): Promise<Record<string, unknown>[]> =>
  (
    await owner.query('SELECT * FROM audit_log WHERE action = $1 AND subject_id = $2 ORDER BY id', [
      action,
      subject,
    ])
  ).rows;

test('a reply, when an agent sends it, then it waits to be sent, the ticket is theirs, and a second click does nothing', async () => {
  const ticket = await newTicket();
  const input = { text: 'Здравствуйте, {user}!', requestKey: 'key-of-this-form' };
  const first = await act(support, `tickets/records/${ticket.id}/reply`, input);
  expect(first.notice).toBeUndefined();
  // It waits for the user only once the answer has arrived there.
  expect(first.record?.params['status']).toBe('open');
  await act(support, `tickets/records/${ticket.id}/reply`, input);
  const { rows } = await owner.query<{ state: string; data: { messageId: string } }>(
    `SELECT state, data FROM notifications WHERE kind = 'ticket_reply' AND subject_id = $1`,
    [ticket.id],
  );
  expect(rows.length).toBe(1);
  const message = await owner.one<{ body: string; delivery: string; staff_id: bigint }>(
    'SELECT * FROM ticket_messages WHERE id = $1',
    [rows[0]?.data.messageId],
  );
  expect(message).toMatchObject({
    body: 'Здравствуйте, Маша!',
    delivery: 'queued',
    staff_id: office.staff.support.id,
  });
  const page = await support.json<{ page: { messages: unknown[] } }>(
    `/admin/api/resources/tickets/records/${ticket.id}/show`,
  );
  expect(page.page.messages.length).toBe(2);
  expect((await audit('tickets.reply', ticket.id)).length).toBe(1);
});

test('a ticket, when two agents take it, then the second is told', async () => {
  const ticket = await newTicket();
  expect((await act(support, `tickets/records/${ticket.id}/take`)).notice?.type).toBe('success');
  const second = await act(admin, `tickets/records/${ticket.id}/take`);
  expect(second.notice).toEqual({ type: 'error', message: 'Another agent has taken the ticket.' });
  expect((await audit('tickets.take', ticket.id)).length).toBe(1);
});

test('a ticket, when it is resolved and reopened, then the user is asked for a rating once', async () => {
  const ticket = await newTicket();
  // Nobody has answered it: that is asked about first.
  expect((await act(support, `tickets/records/${ticket.id}/resolve`))['code']).toBe('TICKET_UNANSWERED');
  expect(await readCounted()).toMatch(
    /^starboard_errors_total\{door="office",code="TICKET_UNANSWERED"\} [1-9]/m,
  );
  const sure = { sure: true };
  expect((await act(support, `tickets/records/${ticket.id}/resolve`, sure)).record?.params['status']).toBe(
    'resolved',
  );
  expect((await act(support, `tickets/records/${ticket.id}/resolve`, sure)).notice?.type).toBe('error');
  expect((await act(support, `tickets/records/${ticket.id}/reopen`)).record?.params['status']).toBe('open');
  const { rows } = await owner.query(
    `SELECT FROM notifications WHERE kind = 'ticket_resolved' AND subject_id = $1`,
    [ticket.id],
  );
  expect(rows.length).toBe(1);
});

test('a note, when it is written, then no notification is', async () => {
  const ticket = await newTicket();
  await act(support, `tickets/records/${ticket.id}/note`, { text: 'internal' });
  const { rows } = await owner.query(`SELECT FROM notifications WHERE subject_id = $1`, [ticket.id]);
  expect(rows.length).toBe(0);
});

test('a price, when an admin changes it, then the shop sells at it at once and the audit row tells before and after', async () => {
  const preview = await act(admin, 'packages/records/1/previewPrice', { price: '90', bonusStars: 12 });
  expect(preview['preview']).toMatchObject({ pricePercent: -5.3, concerns: [], newest: '1' });
  expect((await listPackages(app))[0]).toMatchObject({ stars: 100, price: 95_000_000_000n });
  const changed = await act(admin, 'packages/records/1/changePrice', {
    price: '90',
    bonusStars: '12',
    reason: 'Autumn sale',
    requestKey: 'autumn-sale',
    newest: '1',
  });
  expect(changed.notice?.type).toBe('success');
  expect((await listPackages(app))[0]).toMatchObject({
    stars: 100,
    price: 90_000_000_000n,
    bonusStars: 12,
    version: 2,
  });
  const [row] = await audit('price_changes.changePrice', String(changed['id']));
  expect(row).toMatchObject({
    staff_name: 'The admin',
    before: { price: '95000000000' },
    after: { price: '90000000000', reason: 'Autumn sale', status: 'published' },
  });
  const late = await act(admin, 'packages/records/1/changePrice', {
    price: '85',
    bonusStars: 12,
    reason: 'from an old form',
    requestKey: 'from-an-old-form',
    newest: '1',
  });
  expect(late.notice?.message).toMatch(/Somebody else has changed the price/);
});

test.each(['1e3', '-5', '0', '٥', '', '10.0000000001'])(
  'a price, when it is %j, then it is refused and nothing is written or audited',
  async (price) => {
    const answer = await act(admin, 'packages/records/2/changePrice', {
      price,
      bonusStars: 1,
      reason: 'wrong input',
      requestKey: `wrong-${price}-input`,
    });
    expect(answer.notice?.type).toBe('error');
    const { rows } = await owner.query(
      `SELECT FROM price_changes WHERE reason = 'wrong input' UNION ALL SELECT FROM audit_log WHERE after ->> 'reason' = 'wrong input'`,
    );
    expect(rows).toEqual([]);
  },
);

test('a review, when support asks for it, then only finance or an admin free the user', async () => {
  const id = user.id.toString();
  expect(
    (await act(support, `users/records/${id}/review`, { reason: 'looks odd' })).record?.params['status'],
  ).toBe('under_review');
  expect(
    (await support.post(`/admin/api/resources/users/records/${id}/free`, { reason: 'mine' })).status,
  ).toBe(404);
  expect((await act(support, `users/records/${id}/review`, { reason: 'again' })).notice?.type).toBe('error');
  const freed = await act(finance, `users/records/${id}/free`, { reason: 'checked' });
  expect(freed.record?.params['status']).toBe('active');
  expect((await audit('users.free', id))[0]).toMatchObject({
    before: { status: 'under_review' },
    after: { status: 'active', reason: 'checked' },
  });
});

test('an action, when its audit row cannot be written, then the change is taken back with it', async () => {
  await owner.query(
    `ALTER TABLE audit_log ADD CONSTRAINT no_more CHECK (action <> 'switches.turnOff') NOT VALID`,
  );
  const answer = await act(admin, 'switches/records/sell/turnOff', { note: 'x' });
  expect(answer.notice?.type).toBe('error');
  expect(answer.notice?.message).not.toMatch(/no_more|constraint/);
  await owner.query('ALTER TABLE audit_log DROP CONSTRAINT no_more');
  expect(await owner.one('SELECT enabled FROM switches WHERE name = $1', ['sell'])).toEqual({
    enabled: true,
  });
  expect(
    (await act(admin, 'switches/records/sell/turnOff', { note: 'stock is empty' })).record?.params['enabled'],
  ).toBe(false);
  expect((await act(admin, 'switches/records/sell/turnOn', {})).record?.params['enabled']).toBe(true);
});

test('canned replies, when support edits, then its own only, and never over what another just saved', async () => {
  const input = { title: 'mine', body_ru: 'да', body_en: 'yes', active: true };
  const added = await act(support, 'canned_replies/actions/new', input);
  const id = String(added.record?.params['id']);
  expect(
    (await act(support, `canned_replies/records/${id}/edit`, { ...input, body_en: 'yes!', version: 1 }))
      .notice?.type,
  ).toBe('success');
  const stale = await act(admin, `canned_replies/records/${id}/edit`, { ...input, version: 1 });
  expect(stale.notice?.message).toMatch(/Somebody else/);
  const foreign = await act(support, 'canned_replies/records/1/edit', {
    ...input,
    title: 'theirs',
    version: 1,
  });
  expect(foreign.notice?.type).toBe('error');
  expect((await act(support, `canned_replies/records/${id}/delete`)).notice?.type).toBe('success');
});

test('staff, when an admin changes their own rights, then it is refused; those of another end the sessions', async () => {
  const own = office.staff.admin.id.toString();
  expect(
    (await act(admin, `staff/records/${own}/role`, { role: 'auditor', reason: 'for myself' })).notice
      ?.message,
  ).toMatch(/own rights/);
  const other = await office.logIn('auditor');
  expect((await other.get('/admin/api/dashboard')).status).toBe(200);
  await act(admin, `staff/records/${office.staff.auditor.id}/role`, {
    role: 'support',
    reason: 'moves over',
  });
  expect((await other.get('/admin/api/dashboard')).status).toBe(401);
});

test('a circuit, when an admin resets it, then it is closed for all; others have no such button', async () => {
  const breaker = app.breakers.heleket;
  const fail = (): Promise<unknown> =>
    breaker.run(() => Promise.reject(new AppError('PROVIDER_UNAVAILABLE'))).catch(() => undefined);
  for (let n = 0; n < 5; n++) await fail();
  const seen = await support.json<{ circuits: { name: string; phase: string }[]; mayReset: boolean }>(
    '/admin/api/pages/circuits',
  );
  expect(seen.mayReset).toBe(false);
  expect(seen.circuits.find(({ name }) => name === 'heleket')?.phase).toBe('open');
  const reset = { action: 'reset', name: 'heleket' };
  const refused = (await (await finance.post('/admin/api/pages/circuits', reset)).json()) as AdminAnswer;
  expect(refused.notice?.type).toBe('error');
  expect((await breaker.state()).phase).toBe('open');
  const answer = (await (
    await admin.post('/admin/api/pages/circuits', { action: 'reset', name: 'heleket' })
  ).json()) as AdminAnswer;
  expect(answer.notice?.type).toBe('success');
  expect((await breaker.state()).phase).toBe('closed');
});

test('a message and an answer that were set aside, when support sends them again, then they are on their way and the log says by whom', async () => {
  const ticket = await newTicket();
  await act(support, `tickets/records/${ticket.id}/reply`, {
    text: 'Hello',
    requestKey: 'key-of-a-stuck-reply',
  });
  const { id = '' } =
    (await owner.one<{ id: string }>('SELECT id FROM notifications WHERE subject_id = $1', [ticket.id])) ??
    {};
  await owner.query(`UPDATE notifications SET state = 'failed', alone_since = now() WHERE id = $1`, [id]);
  await owner.query(
    `INSERT INTO open_updates (update_id, telegram_id, body, correlation_id, set_aside_at) VALUES (77, 4242, '{}', 'c', now())`,
  );

  await act(support, `notifications/records/${id}/sendAgain`, {});
  await act(support, 'owed_answers/records/77/answerAgain', {});

  expect(await owner.one('SELECT state, alone_since FROM notifications WHERE id = $1', [id])).toEqual({
    state: 'queued',
    alone_since: null,
  });
  expect(await owner.one('SELECT set_aside_at FROM open_updates')).toEqual({ set_aside_at: null });
  const { rows } = await owner.query<{ job: string }>(
    `SELECT job FROM outbox WHERE payload ->> 'updateId' = '77' OR payload ->> 'notificationId' = $1 ORDER BY job`,
    [id],
  );
  expect(rows.map(({ job }) => job)).toEqual(['notification.send', 'notification.send', 'update.answer']);
  expect(await audit('notifications.sendAgain', id)).toMatchObject([{ staff_id: office.staff.support.id }]);
  // It is on its way now.
  const again = await act(support, 'owed_answers/records/77/answerAgain', {});
  expect(again.notice?.type).toBe('error');
});
