import { expect, test } from 'vitest';
import { AppError } from '../../src/lib/index.ts';
import { checkOrder } from '../../src/payments/index.ts';
import {
  findDailyReport,
  listDailyReports,
  makeDailyReports,
  paymentReport,
} from '../../src/reconciliation/index.ts';
import { buy, openShop, pay, play, topUp } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { codeOf } from '../kit/refusals.ts';

const DAY = 86_400_000;
const shop = await openShop();
const { app } = shop;
await play(shop, '/webhooks/settings', { lose: 1_000_000 });
const silent = {
  ...app,
  provider: { ...app.provider, balance: () => Promise.reject(new AppError('PROVIDER_UNAVAILABLE')) },
};

const [purchase, topup] = [await buy(app), await topUp(app, 50n * TON)];
await buy(app);
for (const buying of [purchase, topup]) {
  await pay(shop, buying);
  await checkOrder(app, buying.order.id);
}
await app.testDb.owner.query(
  `INSERT INTO breaks (id, class, subject, source, opened_at) VALUES (gen_random_uuid(), 'status', 'old', 'sweep', now() - interval '2 days'),
     (gen_random_uuid(), 'status', 'new', 'sweep', now())`,
);

test('the report, when the period had a purchase and a top-up, then its sums are those of the ledger and of the provider', async () => {
  const now = app.clock.now().getTime();
  const report = await paymentReport(app, { from: new Date(now - 3_600_000), to: new Date(now + 60_000) });
  expect(report.invoices.map(({ asset, status, count, asked }) => ({ asset, status, count, asked }))).toEqual(
    [
      { asset: 'TON', status: 'check', count: 1, asked: '95' },
      { asset: 'TON', status: 'paid', count: 2, asked: '145' },
    ],
  );
  const changes = new Map(report.amounts.map(({ asset, kind, change }) => [`${asset} ${kind}`, change]));
  expect(changes.get('TON revenue')).toBe('95');
  expect(changes.get('TON wallet')).toBe('50');
  expect(changes.get('STAR stars')).toBe('110');
  const fees = Number(report.invoices[1]?.fees);
  expect(Number(changes.get('TON fees'))).toBe(-fees);
  expect(Number(changes.get('TON provider_clearing'))).toBeCloseTo(fees - 145);
  expect(report.clearing).toMatchObject({
    asset: 'TON',
    difference: expect.any(String),
    ledger: String(145 - fees),
  });
  expect(report.breaks).toEqual([{ class: 'status', opened: 1, resolved: 0, open: 2 }]);
  expect(report.ages).toEqual([
    { age: '0-1 h', open: 1 },
    { age: '1-3 d', open: 1 },
  ]);
  const earlier = await paymentReport(app, { from: new Date(now - 2 * DAY), to: new Date(now - DAY) });
  expect(earlier).toMatchObject({ invoices: [], amounts: [] });
});

test('the report of a day, when the day is over, then it is made once, by any number of workers, and never changed', async () => {
  expect(await findDailyReport(app)).toBeUndefined();
  expect(await makeDailyReports(app)).toHaveLength(1);
  const yesterday = new Date(app.clock.now().getTime() - DAY).toISOString().slice(0, 10);
  expect(await findDailyReport(app)).toMatchObject({ day: yesterday, report: { invoices: [] } });
  const today = app.clock.now().toISOString().slice(0, 10);
  expect(await findDailyReport(app, today)).toBeUndefined();

  app.clock.advance(DAY);
  await Promise.all([makeDailyReports(app), makeDailyReports(app), makeDailyReports(app)]);
  expect(await makeDailyReports(app)).toEqual([]);
  expect(await findDailyReport(app, today)).toMatchObject({
    day: today,
    report: { breaks: [{ class: 'status' }] },
  });
  expect((await listDailyReports(app, { limit: 10 })).map(({ day }) => day)).toEqual([today, yesterday]);
  expect((await listDailyReports(app, { before: today, limit: 10 })).map(({ day }) => day)).toEqual([
    yesterday,
  ]);
  expect(await codeOf(findDailyReport(app, 'today'))).toBe('INPUT_INVALID');
  for (const change of [`UPDATE payment_reports SET report = '{}'`, 'DELETE FROM payment_reports'])
    await expect(app.testDb.owner.query(change)).rejects.toMatchObject({ code: 'SB001' });
});

test('reports, when the provider does not answer, then they wait for some hours; after a long pause every day gets one', async () => {
  const midnight = Math.floor(app.clock.now().getTime() / DAY) * DAY;
  app.clock.advance(midnight + DAY + 60_000 - app.clock.now().getTime());
  expect(await makeDailyReports(silent)).toEqual([]);
  app.clock.advance(7 * 3_600_000);
  expect(await makeDailyReports(silent)).toHaveLength(1);
  expect((await findDailyReport(app))?.report.clearing).toMatchObject({ provider: null, difference: null });
  app.clock.advance(3 * DAY);
  expect(await makeDailyReports(app)).toHaveLength(3);
  app.clock.advance(90 * DAY);
  expect(await makeDailyReports(app)).toHaveLength(31);
});

test('a balance below zero, when the provider tells it, then the report and that of the day say how far it is from ours', async () => {
  const overdrawn = {
    ...app,
    provider: {
      ...app.provider,
      balance: () => Promise.resolve([{ currency: 'TON', amount: '-1.90000000' }]),
    },
  };
  const { clearing } = await paymentReport(overdrawn, {
    from: new Date(app.clock.now().getTime() - DAY),
    to: app.clock.now(),
  });
  expect(clearing.provider).toBe('-1.90000000');
  expect(Number(clearing.difference)).toBeCloseTo(-1.9 - Number(clearing.ledger));
  app.clock.advance(DAY);
  expect(await makeDailyReports(overdrawn)).toHaveLength(1);
});
