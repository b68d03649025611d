import { beforeAll, expect, test } from 'vitest';
import { userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { formatAmount, newId } from '../../src/lib/index.ts';
import { bothSides } from '../../src/payments/index.ts';
import { openBreak } from '../../src/breaks/index.ts';
import { executeRefund } from '../../src/refunds/index.ts';
import { ensureUser, type User } from '../../src/users/index.ts';
import { toppedUp } from '../kit/toppedUp.ts';
import { act, openOffice, type AdminAnswer } from '../kit/office.ts';
import { TON } from '../kit/money.ts';

const office = await openOffice();
const { app } = office;
const { owner } = office.context.testDb;
let [support, finance, admin, auditor] = [office.visit(), office.visit(), office.visit(), office.visit()];
let [user, stranger]: (User | undefined)[] = [];
let keys = 0;

beforeAll(async () => {
  support = await office.logIn('support');
  finance = await office.logIn('finance');
  admin = await office.logIn('admin');
  auditor = await office.logIn('auditor');
  user = await ensureUser(app, { telegramId: 7171n, firstName: 'Ada', languageCode: 'en' });
  stranger = await ensureUser(app, { telegramId: 7272n, firstName: 'Bob', languageCode: 'ru' });
});

interface Placed {
  breakId: string;
  journalId: string;
  uuid: string;
}

/** Finance writes money off to suspense that nobody can place. */
async function unclaimed(amount: bigint): Promise<Placed> {
  const uuid = newId();
  const text = formatAmount(amount, { code: 'TON', exponent: 9 });
  const detail = { ...bothSides(undefined, undefined), theirAmount: text, theirPayment: text };
  await openBreak(app.db, {
    class: 'missing_with_us',
    source: 'sweep',
    subject: uuid,
    providerUuid: uuid,
    detail,
  });
  return { ...(await writtenOff(uuid, text)), uuid };
}

async function writtenOff(subject: string, amount: string): Promise<Omit<Placed, 'uuid'>> {
  const found = await owner.one<{ id: string }>('SELECT id FROM breaks WHERE subject = $1', [subject]);
  const breakId = found?.id ?? '';
  const answer = await act(finance, `breaks/records/${breakId}/writeOffBreak`, {
    amount,
    breakNote: 'nobody asked yet',
  });
  expect(answer.notice?.type).toBe('success');
  return { breakId, journalId: String(answer.record?.params['journal_id']) };
}

const wish = (change: Record<string, string> = {}): Record<string, string> => ({
  amount: '',
  userId: `#${user?.id}`,
  reason: 'correction',
  note: 'showed us the transfer',
  requestKey: `key-of-form-${++keys}`,
  ...change,
});
const page = <T>(resource: string, id: string): Promise<{ page: T }> =>
  auditor.json<{ page: T }>(`/admin/api/resources/${resource}/records/${id}/show`);
const walletOf = async (who: User | undefined): Promise<bigint> =>
  (await userBalances(app.db, who?.id ?? 0n)).wallet;

test('money in suspense, when finance looks for it, then every posting stands there with its age, break and uuid, and all add up to the account', async () => {
  const placed = await unclaimed(7n * TON);
  await unclaimed(1_500_000_000n);
  for (const browser of [finance, admin, auditor]) {
    const list = await browser.json<AdminAnswer>(
      '/admin/api/resources/suspense/actions/list?filters.status=open',
    );
    const row = list.records?.find(({ id }) => id === placed.journalId);
    expect(row?.params).toMatchObject({
      put: '7 TON',
      lies: '7 TON',
      left: '7 TON',
      age: '0-1 h',
      class: 'missing_with_us',
      break_id: placed.breakId,
      provider_uuid: placed.uuid,
    });
  }
  const sums = await owner.one<{ lies: bigint; balance: bigint }>(
    `SELECT (SELECT sum(lies)::bigint FROM suspense_postings WHERE asset = 'TON') AS lies, balance::bigint AS balance
     FROM ledger.house_balances WHERE kind = 'suspense' AND asset = 'TON'`,
  );
  expect(sums?.lies).toBe(sums?.balance);
});

test('a release, when finance asks for a part and an admin approves, then it is audited, and break, journal and request lead to each other', async () => {
  const { breakId, journalId } = await unclaimed(5n * TON);
  const address = `suspense/records/${journalId}`;
  const preview = await act(finance, `${address}/previewRelease`, wish({ amount: '2' }));
  expect(preview).toMatchObject({
    preview: { amount: '2 TON', needsApproval: true },
    user: { id: `${user?.id}`, name: 'A•••' },
    balance: { before: '0 TON', after: '2 TON' },
  });
  const input = wish({ amount: '2' });
  const [first, again] = [
    await act(finance, `${address}/requestRelease`, input),
    await act(finance, `${address}/requestRelease`, input),
  ];
  expect(first.notice?.type).toBe('success');
  expect(again['id']).toBe(first['id']);
  expect(first.record?.params).toMatchObject({ waiting: '2 TON', left: '3 TON' });
  const id = String(first['id']);
  expect((await act(finance, `adjustments/records/${id}/approve`))['code']).toBe('REFUND_OWN');
  expect((await act(admin, `adjustments/records/${id}/approve`)).notice?.type).toBe('success');
  await executeRefund(app, id);
  expect(await walletOf(user)).toBe(2n * TON);

  const { rows } = await owner.query<{ action: string }>(
    'SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY id',
    [id],
  );
  expect(rows.map(({ action }) => action)).toEqual(['adjustments.requestRelease', 'adjustments.approve']);
  interface Row {
    [column: string]: unknown;
  }
  const done = await page<{ refund: Row; journals: { journal: Row }[] }>('adjustments', id);
  expect(done.page.refund).toMatchObject({ status: 'done', original_id: journalId });
  const released = String(done.page.journals[0]?.journal['journal_id']);
  const { page: broken } = await page<{ suspense: Row; releases: Row[] }>('breaks', breakId);
  expect(broken.suspense).toMatchObject({ put: '5 TON', lies: '3 TON', left: '3 TON', status: 'open' });
  expect(broken.releases).toMatchObject([{ id, amount: '2 TON', status: 'done' }]);
  const { page: put } = await page<{ linked: Row[]; releases: Row[] }>('ledger_journals', journalId);
  expect([put.linked[0]?.['journal_id'], put.releases[0]?.['id']]).toEqual([released, id]);
  const { page: out } = await page<{ journal: Row; breaks: Row[] }>('ledger_journals', released);
  expect(out.journal).toMatchObject({ original_id: journalId, refund_id: id });
  expect(out.breaks).toMatchObject([{ id: breakId }]);
  const { page: lies } = await page<{ row: Row; releases: Row[] }>('suspense', journalId);
  expect(lies).toMatchObject({ row: { lies: '3 TON' }, releases: [{ id }] });
});

test('money of an order, when it is released, then it goes to the buyer alone, and the order tells of it', async () => {
  const { order, invoice } = await toppedUp(
    app,
    { userId: stranger?.id ?? 0n, amount: 20n * TON },
    { status: 'cancel', percent: 0n },
  );
  await openBreak(app.db, {
    class: 'paid_not_delivered',
    source: 'sweep',
    subject: invoice.id,
    invoiceId: invoice.id,
    orderId: order.id,
    asset: 'TON',
    amount: 20n * TON,
    detail: bothSides({ status: 'cancel', amount: 20n * TON, booked: 0n }, undefined),
  });
  const { journalId } = await writtenOff(invoice.id, '20');
  const address = `suspense/records/${journalId}/requestRelease`;
  expect((await act(finance, address, wish()))['code']).toBe('INPUT_INVALID');
  const made = await act(finance, address, wish({ userId: '' }));
  await act(admin, `adjustments/records/${String(made['id'])}/approve`);
  await executeRefund(app, String(made['id']));
  expect(await walletOf(stranger)).toBe(20n * TON);
  const { page: told } = await page<{ timeline: { what: string; id: string }[] }>('orders', order.id);
  const steps = told.timeline.map(({ what }) => what);
  expect(steps.filter((what) => what === 'journal')).toHaveLength(2);
  expect(told.timeline).toContainEqual(expect.objectContaining({ what: 'adjustment', id: made['id'] }));
  expect(steps).toContain('message');
  const seen = await support.json<{ page: { timeline: { what: string }[] } }>(
    `/admin/api/resources/orders/records/${order.id}/show`,
  );
  expect(seen.page.timeline.map(({ what }) => what)).not.toContain('adjustment');
});

test('a release, when others than finance call it by hand, then there is no such address; support sees nothing of it', async () => {
  const { journalId } = await unclaimed(TON);
  for (const browser of [support, admin, auditor])
    for (const name of ['requestRelease', 'previewRelease']) {
      const { status } = await browser.post(
        `/admin/api/resources/suspense/records/${journalId}/${name}`,
        wish(),
      );
      expect(status, name).toBe(404);
    }
  for (const path of ['actions/list', `records/${journalId}/show`])
    expect((await support.get(`/admin/api/resources/suspense/${path}`)).status).toBe(404);
  const made = await act(finance, `suspense/records/${journalId}/requestRelease`, wish());
  for (const browser of [support, auditor]) {
    const path = `/admin/api/resources/adjustments/records/${String(made['id'])}/approve`;
    expect((await browser.post(path)).status).toBe(404);
  }
});

test.each(['1.5', '0', '-1', '1e0', '0.0000000001'])(
  'a release of 1 TON, when %j of it is asked for, then it is refused and nothing waits',
  async (amount) => {
    const { journalId } = await unclaimed(TON);
    const answer = await act(finance, `suspense/records/${journalId}/requestRelease`, wish({ amount }));
    expect(answer.notice?.type).toBe('error');
    expect(answer.record?.params).toMatchObject({ waiting: '0 TON' });
  },
);

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
