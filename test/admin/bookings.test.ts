import { beforeAll, expect, test } from 'vitest';
import { act, openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';

const office = await openOffice({ DELIVERY: 'supplier' });
const { owner } = office.context.testDb;
const TON = 1_000_000_000n;
let finance: Browser;
let colleague: Browser;
let auditor: Browser;

beforeAll(async () => {
  [finance, colleague, auditor] = [
    await office.logIn('finance'),
    await office.logIn('admin'),
    await office.logIn('auditor'),
  ];
  await owner.query(
    `INSERT INTO ton_wallets (address, balance, seqno, chain_at, incoming_lt) VALUES ('0:aa', 0, 0, now(), 0)`,
  );
}, 120_000);

let lt = 0;
/** A transfer that no rule could match. */
async function cameIn(amount: bigint): Promise<string> {
  const hash = String(++lt).padStart(64, '0');
  await owner.query(
    `INSERT INTO ton_incoming (tx_hash, wallet, lt, from_address, amount, comment, at) VALUES ($1, '0:aa', $2, '0:bb', $3, 'hello', now())`,
    [hash, lt, amount],
  );
  return hash;
}
const statusOf = async (hash: string): Promise<unknown> =>
  (await auditor.json<AdminAnswer>(`/admin/api/resources/ton_incoming/records/${hash}/show`)).record?.params[
    'status'
  ];
const audited = async (action: string, id: string): Promise<unknown[]> =>
  (
    await owner.query(`SELECT after FROM audit_log WHERE action = $1 AND subject_id = $2`, [action, id])
  ).rows.map((row) => (row as { after: unknown }).after);
const journals = async (): Promise<number> =>
  (await owner.query(`SELECT FROM ledger.journals WHERE kind IN ('funding', 'supply')`)).rows.length;

test('a transfer, when finance books it in the office, then the preview changes nothing, and the booking has its audit row', async () => {
  const hash = await cameIn(7n * TON);
  const said = { as: 'capital', remark: 'the owner wrote', requestKey: 'a-key-of-the-form' };
  const before = await journals();

  const seen = await act(finance, `ton_incoming/records/${hash}/previewIncoming`, said);
  expect(seen['preview']).toMatchObject({
    amount: '7 TON',
    needsSecond: false,
    lines: [{ debit: { kind: 'ton_wallet' }, credit: { kind: 'capital' }, amount: '7 TON' }],
  });
  expect([await journals(), await statusOf(hash)]).toEqual([before, 'open']);

  const done = await act(finance, `ton_incoming/records/${hash}/bookIncoming`, said);
  expect(done.notice?.type).toBe('success');
  expect([(await journals()) - before, await statusOf(hash)]).toEqual([1, 'booked']);
  expect(await audited('ton_incoming.bookIncoming', hash)).toMatchObject([
    { as: 'capital', remark: 'the owner wrote' },
  ]);
  const again = await act(finance, `ton_incoming/records/${hash}/bookIncoming`, said);
  expect(again.notice?.type).toBe('error');
  expect(await journals()).toBe(before + 1);
});

test('a movement, when finance books it in the office, then it is the same as treasury fund, once', async () => {
  const movement = { from: 'capital', to: 'istar', amount: '1.5', remark: 'transaction 77' };
  const before = await journals();

  expect((await act(finance, 'treasury_bookings/actions/bookMovement', movement)).notice?.type).toBe(
    'success',
  );
  await act(finance, 'treasury_bookings/actions/bookMovement', movement);

  expect((await journals()) - before).toBe(1);
  const list = await auditor.json<AdminAnswer>(
    '/admin/api/resources/treasury_bookings/actions/list?filters.to_place=istar',
  );
  expect(list.records?.map(({ params }) => [params['amount'], params['proof']])).toEqual([
    ['1.5 TON', 'transaction 77'],
  ]);
  const { rows } = await owner.query(
    `SELECT after ->> 'remark' AS remark FROM audit_log WHERE action LIKE '%.bookMovement'`,
  );
  expect(rows).toEqual([{ remark: 'transaction 77' }]);
});

test('a large transfer, when finance books it, then it waits in the office until another person approves', async () => {
  const hash = await cameIn(101n * TON);
  const before = await journals();
  const asked = await act(finance, `ton_incoming/records/${hash}/bookIncoming`, {
    as: 'capital',
    remark: 'the owner wrote',
  });
  expect([await journals(), await statusOf(hash)]).toEqual([before, 'waiting']);
  const list = await colleague.json<AdminAnswer>(
    '/admin/api/resources/booking_changes/actions/list?filters.status=waiting',
  );
  expect(list.records?.map(({ id }) => id)).toEqual([asked['proposalId']]);

  const id = String(asked['proposalId']);
  expect((await act(finance, `booking_changes/records/${id}/approve`, {})).notice?.type).toBe('error');
  expect((await act(colleague, `booking_changes/records/${id}/approve`, {})).notice?.type).toBe('success');

  expect([(await journals()) - before, await statusOf(hash)]).toEqual([1, 'booked']);
});
