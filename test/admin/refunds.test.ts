import { beforeAll, expect, test } from 'vitest';
import { hireWithPassword } from '../kit/hire.ts';
import { userBalances } from '../../src/ledger/index.ts';
import { executeRefund } from '../../src/refunds/index.ts';
import { openTicket } from '../../src/support/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';
import { toppedUp } from '../kit/toppedUp.ts';
import { act, openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';
import { TON } from '../kit/money.ts';

const office = await openOffice();
const { app } = office;
const { owner } = office.context.testDb;
let [support, finance, admin, auditor] = [office.visit(), office.visit(), office.visit(), office.visit()];
let user: User;
let keys = 0;
let toppedUpTimes = 0;

beforeAll(async () => {
  support = await office.logIn('support');
  finance = await office.logIn('finance');
  admin = await office.logIn('admin');
  auditor = await office.logIn('auditor');
  user = await ensureUser(app, { telegramId: 5151n, firstName: 'Zoë', languageCode: 'en' });
  await paidOrder();
});

/** A top-up of 200 TON that was paid; one invoice can have one refund to a wallet at a time. */
async function paidOrder(): Promise<string> {
  toppedUpTimes++;
  return (await toppedUp(app, { userId: user.id, amount: 200n * TON })).order.id;
}

const wish = (amount: string, more: Record<string, string> = {}): Record<string, string> => ({
  amount,
  destination: 'address',
  reason: 'customer_request',
  note: 'asked for it in the chat',
  requestKey: `key-of-form-${++keys}`,
  ...more,
});
const adjustment = (amount: string, more: Record<string, string> = {}): Record<string, string> => ({
  amount,
  direction: 'credit',
  unit: 'coin',
  reason: 'goodwill',
  note: 'waited too long',
  requestKey: `key-of-form-${++keys}`,
  ...more,
});
const ask = (browser: Browser, input: Record<string, string>): Promise<AdminAnswer> =>
  act(browser, `users/records/${user.id}/requestAdjustment`, input);
const stateOf = (id: unknown): Promise<{ status: string; approved_by: bigint | null } | undefined> =>
  owner.one('SELECT status, approved_by FROM refunds WHERE id = $1', [id]);
const auditOf = async (id: unknown): Promise<string[]> =>
  (
    await owner.query<{ action: string }>('SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY id', [
      id,
    ])
  ).rows.map(({ action }) => action);

test('a request, when its form is sent twice, then it is one request and one audit row', async () => {
  const input = adjustment('5');
  const [first, second] = [await ask(finance, input), await ask(finance, input)];
  expect(first.notice?.type).toBe('success');
  expect(second['id']).toBe(first['id']);
  expect(await auditOf(first['id'])).toEqual(['adjustments.requestAdjustment']);
  expect((await stateOf(first['id']))?.status).toBe('requested');
});

test('a preview, when asked for, then it shows the journal and writes nothing', async () => {
  const before = await owner.one('SELECT count(*) AS n FROM refunds');
  const answer = await act(finance, `users/records/${user.id}/previewAdjustment`, adjustment('7.5'));
  expect(answer['preview']).toMatchObject({ amount: '7.5 TON', needsApproval: true });
  expect(answer['balance']).toMatchObject({ before: '200 TON', after: '207.5 TON' });
  expect(await owner.one('SELECT count(*) AS n FROM refunds')).toEqual(before);
});

test('a request, when its author decides on it, then it is refused, whatever the role may otherwise', async () => {
  const made = await ask(finance, adjustment('6'));
  for (const step of ['approve', 'reject']) {
    const answer = await act(finance, `adjustments/records/${String(made['id'])}/${step}`, {
      remark: 'my own',
    });
    expect(answer['code'], step).toBe('REFUND_OWN');
  }
  expect((await stateOf(made['id']))?.status).toBe('requested');
  const page = await finance.json<{ page: { isOwn: boolean } }>(
    `/admin/api/resources/adjustments/records/${String(made['id'])}/show`,
  );
  expect(page.page.isOwn).toBe(true);
});

test('a request, when another person approves it twice at once, then it is approved once', async () => {
  const made = await ask(finance, adjustment('8'));
  const address = `adjustments/records/${String(made['id'])}/approve`;
  const answers = await Promise.all([act(admin, address), act(admin, address)]);
  expect(new Set(answers.map(({ notice }) => notice?.type))).toEqual(new Set(['info', 'success']));
  expect(await stateOf(made['id'])).toMatchObject({ status: 'approved', approved_by: office.staff.admin.id });
  const jobs = await owner.one<{ n: bigint }>(
    `SELECT count(*) AS n FROM outbox WHERE job = 'refund.execute' AND payload ->> 'refundId' = $1`,
    [made['id']],
  );
  expect(jobs?.n).toBe(1n);
});

test('a key of a form, when it belongs to a request of somebody else, then it is refused and nothing is made', async () => {
  const input = adjustment('2');
  const made = await ask(finance, input);
  const before = await owner.one('SELECT count(*) AS n FROM refunds');

  expect((await ask(finance, { ...input, amount: '2.5' }))['code']).toBe('KEY_REUSED');
  expect(
    (
      await act(
        support,
        `orders/records/${await paidOrder()}/requestRefund`,
        wish('1', { requestKey: String(input['requestKey']) }),
      )
    )['code'],
  ).toBe('KEY_REUSED');

  expect(await owner.one('SELECT count(*) AS n FROM refunds')).toEqual(before);
  expect((await ask(finance, input))['id']).toBe(made['id']);
});

test('a refund that cannot be sent, when it failed three times, then its page, the queue and the dashboard say so', async () => {
  const made = await act(
    finance,
    `orders/records/${await paidOrder()}/requestRefund`,
    wish('5', { destination: 'address' }),
  );
  const id = String(made['id']);
  await owner.query(
    `UPDATE refunds SET status = 'approved', changed_by = 'system', approved_by = $2, address_sealed = 'v1.x.x', error = 'PROVIDER_MISMATCH',
       failures = 2, next_try_at = now() WHERE id = $1`,
    [id, office.staff.admin.id],
  );
  interface Queue {
    stuck: { row: Record<string, unknown> }[];
  }
  const stuck = async (): Promise<Record<string, unknown> | undefined> =>
    (await admin.json<Queue>('/admin/api/pages/approvals')).stuck
      .map(({ row }) => row)
      .find((row) => row['id'] === id);
  const counted = async (): Promise<number> =>
    (await admin.json<{ refunds: { stuck: number } }>('/admin/api/dashboard')).refunds.stuck;
  const before = await counted();
  expect(await stuck()).toBeUndefined();

  await owner.query('UPDATE refunds SET failures = 3 WHERE id = $1', [id]);

  expect(await stuck()).toMatchObject({ error: 'PROVIDER_MISMATCH', failures: 3, needs_person: true });
  expect(await counted()).toBe(before + 1);
  const { page } = await finance.json<{ page: { refund: Record<string, unknown> } }>(
    `/admin/api/resources/refunds/records/${id}/show`,
  );
  expect(page.refund).toMatchObject({ error: 'PROVIDER_MISMATCH', failures: 3, needs_person: true });
  expect(page.refund['next_try_at']).not.toBeNull();
});

test('a request, when a second person of the same role decides, then that counts: people differ by id', async () => {
  const colleague = await hireWithPassword(office.context, 'finance');
  const browser = await office.logIn(colleague);
  const made = await ask(finance, adjustment('9'));
  const answer = await act(browser, `adjustments/records/${String(made['id'])}/reject`, {
    remark: 'no reason',
  });
  expect(answer.notice?.type).toBe('success');
  expect((await stateOf(made['id']))?.status).toBe('rejected');
});

test('a rejection, when it has no reason, then it is refused', async () => {
  const made = await ask(finance, adjustment('4'));
  const address = `adjustments/records/${String(made['id'])}/reject`;
  expect((await act(admin, address, { remark: '' }))['code']).toBe('INPUT_INVALID');
  expect((await stateOf(made['id']))?.status).toBe('requested');
});

test('a request, when somebody else takes it back, then only its author can', async () => {
  const made = await act(support, `orders/records/${await paidOrder()}/requestRefund`, wish('30'));
  expect(made.notice?.type).toBe('success');
  const address = `refunds/records/${String(made['id'])}/takeBack`;
  expect((await act(finance, address))['code']).toBe('REFUND_NOT_ALLOWED');
  expect((await act(support, address)).notice?.type).toBe('success');
  expect((await stateOf(made['id']))?.status).toBe('cancelled');
});

test('support, when it asks above its limit, then it is refused; within it but above the free amount, another person decides', async () => {
  const above = await act(support, `orders/records/${await paidOrder()}/requestRefund`, wish('101'));
  expect(above['code']).toBe('REFUND_NOT_ALLOWED');
  const within = await act(support, `orders/records/${await paidOrder()}/requestRefund`, wish('26'));
  expect((await stateOf(within['id']))?.status).toBe('requested');
  const approve = await support.post(`/admin/api/resources/refunds/records/${String(within['id'])}/approve`);
  expect(approve.status).toBe(404);
  const approved = await act(admin, `refunds/records/${String(within['id'])}/approve`);
  expect(approved.record?.params['status']).toBe('awaiting_address');
});

test('a refund, when it is of a ticket of another user, then it is refused', async () => {
  const stranger = await ensureUser(app, { telegramId: 5252n, languageCode: 'en' });
  const ticket = await openTicket(app, { userId: stranger.id, subject: 'other', text: 'mine' });
  const answer = await act(
    finance,
    `orders/records/${await paidOrder()}/requestRefund`,
    wish('1', { ticketId: ticket.id }),
  );
  expect(answer['code']).toBe('TICKET_UNKNOWN');
});

test.each(['1e3', '-5', '0', '٥', '10.0000000001', '9'.repeat(30)])(
  'an amount, when it is %j, then it is refused and nothing is asked for',
  async (amount) => {
    const before = await owner.one('SELECT count(*) AS n FROM refunds');
    expect((await ask(finance, adjustment(amount))).notice?.type).toBe('error');
    expect(await owner.one('SELECT count(*) AS n FROM refunds')).toEqual(before);
  },
);

test('the queue of decisions, when read, then everybody sees whose request it is and nobody is offered their own', async () => {
  interface Queue {
    requested: { isOwn: boolean; row: Record<string, unknown> }[];
    mayApprove: boolean;
  }
  const [mine, others] = [
    await finance.json<Queue>('/admin/api/pages/approvals'),
    await admin.json<Queue>('/admin/api/pages/approvals'),
  ];
  expect(mine.requested.length).toBeGreaterThan(0);
  for (const { isOwn, row } of mine.requested)
    expect(isOwn).toBe(row['requested_by'] === office.staff.finance.id.toString());
  expect(others.requested.every(({ isOwn }) => !isOwn)).toBe(true);
  expect([mine.mayApprove, others.mayApprove]).toEqual([true, true]);
  expect((await support.json<Queue>('/admin/api/pages/approvals')).mayApprove).toBe(false);
});

test('money, when only asked for, then no balance has changed', async () => {
  const { wallet } = await userBalances(app.db, user.id);
  expect(wallet).toBe(BigInt(toppedUpTimes) * 200n * TON);
});

test('a request, when the same person approves it again, also after it is over, then it is no success and no audit row', async () => {
  const made = await ask(finance, adjustment('3'));
  const address = `adjustments/records/${String(made['id'])}/approve`;
  await act(admin, address);
  for (const end of ['approved', 'done']) {
    if (end === 'done') await executeRefund(app, String(made['id']));
    const again = await act(admin, address);
    expect(again.notice).toEqual({
      type: 'info',
      message: 'You had approved this before: nothing was changed',
    });
    expect((await stateOf(made['id']))?.status).toBe(end);
  }
  for (const [step, remark] of [
    ['reject', 'too late'],
    ['giveUp', 'too late'],
    ['retry', 'too late'],
    ['takeBack', ''],
  ] as const) {
    const browser = step === 'reject' ? admin : finance;
    const answer = await act(browser, `adjustments/records/${String(made['id'])}/${step}`, { remark });
    expect(answer['code'], step).toBe('REFUND_STATE');
  }
  expect(await auditOf(made['id'])).toEqual(['adjustments.requestAdjustment', 'adjustments.approve']);
});

test('limits, when an admin changes one, then it holds for the next request; auditors only look', async () => {
  const list = await auditor.json<AdminAnswer>('/admin/api/resources/refund_limits/actions/list');
  expect(list.records?.length).toBe(12);
  const address = 'refund_limits/records/refund:support/changeLimit';
  expect((await auditor.post(`/admin/api/resources/${address}`, {})).status).toBe(404);
  const tighter = { requestUpTo: '2', approvalAbove: '1', canApprove: 'false', reason: 'a quiet month' };
  const changed = await act(admin, address, tighter);
  expect(changed.record?.params).toMatchObject({ request_up_to: '2 TON', approval_above: '1 TON' });
  const refused = await act(support, `orders/records/${await paidOrder()}/requestRefund`, wish('3'));
  expect(refused['code']).toBe('REFUND_NOT_ALLOWED');
  expect(await auditOf('refund:support')).toEqual(['refund_limits.changeLimit']);
});
