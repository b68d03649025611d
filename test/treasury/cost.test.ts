import { expect, test } from 'vitest';
import { createBreakers } from '../../src/app.ts';
import { readSigns } from '../../src/health/index.ts';
import { previewPrice, requestPrice, soldBelowCost, starCost } from '../../src/shop/index.ts';
import { readTreasury } from '../../src/treasury/index.ts';
import { MINUTE_MS } from '../../src/lib/index.ts';
import { openShop } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { hire } from '../kit/hire.ts';
import { newKey, newPackage } from '../kit/prices.ts';

const shop = await openShop({
  DELIVERY: 'supplier',
  DELIVERY_SUPPLIER: 'mystars',
  STAR_COST: '0.000001',
});
const { app } = shop;
const { owner } = app.testDb;
const admins = [await hire(app), await hire(app)] as const;
const quotesOf = async (stars: number) =>
  (
    await owner.query<{ amount: bigint }>(
      'SELECT amount FROM supplier_quotes WHERE supplier = $1 AND stars = $2 ORDER BY at, id',
      ['mystars', stars],
    )
  ).rows.map(({ amount }) => amount);

test('the cost of a star, when the supplier never told a price, then it is the configured one', async () => {
  expect(await starCost(app, app.db, { packageId: null, bonusStars: 0 })).toEqual({
    amount: 1000n,
    quotedAt: null,
  });
});

test('prices of the supplier, when they are read, then each size is kept once until it changes or a day has passed', async () => {
  await readTreasury(app);
  const [first] = await quotesOf(50);
  expect(await quotesOf(1000)).toHaveLength(1);
  app.clock.advance(6 * MINUTE_MS);
  await readTreasury(app);
  expect(await quotesOf(50)).toEqual([first]);

  app.clock.advance(24 * 60 * MINUTE_MS);
  await readTreasury(app);
  expect(await quotesOf(50)).toEqual([first, first]);
});

test('a price below the newest quote, when asked for, then it waits for a second person, and the cost is written down', async () => {
  const { packageId, stars } = await newPackage(app, admins, { price: 500n * TON });
  await readTreasury(app);
  const size = BigInt(stars);
  await owner.query(
    `INSERT INTO supplier_quotes (supplier, stars, asset, amount, good_until, at) VALUES ('mystars', $1, 'TON', $2, $3, $3)`,
    [stars, 450n * TON + 1n, app.clock.now()],
  );
  const cost = (450n * TON + 1n + size - 1n) / size;
  const found = await starCost(app, app.db, { packageId, bonusStars: 0 });
  expect(found).toMatchObject({ amount: cost, quotedAt: expect.any(Date) });
  const terms = { bonusStars: 0, reason: 'test' };
  const kinds = async (price: bigint) =>
    (await previewPrice(app, { packageId, terms: { ...terms, price } })).concerns.map(({ kind }) => kind);

  expect(await kinds(460n * TON)).toEqual([]);
  expect(await kinds(450n * TON)).toEqual(['cost']);
  const asked = await requestPrice(app, {
    staffId: admins[0],
    packageId,
    terms: { ...terms, price: 450n * TON },
    requestKey: newKey(),
  });

  expect(asked.status).toBe('waiting');
  const kept = await owner.one('SELECT star_cost FROM price_changes WHERE id = $1', [asked.id]);
  expect(kept).toEqual({ star_cost: cost });
});

test('a package, when the newest quote is above its price, then health has a sign for it, until one of them changes', async () => {
  const { packageId, stars } = await newPackage(app, admins, { price: 500n * TON });
  const quote = (cost: bigint) =>
    owner.query(
      `INSERT INTO supplier_quotes (supplier, stars, asset, amount, good_until, at) VALUES ('mystars', $1, 'TON', $2, $3, $3)`,
      [stars, cost, app.clock.now()],
    );
  const signs = async () =>
    (await readSigns({ ...app, breakers: createBreakers(app) })).filter(
      ({ name }) => name === `cost.${stars}`,
    );
  await quote(499n * TON);
  expect(await signs()).toEqual([]);
  app.clock.advance(1000);

  await quote(501n * TON);
  expect(await signs()).toMatchObject([
    {
      severity: 'degraded',
      text: expect.stringMatching(/^cost above price: .* costs 501\.?\d* TON and is sold for 500 TON$/),
    },
  ]);
  const elsewhere = { ...app, config: { ...app.config, DELIVERY: 'manual' as const } };
  expect(await soldBelowCost(elsewhere)).toEqual([]);

  await owner.query('UPDATE packages SET active = false WHERE id = $1', [packageId]);
  expect(await signs()).toEqual([]);
});

test('the cost of a star, when no supplier is in use, then old quotes do not count', async () => {
  const manual = { config: { ...app.config, DELIVERY: 'manual' as const } };
  expect(await starCost(manual, app.db, { packageId: null, bonusStars: 0 })).toMatchObject({ amount: 1000n });
  const inTether = { config: { ...app.config, PAYMENT_ASSET: 'USDT' } };
  expect(await starCost(inTether, app.db, { packageId: null, bonusStars: 0 })).toMatchObject({ amount: 1n });
});
