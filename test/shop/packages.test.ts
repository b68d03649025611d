import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  buyFromBalance,
  changePackage,
  changeStarPrice,
  createPackage,
  createPurchase,
  findOrder,
  findPackage,
  listPackages,
  listPriceVersions,
  previewPackageChange,
  setPackageActive,
  starPrice,
} from '../../src/shop/index.ts';
import { createTestContext } from '../support/testContext.ts';
import { codeOf, dataOf, newUser, newUserWith, TON } from './people.ts';

const context = await createTestContext();
const STAFF = 1n;

const change = (stars: number, price: bigint, more: object = {}) =>
  changePackage(context, { staffId: STAFF, stars, price, bonusStars: 10, reason: 'test', ...more });

/** A package of its own for one test. */
let nextSize = 20_000;
async function newPackage(price = 100n * TON): Promise<number> {
  const stars = ++nextSize;
  await createPackage(context, { staffId: STAFF, stars, price, bonusStars: 0, reason: 'first' });
  return stars;
}

test('listPackages, when the shop is new, then gives the four packages with their discounts', async () => {
  const first = (await listPackages(context)).filter(({ stars }) => stars <= 1000);
  expect(
    first.map((p) => [p.stars, p.bonusStars, p.price, p.listPrice, p.discountPercent, p.version]),
  ).toEqual([
    [100, 10, 95n * TON, 100n * TON, 5, 1],
    [250, 25, 225n * TON, 250n * TON, 10, 1],
    [500, 50, 425n * TON, 500n * TON, 15, 1],
    [1000, 100, 800n * TON, 1000n * TON, 20, 1],
  ]);
});

test('changePackage, when a price is changed, then the shop shows it at once and older orders keep theirs', async () => {
  const stars = await newPackage();
  const user = await newUser(context);
  const seen = await findPackage(context, stars);
  const order = await createPurchase(context, {
    userId: user.id,
    stars,
    requestKey: `old:${stars}`,
    priceId: seen?.priceId,
  });
  const { priceId, after } = await change(stars, 110n * TON);
  expect(after.version).toBe(2);
  expect(await findPackage(context, stars)).toMatchObject({
    price: 110n * TON,
    priceId,
    bonusStars: 10,
    version: 2,
  });
  expect(await findOrder(context, order.id)).toMatchObject({ amount: 100n * TON, priceId: seen?.priceId });
  const late = { userId: user.id, stars, requestKey: `late:${stars}`, priceId: seen?.priceId };
  expect(await dataOf(createPurchase(context, late))).toEqual({ price: '110' });
  expect(await createPurchase(context, { ...late, priceId })).toMatchObject({ amount: 110n * TON });
});

test('changePackage, when two admins changed the version that both saw, then the second is refused', async () => {
  const stars = await newPackage();
  const codes = await Promise.all(
    [101n, 102n].map((price) => codeOf(change(stars, price * TON, { expectedVersion: 1 }))),
  );
  expect(codes.sort()).toEqual(['PRICE_CHANGED', 'accepted']);
});

test('changePackage, when many change one package at once, then versions have no gap and no twin', async () => {
  const stars = await newPackage();
  await Promise.all(Array.from({ length: 8 }, (_, i) => change(stars, BigInt(100 + i) * TON)));
  const versions = (await listPriceVersions(context, stars)).map(({ version }) => version);
  expect(versions).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
});

test('previewPackageChange, when the price moves by more than 15 percent, then wants a second person and writes nothing', async () => {
  const stars = await newPackage();
  const preview = (price: bigint, bonusStars = 0) =>
    previewPackageChange(context, { staffId: STAFF, stars, price, bonusStars, reason: 'x' });
  expect(await preview(115n * TON)).toMatchObject({ priceChangePercent: 15, needsSecondPerson: false });
  expect(await preview(115n * TON + 10n)).toMatchObject({
    priceChangePercent: 15.1,
    needsSecondPerson: true,
  });
  expect(await preview(85n * TON)).toMatchObject({ priceChangePercent: -15, needsSecondPerson: false });
  expect(await preview(80n * TON)).toMatchObject({ priceChangePercent: -20, needsSecondPerson: true });
  expect(await preview(100n * TON, stars)).toMatchObject({ priceChangePercent: 0, needsSecondPerson: true });
  expect((await listPriceVersions(context, stars)).length).toBe(1);
});

test('setPackageActive, when a package is taken out, then it is not shown and its old screen is not charged another price', async () => {
  const stars = await newPackage();
  const user = await newUser(context);
  const priceId = (await findPackage(context, stars))?.priceId;
  await setPackageActive(context, { stars, active: false });
  expect(await findPackage(context, stars)).toBeUndefined();
  const small = { userId: user.id, stars: 100, requestKey: `gone:${stars}` };
  await setPackageActive(context, { stars: 100, active: false });
  const star = await starPrice(context);
  expect(await codeOf(createPurchase(context, { ...small, priceId }))).toBe('PRICE_CHANGED');
  expect(await createPurchase(context, { ...small, priceId: star.id })).toMatchObject({
    amount: 100n * TON,
    bonusStars: 0,
  });
  await setPackageActive(context, { stars: 100, active: true });
  expect(await codeOf(setPackageActive(context, { stars: 77_777, active: true }))).toBe('PACKAGE_UNKNOWN');
});

test('createPackage, when one of that size exists or numbers are wrong, then refuses', async () => {
  const good = { staffId: STAFF, stars: 100, price: TON, bonusStars: 0, reason: 'x' };
  expect(await codeOf(createPackage(context, good))).toBe('PACKAGE_EXISTS');
  for (const wrong of [
    { stars: 0 },
    { price: 0n },
    // Finer than an invoice can ask for.
    { price: TON + 1n },
    { bonusStars: -1 },
    { reason: ' ' },
    { listPrice: TON - 1n },
  ])
    expect(await codeOf(createPackage(context, { ...good, stars: 55_555, ...wrong }))).toBe('INPUT_INVALID');
});

test('createPurchase, when a package is larger than the limit of custom amounts, then sells it by payment and from balance', async () => {
  const stars = await newPackage();
  const user = await newUserWith(context, BigInt(stars) * TON);
  expect(await codeOf(createPurchase(context, { userId: user.id, stars, requestKey: `big:${stars}` }))).toBe(
    'accepted',
  );
  expect(await codeOf(buyFromBalance(context, { userId: user.id, stars, requestKey: `bal:${stars}` }))).toBe(
    'accepted',
  );
});

test('changeStarPrice, when a price counts from tomorrow or from long ago, then today’s price stays', async () => {
  const before = await starPrice(context);
  for (const days of [1, -1000])
    await changeStarPrice(context, {
      staffId: STAFF,
      price: 2n * TON,
      reason: `${days} days from now`,
      validFrom: new Date(Date.now() + days * 86_400_000),
    });
  expect(await starPrice(context)).toEqual(before);
});

test('price versions, when the application tries to rewrite one, then the database refuses', async () => {
  await expect(context.db.query('UPDATE package_prices SET price = 1')).rejects.toThrow(/permission denied/);
  await expect(context.testDb.owner.query('UPDATE package_prices SET price = 1')).rejects.toMatchObject({
    code: 'SB001',
  });
  await expect(context.testDb.owner.query('DELETE FROM star_prices')).rejects.toMatchObject({
    code: 'SB001',
  });
});

test('the price in force, when any versions were written in any order, then is the latest that has come, by the rule', async () => {
  const version = fc.record({
    price: fc.bigInt(1n, 1000n).map((step) => step * 10n),
    // Minutes from now; never 0, since the clock moves while the test runs.
    minutes: fc.integer({ min: -5, max: 5 }).filter((minutes) => minutes !== 0),
  });
  const now = Date.now();
  await fc.assert(
    fc.asyncProperty(fc.array(version, { minLength: 1, maxLength: 8 }), async (versions) => {
      const stars = ++nextSize;
      const at = (minutes: number) => new Date(now + minutes * 60_000 * 60);
      const [first, ...rest] = versions;
      if (!first) return;
      await createPackage(context, {
        staffId: STAFF,
        stars,
        price: first.price,
        bonusStars: 0,
        reason: 'p',
        validFrom: at(first.minutes),
      });
      for (const { price, minutes } of rest)
        await changePackage(context, {
          staffId: STAFF,
          stars,
          price,
          bonusStars: 0,
          reason: 'p',
          validFrom: at(minutes),
        });
      // The rule, said again in the plainest way.
      let expected: { price: bigint; minutes: number } | undefined;
      for (const candidate of versions)
        if (candidate.minutes < 0 && candidate.minutes >= (expected?.minutes ?? -Infinity))
          expected = candidate;
      expect((await findPackage(context, stars))?.price).toBe(expected?.price);
    }),
    { numRuns: 40 },
  );
});
