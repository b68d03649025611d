import { expect, test } from 'vitest';
import { seedDemo } from '../../scripts/demo/seed.ts';
import { previewShop } from '../../src/bot/index.ts';
import { faqAnswerScreen } from '../../src/bot/screens/index.ts';
import { wordsFor } from '../../src/bot/words.ts';
import { moneyStyle } from '../../src/admin/access/panel.ts';
import { moneyText } from '../../src/admin/access/reader/index.ts';
import { createApp } from '../../src/app.ts';
import { userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { toAppError } from '../../src/lib/index.ts';
import { loadConfig } from '../../src/platform/index.ts';
import { approveRefund, executeRefund, requestRefund } from '../../src/refunds/index.ts';
import {
  buyFromBalance,
  coin,
  createTopup,
  findOrder,
  fitsInvoice,
  invoiceDecimals,
  listPackages,
  openAssets,
  starPrice,
} from '../../src/shop/index.ts';
import { listFaq } from '../../src/support/index.ts';
import { buy, openShop, pay, jobsDone, topUp } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { hire } from '../kit/hire.ts';
import { atEnd } from '../kit/atEnd.ts';
import { createTestContext } from '../kit/testContext.ts';

const USDT = 1_000_000n;
const shop = await openShop({ PAYMENT_ASSET: 'USDT' });
const { app } = shop;
await openAssets(app);
await shop.jobs().start();
const balancesOf = (userId: bigint) => userBalances(app.db, userId, 'USDT');

test('a shop in USDT, when it starts in an empty database, then its prices, limits and rules are in whole USDT, and a second start changes nothing', async () => {
  await openAssets(app);
  expect(coin(app.config)).toEqual({ code: 'USDT', exponent: 6 });
  expect(
    (await listPackages(app)).map(({ stars, price, bonusStars, asset }) => [
      stars,
      price / USDT,
      bonusStars,
      asset,
    ]),
  ).toEqual([
    [100, 95n, 10, 'USDT'],
    [250, 225n, 25, 'USDT'],
    [500, 425n, 50, 'USDT'],
    [1000, 800n, 100, 'USDT'],
  ]);
  expect(await starPrice(app)).toMatchObject({ price: USDT, asset: 'USDT' });
  const { rows } = await app.db.query(
    `SELECT request_up_to, approval_above FROM refund_limits WHERE kind = 'refund' AND role = 'support'`,
  );
  expect(rows).toEqual([{ request_up_to: 100n * USDT, approval_above: 25n * USDT }]);
  expect(
    await app.db.one(
      `SELECT parameters ->> 'minAmount' AS least FROM fraud_current_rules WHERE id = 'topup-drained'`,
    ),
  ).toEqual({ least: String(100n * USDT) });
});

test('a shop in USDT, when people top up, buy both ways and get money back, then the sums are right and the ledger is whole', async () => {
  const topped = await topUp(app, 150n * USDT + 250_000n);
  await pay(shop, topped);
  await eventually(async () => (await findOrder(app, topped.order.id))?.status === 'paid');
  expect(await balancesOf(topped.user.id)).toEqual({
    wallet: 150_250_000n,
    stars: 0n,
    hold: 0n,
    delivery: 0n,
  });

  const bought = await buy(app);
  expect(bought.invoice).toMatchObject({ amount: 95n * USDT, asset: 'USDT' });
  await pay(shop, bought);
  await eventually(async () => (await findOrder(app, bought.order.id))?.status === 'paid');
  expect(await balancesOf(bought.user.id)).toMatchObject({ stars: 110n });

  const { order, balances } = await buyFromBalance(app, {
    userId: topped.user.id,
    stars: 50,
    requestKey: 'usdt:balance',
  });
  expect(order).toMatchObject({ amount: 50n * USDT, asset: 'USDT', status: 'paid' });
  expect(balances).toEqual({ wallet: 100_250_000n, stars: 50n, hold: 0n, delivery: 0n });

  const [finance, other] = [await hire(app, 'finance'), await hire(app, 'finance')];
  const refund = await requestRefund(app, {
    of: { orderId: order.id },
    destination: 'balance',
    staffId: finance,
    reason: 'customer_request',
    note: 'asked for it',
    requestKey: 'usdt-refund-1',
  });
  if (refund.needsApproval) await approveRefund(app, { refundId: refund.id, staffId: other });
  await executeRefund(app, refund.id);
  await jobsDone(app);
  expect(await balancesOf(topped.user.id)).toEqual({
    wallet: 150_250_000n,
    stars: 0n,
    hold: 0n,
    delivery: 0n,
  });
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});

test('a shop in USDT, when less or more is paid, then what came is counted in USDT', async () => {
  const less = await buy(app);
  await pay(shop, less, { amount: '20.5' });
  const more = await topUp(app, 10n * USDT);
  await pay(shop, more, { amount: '12.345678' });
  await eventually(async () => (await findOrder(app, more.order.id))?.status === 'paid');
  expect((await balancesOf(more.user.id)).wallet).toBe(12_345_678n);
});

test('a shop in USDT, when its screens and the back office write money, then they write USDT and no other coin', async () => {
  const packages = await listPackages(app);
  const shown = previewShop(app.config, { packages, starPrice: USDT });
  for (const language of ['ru', 'en'] as const) {
    const said = JSON.stringify(shown[language]);
    expect(said).toContain('95 USDT');
    expect(said).not.toMatch(/\bTON\b/);
    const w = wordsFor(app.config, language);
    expect(w.money(1_500_000n)).toBe('1.5 USDT');
    const answers = (await listFaq(app)).map((entry) => faqAnswerScreen(entry, w).text).join();
    expect(answers).toContain('USDT');
    expect(answers).not.toMatch(/\bTON\b|\{coin\}/);
  }
  expect(moneyText(moneyStyle(app.config), 95_000_000n, 'USDT')).toBe('95 USDT');
});

test('an amount that is finer than the coin, when it is asked for, then it is refused', async () => {
  expect(invoiceDecimals(coin(app.config))).toBe(6);
  expect(fitsInvoice(1n, { code: 'TON', exponent: 9 })).toBe(false);
  expect(fitsInvoice(1n, coin(app.config))).toBe(true);
  const { user } = await topUp(app, 10n * USDT + 1n);
  expect(
    await createTopup(app, { userId: user.id, amount: 10n * USDT + 1n, requestKey: 'usdt:fine' }),
  ).toMatchObject({
    amount: 10_000_001n,
  });
});

test('another coin, when something has happened in the shop, then the start is refused with a clear word', async () => {
  for (const PAYMENT_ASSET of ['TON', 'BTC']) {
    const config = loadConfig({
      SANDBOX: 'on',
      DATABASE_URL: app.testDb.url,
      REDIS_URL: app.redisUrl,
      PAYMENT_ASSET,
    });
    const refused = await openAssets({ config, db: app.db }).catch(toAppError);
    expect(refused).toMatchObject({
      code: 'ASSET_CHANGED',
      message: expect.stringContaining('opened in USDT'),
    });
  }
  expect((await starPrice(app)).asset).toBe('USDT');
});

test('the demo, when the shop is in USDT, then it is filled, and every order is in USDT', async () => {
  const context = await createTestContext({ PAYMENT_ASSET: 'USDT' });
  const demo = createApp(context.config, { log: context.log });
  atEnd(() => demo.close());
  await openAssets(demo);
  await seedDemo(demo);
  expect((await demo.db.query('SELECT DISTINCT asset FROM orders')).rows).toEqual([{ asset: 'USDT' }]);
  expect((await verifyLedger(demo.db)).broken).toBeUndefined();
});
