import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  approvePrice,
  buyFromBalance,
  createPackage,
  createPurchase,
  findOrder,
  findPackage,
  listPackages,
  listPriceVersions,
  previewPrice,
  requestPrice,
  setPackageActive,
  starPrice,
  type PriceTerms,
} from '../../src/shop/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { newUser, newUserWith } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { ask, newKey, newPackage as makePackage } from '../kit/prices.ts';
import { hire } from '../kit/hire.ts';

const context = await createTestContext();
const [asker, approver] = [await hire(context), await hire(context)] as const;

const change = (packageId: bigint, price: bigint, more: Partial<PriceTerms> = {}) =>
  ask(context, asker, packageId, { price, ...more });

/** A package of its own for one test. */
const newPackage = (price = 100n * TON) => makePackage(context, [asker, approver], { price });

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

test('requestPrice, when a price is changed, then the shop shows it at once and older orders keep theirs', async () => {
  const { stars, packageId } = await newPackage();
  const user = await newUser(context);
  const seen = await findPackage(context, stars);
  const order = await createPurchase(context, {
    userId: user.id,
    stars,
    requestKey: `old:${stars}`,
    priceId: seen?.priceId,
  });
  const { priceId } = await change(packageId, 110n * TON, { bonusStars: 10 });
  if (priceId === null) throw new Error('it is not published');
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

test('requestPrice, when two admins changed the version that both saw, then the second is refused', async () => {
  const { packageId, priceId } = await newPackage();
  const codes = await Promise.all(
    [101n, 102n].map((price) =>
      codeOf(
        requestPrice(context, {
          staffId: asker,
          packageId,
          terms: { price: price * TON, bonusStars: 0, reason: 'test' },
          requestKey: newKey(),
          expectedNewest: priceId,
        }),
      ),
    ),
  );
  expect(codes.sort()).toEqual(['PRICE_CHANGED', 'accepted']);
});

test('requestPrice, when many change one package at once, then versions have no gap and no twin', async () => {
  const { packageId } = await newPackage();
  await Promise.all(Array.from({ length: 8 }, (_, i) => change(packageId, BigInt(100 + i) * TON)));
  const { rows } = await context.db.query<{ version: number }>(
    'SELECT version FROM package_prices WHERE package_id = $1 ORDER BY id DESC',
    [packageId],
  );
  expect(rows.map(({ version }) => version)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect((await listPriceVersions(context, packageId)).length).toBe(9);
});

test('previewPrice, when the price or what a star costs moves by more than 15 percent, then wants a second person and writes nothing', async () => {
  const { stars, packageId, priceId } = await newPackage();
  const preview = async (price: bigint, bonusStars = 0) => {
    const plan = await previewPrice(context, { packageId, terms: { price, bonusStars, reason: 'x' } });
    return { percent: plan.pricePercent, concerns: plan.concerns };
  };
  const tooFar = (pricePercent: number, starPercent = pricePercent) => [
    { kind: 'now', priceId, pricePercent, starPercent },
  ];
  expect(await preview(115n * TON)).toEqual({ percent: 15, concerns: [] });
  expect(await preview(115n * TON + 10n)).toEqual({ percent: 15.1, concerns: tooFar(15.1) });
  expect(await preview(85n * TON)).toEqual({ percent: -15, concerns: [] });
  expect(await preview(80n * TON)).toEqual({ percent: -20, concerns: tooFar(-20) });
  expect(await preview(100n * TON, stars)).toEqual({ percent: 0, concerns: tooFar(0, -50) });
  expect((await listPriceVersions(context, packageId)).length).toBe(1);
});

test('setPackageActive, when a package is taken out, then it is not shown and its old screen is not charged another price', async () => {
  const { stars } = await newPackage();
  const user = await newUser(context);
  const priceId = (await findPackage(context, stars))?.priceId;
  await setPackageActive(context, { stars, active: false, staffId: asker });
  expect(await findPackage(context, stars)).toBeUndefined();
  const small = { userId: user.id, stars: 100, requestKey: `gone:${stars}` };
  await setPackageActive(context, { stars: 100, active: false, staffId: asker });
  const star = await starPrice(context);
  expect(await codeOf(createPurchase(context, { ...small, priceId }))).toBe('PRICE_CHANGED');
  expect(await createPurchase(context, { ...small, priceId: star.id })).toMatchObject({
    amount: 100n * TON,
    bonusStars: 0,
  });
  await setPackageActive(context, { stars: 100, active: true, staffId: asker });
  expect(await codeOf(setPackageActive(context, { stars: 77_777, active: true, staffId: asker }))).toBe(
    'PACKAGE_UNKNOWN',
  );
});

test('createPackage, when one of that size exists or numbers are wrong, then refuses', async () => {
  const create = (stars: number, terms: Partial<PriceTerms> = {}) =>
    codeOf(
      createPackage(context, {
        staffId: asker,
        stars,
        terms: { price: TON, bonusStars: 0, reason: 'x', ...terms },
        requestKey: newKey(),
      }),
    );
  expect(await create(100)).toBe('PACKAGE_EXISTS');
  expect(await create(0)).toBe('INPUT_INVALID');
  for (const wrong of [
    { price: 0n },
    // Finer than an invoice can ask for.
    { price: TON + 1n },
    { bonusStars: -1 },
    { reason: ' ' },
    { listPrice: TON - 1n },
    { validFrom: new Date(Date.now() - 60_000) },
    { validUntil: new Date(Date.now() - 60_000) },
    { validFrom: new Date(Date.now() + 120_000), validUntil: new Date(Date.now() + 60_000) },
  ])
    expect(await create(55_555, wrong)).toBe('INPUT_INVALID');
});

test('createPackage, when its form is sent twice, then it is one request and is sold once another person approved', async () => {
  const input = {
    staffId: asker,
    stars: 44_444,
    terms: { price: 9n * TON, bonusStars: 0, reason: 'new size' },
    requestKey: newKey(),
  };
  const first = await createPackage(context, input);
  expect([first.status, (await createPackage(context, input)).id]).toEqual(['waiting', first.id]);
  expect(await findPackage(context, 44_444)).toBeUndefined();
  await approvePrice(context, { changeId: first.id, staffId: approver });
  expect(await findPackage(context, 44_444)).toMatchObject({ price: 9n * TON, version: 1 });
  expect(await createPackage(context, input)).toMatchObject({ id: first.id, isRepeat: true });
});

test('createPurchase, when a package is larger than the limit of custom amounts, then sells it by payment and from balance', async () => {
  const { stars } = await newPackage();
  const user = await newUserWith(context, BigInt(stars) * TON);
  expect(await codeOf(createPurchase(context, { userId: user.id, stars, requestKey: `big:${stars}` }))).toBe(
    'accepted',
  );
  expect(await codeOf(buyFromBalance(context, { userId: user.id, stars, requestKey: `bal:${stars}` }))).toBe(
    'accepted',
  );
});

test('the price of a star, when it counts from tomorrow, then today’s price stays', async () => {
  const before = await starPrice(context);
  const tomorrow = new Date(Date.now() + 86_400_000);
  const { status } = await ask(context, asker, null, { price: (11n * TON) / 10n, validFrom: tomorrow });
  expect(status).toBe('published');
  expect(await starPrice(context)).toEqual(before);
});

test('price versions, when the application tries to write or rewrite one, then the database refuses', async () => {
  for (const statement of [
    'UPDATE package_prices SET price = 1',
    'UPDATE packages SET stars = 1 WHERE stars = 100',
    `INSERT INTO package_prices (package_id, version, asset, price, list_price, bonus_stars, reason) VALUES (1, 99, 'TON', 1, 1, 0, 'x')`,
    `INSERT INTO star_prices (asset, price, reason) VALUES ('TON', 1, 'x')`,
    'SELECT publish_price(c) FROM price_changes c',
  ])
    await expect(context.db.query(statement)).rejects.toThrow(/permission denied/);
  await expect(context.testDb.owner.query('UPDATE package_prices SET price = 1')).rejects.toMatchObject({
    code: 'SB001',
  });
  await expect(context.testDb.owner.query('DELETE FROM star_prices')).rejects.toMatchObject({
    code: 'SB001',
  });
});

test('the price in force, when any versions were written in any order, then is the latest that has come and not ended, by the rule', async () => {
  // Hours from now; never 0, since the clock moves while the test runs.
  const hours = fc.integer({ min: -5, max: 5 }).filter((value) => value !== 0);
  const version = fc
    .record({
      price: fc.bigInt(1n, 1000n).map((step) => step * 10n),
      from: hours,
      until: fc.option(hours, { nil: undefined }),
    })
    .filter(({ from, until }) => until === undefined || until > from);
  const now = Date.now();
  let size = 500_000;
  await fc.assert(
    fc.asyncProperty(fc.array(version, { minLength: 1, maxLength: 8 }), async (versions) => {
      const stars = ++size;
      const at = (value: number) => new Date(now + value * 3_600_000);
      // By the owner: versions that started in the past are written by nobody else.
      const { owner } = context.testDb;
      await owner.query('INSERT INTO packages (stars) VALUES ($1)', [stars]);
      for (const [index, { price, from, until }] of versions.entries())
        await owner.query(
          `INSERT INTO package_prices (package_id, version, asset, price, list_price, bonus_stars, reason, valid_from, valid_until)
           SELECT id, $2, 'TON', $3, $3, 0, 'p', $4, $5 FROM packages WHERE stars = $1`,
          [stars, index + 1, price, at(from), until === undefined ? null : at(until)],
        );
      // The rule, said again in the plainest way.
      let expected: { price: bigint; from: number } | undefined;
      for (const candidate of versions)
        if (
          candidate.from < 0 &&
          (candidate.until ?? Infinity) > 0 &&
          candidate.from >= (expected?.from ?? -Infinity)
        )
          expected = candidate;
      expect((await findPackage(context, stars))?.price).toBe(expected?.price);
    }),
    { numRuns: 40 },
  );
});
