import { expect, test } from 'vitest';
import { approveProposal } from '../../src/approvals/index.ts';
import { hire } from '../kit/hire.ts';
import { secondApproves } from '../kit/secondPerson.ts';
import { verifyLedger } from '../../src/ledger/index.ts';
import {
  assignBreak,
  paymentReport,
  remarkBreak,
  resolveBreak,
  runSweep,
} from '../../src/reconciliation/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { buy, openShop, pay, play, stateOf, type Buying } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { codeOf } from '../kit/refusals.ts';

// No workers and no webhooks: whatever happens, only the sweep can find it.
const shop = await openShop();
const { app } = shop;
await play(shop, '/webhooks/settings', { lose: 1_000_000 });

const sweep = () => {
  const now = app.clock.now().getTime();
  return runSweep(app, { from: new Date(now - 3_600_000), to: new Date(now + 60_000), startedBy: 'system' });
};
const breaksOf = async (buying: Buying) => {
  const { rows } = await app.db.query<{
    id: string;
    class: string;
    status: string;
    resolution: string | null;
  }>('SELECT id, class, status, resolution FROM breaks WHERE invoice_id = $1 ORDER BY id', [
    buying.invoice.id,
  ]);
  return rows;
};
test('a sweep, when every webhook was lost, then settles what it finds and leaves no break', async () => {
  const [paid, over, waiting] = [await buy(app), await buy(app), await buy(app)];
  await pay(shop, paid);
  await pay(shop, over, { part: 'more' });
  for (let n = 0; n < 30; n++) await buy(app);

  const result = await sweep();
  expect(result).toMatchObject({ healed: 2, opened: 0, left: 0, providerRows: 33, ourRows: 33, matched: 31 });
  expect(await stateOf(app, paid)).toMatchObject({ order: 'paid', stars: 110n });
  expect(await stateOf(app, over)).toMatchObject({ order: 'paid', wallet: (95n * TON) / 4n });
  expect(await stateOf(app, waiting)).toMatchObject({ order: 'awaiting_payment' });
  expect(await sweep()).toMatchObject({ healed: 0, opened: 0, matched: 33, left: 0 });
});

test('a sweep, when rows come twice or move between pages, then opens nothing', async () => {
  await play(shop, '/faults', { kind: 'duplicateRows', target: 'payment/list', times: 3 });
  expect(await sweep()).toMatchObject({ opened: 0, left: 0 });
});

test('a sweep, when a row is missing in the list but known to info, then opens nothing', async () => {
  const buying = await buy(app);
  await play(shop, '/faults', {
    kind: 'missingRow',
    target: 'payment/list',
    value: buying.invoice.id.replaceAll('-', ''),
    times: 20,
  });
  expect(await sweep()).toMatchObject({ opened: 0 });
  await fetch(`${shop.sandbox.url}/play/heleket/faults`, { method: 'DELETE' });
});

test('a sweep, when the provider does not know our invoice, then opens a break, once, until it is there', async () => {
  const buying = await buy(app);
  const name = buying.invoice.id.replaceAll('-', '');
  await app.db.query('UPDATE invoices SET provider_order_id = $2 WHERE id = $1', [
    buying.invoice.id,
    `x${name}`,
  ]);
  // The same invoice of the provider is then without one of ours.
  expect(await sweep()).toMatchObject({ opened: 2, left: 2 });
  expect(await sweep()).toMatchObject({ opened: 0, left: 2 });
  expect(await breaksOf(buying)).toMatchObject([{ class: 'missing_at_provider', status: 'open' }]);
  await app.db.query('UPDATE invoices SET provider_order_id = $2 WHERE id = $1', [buying.invoice.id, name]);
  expect(await sweep()).toMatchObject({ closed: 2, left: 0 });
  expect(await breaksOf(buying)).toMatchObject([{ status: 'resolved', resolution: 'healed' }]);
});

test('a break, when the amounts differ, then two people credit what came, once', async () => {
  const buying = await buy(app);
  await app.testDb.owner.query('UPDATE invoices SET amount = amount + 1 WHERE id = $1', [buying.invoice.id]);
  await pay(shop, buying);
  expect(await sweep()).toMatchObject({ left: 1 });
  const [found] = await breaksOf(buying);
  expect(found).toMatchObject({ class: 'amount', status: 'open' });
  expect(await stateOf(app, buying)).toMatchObject({ order: 'held', stars: 0n });

  const staffId = await hire(app, 'finance');
  const breakId = found?.id ?? '';
  await assignBreak(app, { breakId, staffId, ownerId: staffId });
  await remarkBreak(app, { breakId, staffId, remark: 'asked the provider' });
  const credit = { breakId, staffId, resolution: 'credit', note: 'paid in full', amount: 95n * TON } as const;
  expect(await codeOf(resolveBreak(app, { ...credit, note: ' ' }))).toBe('TEXT_INVALID');
  expect(await codeOf(resolveBreak(app, { ...credit, amount: 96n * TON }))).toBe('AMOUNT_OUT_OF_RANGE');
  const answers = await Promise.all(Array.from({ length: 5 }, () => codeOf(resolveBreak(app, credit))));
  expect(answers.toSorted()).toEqual([...Array(4).fill('PROPOSAL_WAITS'), 'accepted']);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'held', wallet: 0n });
  const asked = await app.db.one<{ id: string }>(
    `SELECT id FROM proposals WHERE subject = $1 AND status = 'waiting'`,
    [breakId],
  );
  const approval = { proposalId: asked?.id ?? '', staffId: await hire(app, 'admin') };
  const approved = await Promise.all(Array.from({ length: 5 }, () => codeOf(approveProposal(app, approval))));
  expect(approved).toEqual(Array(5).fill('accepted'));
  expect(await codeOf(resolveBreak(app, credit))).toBe('BREAK_STATE');
  expect(await stateOf(app, buying)).toMatchObject({
    order: 'underpaid',
    wallet: 95n * TON,
    booked: 95n * TON,
  });

  const events = await app.db.query<{ action: string }>(
    'SELECT action FROM break_events WHERE break_id = $1 ORDER BY id',
    [breakId],
  );
  expect(events.rows.map(({ action }) => action)).toEqual(['opened', 'owner', 'remark', 'asked', 'resolved']);
});

test('a break, when ignored with a reason, then comes back only with other facts', async () => {
  const buying = await buy(app);
  await app.testDb.owner.query('UPDATE invoices SET amount = amount + 1 WHERE id = $1', [buying.invoice.id]);
  await sweep();
  const [found] = await breaksOf(buying);
  await resolveBreak(app, {
    breakId: found?.id ?? '',
    staffId: await hire(app, 'finance'),
    resolution: 'ignore',
    note: 'a test',
  });
  const before = (await breaksOf(buying)).length;
  await sweep();
  expect((await breaksOf(buying)).length).toBe(before);
  await pay(shop, buying);
  await sweep();
  expect((await breaksOf(buying)).filter(({ status }) => status === 'open').length).toBeGreaterThan(0);
  await app.testDb.owner.query('UPDATE invoices SET amount = amount - 1 WHERE id = $1', [buying.invoice.id]);
  await sweep();
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n });
});

test('money without an order, when linked to a user, then is on that balance', async () => {
  const user = await ensureUser(app, { telegramId: 8_997_000_001n, firstName: 'Kim' });
  const buying = await buy(app);
  await app.db.query('UPDATE invoices SET provider_order_id = provider_order_id || $2 WHERE id = $1', [
    buying.invoice.id,
    'lost',
  ]);
  await sweep();
  const row = await app.db.one<{ id: string }>(
    `SELECT id FROM breaks WHERE class = 'missing_with_us' AND subject = $1`,
    [buying.invoice.providerUuid],
  );
  const link = {
    breakId: row?.id ?? '',
    staffId: await hire(app, 'finance'),
    resolution: 'link',
    note: 'his payment',
  } as const;
  expect(await codeOf(resolveBreak(app, { ...link, amount: 5n * TON }))).toBe('INPUT_INVALID');
  await secondApproves(app, await resolveBreak(app, { ...link, amount: 5n * TON, userId: user.id }));
  expect((await stateOf(app, { ...buying, user })).wallet).toBe(5n * TON);
});

test('the report, when asked for the last hour, then adds up', async () => {
  const now = app.clock.now().getTime();
  const report = await paymentReport(app, { from: new Date(now - 3_600_000), to: new Date(now + 60_000) });
  expect(report.invoices.map(({ status }) => status)).toContain('paid');
  expect(report.breaks.length).toBeGreaterThan(0);
  expect(Number(report.clearing.ledger)).toBeGreaterThan(0);
});

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
