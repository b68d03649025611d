import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  approvePrice,
  findPackage,
  findPriceChange,
  listPriceVersions,
  previewPrice,
  rejectPrice,
  requestPrice,
  rewriteDraft,
  starPrice,
  submitDraft,
  takeBackPrice,
  type PriceTerms,
} from '../../src/shop/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { codeOf } from '../kit/refusals.ts';
import { TON } from '../kit/money.ts';
import { ask as askOf, newKey, newPackage as makePackage } from '../kit/prices.ts';
import { hire } from '../kit/hire.ts';

// A star costs the shop a millionth of a coin: packages of this file have some 20 000 stars, and cost above 0.02.
const context = await createTestContext({ STAR_COST: '0.000001' });
const { owner } = context.testDb;
const [asker, second, third] = [await hire(context), await hire(context), await hire(context)] as const;
const HOUR = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR);

const newPackage = (price = 100n * TON, more: Partial<PriceTerms> = {}) =>
  makePackage(context, [asker, second], { price, ...more });
const ask = (packageId: bigint | null, price: bigint, more: Partial<PriceTerms> = {}, staffId = asker) =>
  askOf(context, staffId, packageId, { price, ...more });
const approve = (changeId: bigint, staffId = second) => approvePrice(context, { changeId, staffId });
const kinds = async (packageId: bigint | null, price: bigint, more: Partial<PriceTerms> = {}) =>
  (
    await previewPrice(context, { packageId, terms: { price, bonusStars: 0, reason: 'x', ...more } })
  ).concerns.map(({ kind }) => kind);
const trailOf = async (changeId: bigint): Promise<string[]> =>
  (
    await owner.query<{ step: string }>(
      `SELECT staff_id || ' ' || to_status AS step FROM price_change_events WHERE change_id = $1 ORDER BY id`,
      [changeId],
    )
  ).rows.map(({ step }) => step);

test('a change of more than 15 percent, when asked for, then the bot keeps the old price until somebody else approves', async () => {
  const { stars, packageId } = await newPackage();
  const change = await ask(packageId, 80n * TON);
  expect(change.status).toBe('waiting');
  expect(await findPackage(context, stars)).toMatchObject({ price: 100n * TON, version: 1 });
  expect(await codeOf(approve(change.id, asker))).toBe('PRICE_OWN');
  expect(await codeOf(rejectPrice(context, { changeId: change.id, staffId: asker }))).toBe('PRICE_OWN');
  for (const role of ['support', 'finance', 'auditor'] as const)
    expect(await codeOf(approve(change.id, await hire(context, role)))).toBe('FORBIDDEN');
  expect(await findPackage(context, stars)).toMatchObject({ price: 100n * TON });
  const approved = await approve(change.id);
  expect(approved).toMatchObject({ status: 'published', decidedBy: second, isRepeat: false });
  expect(await findPackage(context, stars)).toMatchObject({ price: 80n * TON, priceId: approved.priceId });
  expect(await trailOf(change.id)).toEqual([`${asker} draft`, `${asker} waiting`, `${second} published`]);
});

test('a price below cost, when asked for, then it waits, however small the step', async () => {
  const { packageId, stars } = await newPackage((21n * TON) / 1000n);
  const cost = BigInt(stars) * 1000n;
  expect(await kinds(packageId, cost)).toEqual([]);
  expect(await kinds(packageId, cost - 10n)).toEqual(['cost']);
  // Bonus stars cost as much as those that are paid for.
  expect(await kinds(packageId, cost, { bonusStars: 10 })).toEqual(['cost']);
  expect((await ask(packageId, cost - 10n)).status).toBe('waiting');
});

test('an approval, when clicked twice and by two admins at once, then it is one version and one step', async () => {
  const { packageId } = await newPackage();
  const { id } = await ask(packageId, 150n * TON);
  const answers = await Promise.all([approve(id), approve(id), approve(id, third), approve(id, third)]);
  expect(answers.filter(({ isRepeat }) => !isRepeat).length).toBe(1);
  expect(new Set(answers.map(({ priceId }) => priceId)).size).toBe(1);
  expect((await listPriceVersions(context, packageId)).length).toBe(2);
  expect((await trailOf(id)).length).toBe(3);
  expect(await codeOf(rejectPrice(context, { changeId: id, staffId: third }))).toBe('PRICE_STATE');
});

test('an approval and a rejection, when they come at once, then one of them holds', async () => {
  const { packageId } = await newPackage();
  const { id } = await ask(packageId, 150n * TON);
  const codes = await Promise.all([
    codeOf(approve(id)),
    codeOf(rejectPrice(context, { changeId: id, staffId: third, remark: 'too dear' })),
  ]);
  expect(codes.sort()).toEqual(['PRICE_STATE', 'accepted']);
  const status = (await findPriceChange(context.db, id))?.status;
  expect((await listPriceVersions(context, packageId)).length).toBe(status === 'published' ? 2 : 1);
});

test('an approval, when the transaction around it is lost, then nothing of it is left and it can be repeated', async () => {
  const { stars, packageId } = await newPackage();
  const { id } = await ask(packageId, 150n * TON);
  const lost = context.db.tx(async (tx) => {
    await approvePrice(
      { ...context, db: { ...context.db, tx: (work) => work(tx) } },
      { changeId: id, staffId: second },
    );
    throw new Error('killed before the commit');
  });
  await expect(lost).rejects.toThrow('killed');
  expect([(await findPackage(context, stars))?.price, await trailOf(id)]).toEqual([
    100n * TON,
    [`${asker} draft`, `${asker} waiting`],
  ]);
  expect((await approve(id)).status).toBe('published');
});

test('a change that waits, when another version came into force meanwhile, then approving says so and applies nothing', async () => {
  const { stars, packageId } = await newPackage();
  const { id } = await ask(packageId, 150n * TON);
  await ask(packageId, 105n * TON, {}, third);
  expect(await codeOf(approve(id))).toBe('PRICE_BASIS_CHANGED');
  expect(await findPackage(context, stars)).toMatchObject({ price: 105n * TON });
  expect((await findPriceChange(context.db, id))?.status).toBe('waiting');
  expect((await takeBackPrice(context, { changeId: id, staffId: asker })).status).toBe('cancelled');
});

test('a change that waits, when another version was only scheduled meanwhile, then approving says so too', async () => {
  const { packageId } = await newPackage();
  const { id } = await ask(packageId, 150n * TON);
  await ask(packageId, 105n * TON, { validFrom: inHours(1) }, third);
  expect(await codeOf(approve(id))).toBe('PRICE_BASIS_CHANGED');
});

/** Lets time pass for a change that waits: its start and end come earlier, as if it had waited that long. */
async function wait(changeId: bigint, hours: number): Promise<void> {
  await owner.tx(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'replica'`);
    await tx.query(
      `UPDATE price_changes SET valid_from = valid_from - make_interval(hours => $2), valid_until = valid_until - make_interval(hours => $2) WHERE id = $1`,
      [changeId, hours],
    );
  });
}

test('a scheduled change, when it is approved after its start, then it starts then and not before', async () => {
  const { stars, packageId } = await newPackage();
  const { id } = await ask(packageId, 150n * TON, { validFrom: inHours(1) });
  await wait(id, 2);
  expect(await findPackage(context, stars)).toMatchObject({ price: 100n * TON });
  const before = await context.db.one<{ at: Date }>('SELECT clock_timestamp() AS at');
  const { priceId } = await approve(id);
  const [version] = await listPriceVersions(context, packageId);
  expect(version).toMatchObject({ priceId, price: 150n * TON });
  expect(version?.validFrom.getTime()).toBeGreaterThanOrEqual(before?.at.getTime() ?? Infinity);
  expect(await findPackage(context, stars)).toMatchObject({ price: 150n * TON });
});

test('a change with an end, when that passed while it waited, then it cannot be approved any more', async () => {
  const { packageId } = await newPackage();
  const { id } = await ask(packageId, 50n * TON, { validFrom: inHours(1), validUntil: inHours(3) });
  await wait(id, 4);
  expect(await codeOf(approve(id))).toBe('PRICE_OVER');
  expect((await rejectPrice(context, { changeId: id, staffId: second, remark: 'too late' })).status).toBe(
    'rejected',
  );
});

test('small steps, when one person makes many of them, then they end 15 percent from what two people agreed on', async () => {
  const { packageId, stars } = await newPackage();
  const statuses: string[] = [];
  for (let step = 0, price = 100n * TON; step < 6; step++) {
    price = ((price * 95n) / 100n / 10n) * 10n;
    statuses.push((await ask(packageId, price, {}, step % 2 === 0 ? asker : third)).status);
  }
  expect(statuses).toEqual(['published', 'published', 'published', 'waiting', 'waiting', 'waiting']);
  expect((await findPackage(context, stars))?.price).toBe(85_737_500_000n);
  expect(await kinds(packageId, 84n * TON)).toEqual(['anchor']);
});

test('small steps, when two people agreed on where they led, then the next ones count from there', async () => {
  const { packageId } = await newPackage();
  await ask(packageId, 86n * TON);
  const { id } = await ask(packageId, 80n * TON);
  await approve(id);
  expect(await kinds(packageId, 70n * TON)).toEqual([]);
  expect(await kinds(packageId, 90n * TON)).toEqual([]);
});

test('a sale that two people agreed on for a time, when it runs, then one person cannot make it last', async () => {
  const { packageId, stars } = await newPackage();
  const { id } = await ask(packageId, 50n * TON, { validUntil: inHours(2) });
  await approve(id);
  expect(await findPackage(context, stars)).toMatchObject({ price: 50n * TON });
  // Near the sale's own price, but far from the one that two people let stand for good.
  expect(await kinds(packageId, 52n * TON)).toEqual(['anchor']);
  // Near that, but far from the price in force.
  expect(await kinds(packageId, 100n * TON)).toEqual(['now']);
});

test('schedules, when a chain of them would lead far, then each is measured against all that it meets', async () => {
  const { packageId } = await newPackage();
  expect((await ask(packageId, 88n * TON, { validFrom: inHours(1) })).status).toBe('published');
  // Near the one before it, but far from the price in force and from the agreed one, which are the same.
  expect(await kinds(packageId, 80n * TON, { validFrom: inHours(2) })).toEqual(['now']);
  // Near the price in force, but far from what follows it.
  expect(await kinds(packageId, 110n * TON)).toEqual(['next']);
  // Its end uncovers what is too far from it.
  expect(await kinds(packageId, 110n * TON, { validUntil: inHours(2) })).toEqual(['next']);
  expect(await kinds(packageId, 110n * TON, { validUntil: inHours(0.5) })).toEqual([]);
});

test('the guard, when any steps of price and bonus are tried by one person, then no star is sold for less than 85 percent of the agreed price', async () => {
  const step = fc.record({
    price: fc.integer({ min: 70, max: 130 }),
    bonus: fc.integer({ min: 0, max: 4000 }),
    from: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
    length: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const { packageId, stars } = await newPackage();
      for (const { price, bonus, from, length } of steps)
        await ask(packageId, BigInt(price) * TON, {
          bonusStars: bonus,
          validFrom: from === undefined ? undefined : inHours(from),
          validUntil: length === undefined ? undefined : inHours((from ?? 0) + length),
        });
      for (const version of await listPriceVersions(context, packageId)) {
        expect(version.price).toBeGreaterThanOrEqual(85n * TON);
        expect(version.price).toBeLessThanOrEqual(115n * TON);
        expect(version.price * BigInt(stars) * 100n).toBeGreaterThanOrEqual(
          85n * 100n * TON * BigInt(stars + version.bonusStars),
        );
      }
    }),
    { numRuns: 15 },
  );
});

test('a change, when the version that it is measured against is published in the same moment, then it is measured against that', async () => {
  const { packageId, stars } = await newPackage();
  // Each is 14 % away from the first price, the two 28 % from each other: both cannot be one person's alone.
  const [dear, cheap] = await Promise.all([ask(packageId, 114n * TON), ask(packageId, 86n * TON)]);
  expect([dear.status, cheap.status].sort()).toEqual(['published', 'waiting']);
  expect((await findPackage(context, stars))?.version).toBe(2);
});

test('the price of one star, when it changes by more than 15 percent, then it waits like that of a package', async () => {
  const before = await starPrice(context);
  const { id, status } = await ask(null, before.price * 2n);
  expect([status, await starPrice(context)]).toEqual(['waiting', before]);
  await approve(id);
  expect((await starPrice(context)).price).toBe(before.price * 2n);
  expect(await codeOf(ask(null, before.price, { bonusStars: 1 }))).toBe('INPUT_INVALID');
});

test('a request, when its form is sent twice, then it is one change; another wish under its key is refused', async () => {
  const { packageId } = await newPackage();
  const wish = {
    staffId: asker,
    packageId,
    terms: { price: 150n * TON, bonusStars: 0, reason: 'once' },
    requestKey: newKey(),
  };
  const [first, again] = await Promise.all([requestPrice(context, wish), requestPrice(context, wish)]);
  expect(first.id).toBe(again.id);
  expect(first.isRepeat).toBe(!again.isRepeat);
  expect(await codeOf(requestPrice(context, { ...wish, terms: { ...wish.terms, price: TON } }))).toBe(
    'KEY_REUSED',
  );
  expect(await codeOf(requestPrice(context, { ...wish, staffId: third }))).toBe('KEY_REUSED');
});

test('a draft, when it is written and rewritten, then nothing is asked for until its author does, and only the author may', async () => {
  const { packageId, stars } = await newPackage();
  const terms = { price: 101n * TON, bonusStars: 0, reason: 'not yet' };
  const draft = await requestPrice(context, {
    staffId: asker,
    packageId,
    terms,
    requestKey: newKey(),
    asDraft: true,
  });
  expect(draft.status).toBe('draft');
  const rewritten = { changeId: draft.id, terms: { ...terms, price: 102n * TON } };
  // Whoever rewrites somebody else's draft could approve it too: it would be one person's price.
  expect(await codeOf(rewriteDraft(context, { ...rewritten, staffId: second }))).toBe('PRICE_NOT_ALLOWED');
  expect(await codeOf(submitDraft(context, { changeId: draft.id, staffId: second }))).toBe(
    'PRICE_NOT_ALLOWED',
  );
  expect(await codeOf(approve(draft.id))).toBe('PRICE_STATE');
  await rewriteDraft(context, { ...rewritten, staffId: asker });
  expect((await findPackage(context, stars))?.price).toBe(100n * TON);
  const answers = await Promise.all(
    [1, 2].map(() => submitDraft(context, { changeId: draft.id, staffId: asker })),
  );
  expect(answers.map(({ status }) => status)).toEqual(['published', 'published']);
  expect((await findPackage(context, stars))?.price).toBe(102n * TON);
  expect(await codeOf(rewriteDraft(context, { ...rewritten, staffId: asker }))).toBe('PRICE_STATE');
  expect((await listPriceVersions(context, packageId)).length).toBe(2);
});

test('people, when they are no admins or have left, then they neither ask nor approve', async () => {
  const { packageId } = await newPackage();
  for (const role of ['support', 'finance', 'auditor'] as const)
    expect(await codeOf(ask(packageId, 101n * TON, {}, await hire(context, role)))).toBe('FORBIDDEN');
  const leaver = await hire(context);
  const { id } = await ask(packageId, 150n * TON);
  await owner.query('UPDATE staff SET disabled_at = now() WHERE id = $1', [leaver]);
  expect(await codeOf(ask(packageId, 101n * TON, {}, leaver))).toBe('FORBIDDEN');
  expect(await codeOf(approve(id, leaver))).toBe('FORBIDDEN');
});

test('the database, when it is asked without the use case, then it holds the same rules', async () => {
  const { packageId } = await newPackage();
  const { id } = await ask(packageId, 50n * TON);
  const finance = await hire(context, 'finance');
  const set = (assignments: string): Promise<unknown> =>
    context.db.query(`UPDATE price_changes SET ${assignments} WHERE id = ${id}`);
  const publish = (by: bigint, decided: bigint | null = by): Promise<unknown> =>
    set(`status = 'published', changed_by = ${by}, decided_by = ${decided ?? 'NULL'}`);
  await expect(publish(asker)).rejects.toMatchObject({ code: '23514' });
  await expect(publish(asker, second)).rejects.toMatchObject({ code: 'PR001' });
  await expect(publish(second, null)).rejects.toMatchObject({ code: 'PR001' });
  await expect(publish(finance)).rejects.toMatchObject({ code: 'PR001' });
  await expect(set('price = 1, list_price = 1')).rejects.toMatchObject({ code: 'PR003' });
  await expect(set(`requested_by = ${second}`)).rejects.toMatchObject({ code: 'PR003' });
  await expect(set(`status = 'draft', changed_by = ${asker}`)).rejects.toMatchObject({ code: 'PR002' });
  await expect(context.db.query(`DELETE FROM price_changes WHERE id = ${id}`)).rejects.toThrow(/permission/);
  await expect(context.db.query('DELETE FROM price_change_events')).rejects.toThrow(/permission/);
  const insert = (status: string, by: bigint): Promise<unknown> =>
    context.db.query(
      `INSERT INTO price_changes (package_id, status, asset, price, list_price, bonus_stars, reason, request_key, requested_by, changed_by)
       VALUES ($1, $2, 'TON', 1000000000, 1000000000, 0, 'x', $3, $4, $4)`,
      [packageId, status, newKey(), by],
    );
  await expect(insert('waiting', asker)).rejects.toMatchObject({ code: 'PR002' });
  await expect(insert('draft', finance)).rejects.toMatchObject({ code: 'PR001' });
  await insert('draft', asker);
  await expect(
    context.db.query(
      `UPDATE price_changes SET status = 'published' WHERE package_id = $1 AND status = 'draft'`,
      [packageId],
    ),
  ).rejects.toMatchObject({ code: 'PR001' });
});
