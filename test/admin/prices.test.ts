import { beforeAll, expect, test } from 'vitest';
import { hireWithPassword } from '../kit/hire.ts';
import { listPackages } from '../../src/shop/index.ts';
import { act, openOffice, type AdminAnswer, type Browser } from '../kit/office.ts';

const office = await openOffice();
const { app } = office;
const { owner } = office.context.testDb;
let [support, finance, admin, auditor, second] = [
  office.visit(),
  office.visit(),
  office.visit(),
  office.visit(),
  office.visit(),
];
let keys = 0;

/** Each test has a package of its own. */
const [FIRST, TWO, THREE, FOUR] = ['1', '2', '3', '4'] as const;
const terms = (price: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  price,
  bonusStars: 10,
  reason: 'test of prices',
  requestKey: `key-of-form-${++keys}`,
  ...more,
});
const sold = async (stars: number): Promise<bigint | undefined> =>
  (await listPackages(app)).find((one) => one.stars === stars)?.price;
const page = <T>(browser: Browser, id: unknown): Promise<{ page: T }> =>
  browser.json(`/admin/api/resources/price_changes/records/${String(id)}/show`);
const audited = async (id: unknown): Promise<string[]> =>
  (
    await owner.query<{ line: string }>(
      `SELECT staff_name || ' ' || action AS line FROM audit_log WHERE subject_type = 'price_changes' AND subject_id = $1 ORDER BY id`,
      [id],
    )
  ).rows.map(({ line }) => line);

interface ChangePage {
  isOwn: boolean;
  mayDecide: boolean;
  change: Record<string, unknown>;
  view: {
    deciders: number;
    concerns: { kind: string; percent: number; other: string }[];
    screens: Record<'ru' | 'en', { byPayment: { text: string; buttons: string[][] } }>;
  } | null;
  trail: { name: string; step: string; note: string }[];
}

beforeAll(async () => {
  support = await office.logIn('support');
  finance = await office.logIn('finance');
  admin = await office.logIn('admin');
  auditor = await office.logIn('auditor');
});

/** From here on there are two administrators. */
const hireSecond = async (): Promise<Browser> =>
  office.logIn(await hireWithPassword(office.context, 'admin', { name: 'The second', language: 'ru' }));

test('a large change, when there is one admin only, then it waits and the page says that nobody can approve', async () => {
  const asked = await act(admin, `packages/records/${FIRST}/changePrice`, terms('60'));
  expect(asked['status']).toBe('waiting');
  expect(asked.notice?.message).toMatch(/waits for another administrator/);
  expect(await sold(100)).toBe(95_000_000_000n);
  const { page: shown } = await page<ChangePage>(admin, asked['id']);
  expect(shown).toMatchObject({ isOwn: true, mayDecide: true, view: { deciders: 0 } });
  expect(shown.view?.concerns).toEqual([{ kind: 'now', percent: -36.9, other: '95 TON' }]);
  for (const step of ['approve', 'reject']) {
    const answer = await act(admin, `price_changes/records/${String(asked['id'])}/${step}`, {
      remark: 'my own',
    });
    expect(answer['code'], step).toBe('PRICE_OWN');
  }
  expect(await sold(100)).toBe(95_000_000_000n);
  second = await hireSecond();
  expect((await page<ChangePage>(admin, asked['id'])).page.view?.deciders).toBe(1);
});

test('a change that waits, when every other role calls each route of it by hand, then nothing happens', async () => {
  const asked = await act(admin, `packages/records/${TWO}/changePrice`, terms('100'));
  const draft = await act(admin, `packages/records/${TWO}/changePrice`, terms('226', { asDraft: true }));
  for (const browser of [support, finance, auditor])
    for (const address of [
      ...['approve', 'reject', 'takeBack', 'askAgain', 'previewPrice'].map(
        (step) => `price_changes/records/${String(asked['id'])}/${step}`,
      ),
      ...['submit', 'rewrite', 'takeBack'].map(
        (step) => `price_changes/records/${String(draft['id'])}/${step}`,
      ),
      `packages/records/${TWO}/changePrice`,
      `packages/records/${TWO}/previewPrice`,
      'packages/actions/addPackage',
      'star_prices/records/5/changePrice',
      'star_prices/records/5/rollBack',
      'package_prices/records/2/rollBack',
    ]) {
      const response = await browser.post(
        `/admin/api/resources/${address}`,
        terms('226', { remark: 'let me', stars: 7 }),
      );
      expect(response.status, address).toBe(404);
    }
  expect(await sold(250)).toBe(225_000_000_000n);
  const { rows } = await owner.query('SELECT status FROM price_changes WHERE package_id = 2 ORDER BY id');
  expect(rows).toEqual([{ status: 'waiting' }, { status: 'draft' }]);
  // They see it, as they see prices.
  for (const browser of [support, finance, auditor]) {
    const { page: shown } = await page<ChangePage>(browser, asked['id']);
    expect(shown).toMatchObject({ mayDecide: false, isOwn: false, change: { status: 'waiting' } });
  }
});

test('a change that waits, when another admin approves it by two clicks at once, then it is one version and one audit row', async () => {
  const asked = await act(admin, `packages/records/${THREE}/changePrice`, terms('300'));
  const { page: shown } = await page<ChangePage>(second, asked['id']);
  expect(shown.isOwn).toBe(false);
  expect(shown.view?.screens.ru.byPayment.text).toContain('300 TON');
  expect(shown.view?.screens.ru.byPayment.text).toContain('Магазин звёзд');
  expect(shown.view?.screens.en.byPayment.buttons.flat()).toContain('⭐ 500 +10 ✨ · 300 TON');
  const address = `price_changes/records/${String(asked['id'])}/approve`;
  const answers = await Promise.all([act(second, address), act(second, address), act(second, address)]);
  expect(answers.map(({ notice }) => notice?.type)).toEqual(['success', 'success', 'success']);
  expect(await sold(500)).toBe(300_000_000_000n);
  expect(await audited(asked['id'])).toEqual([
    'The admin price_changes.changePrice',
    'The second price_changes.approve',
  ]);
  const { page: after } = await page<ChangePage>(auditor, asked['id']);
  expect(after.trail.map(({ name, step }) => [name, step])).toEqual([
    ['The admin', 'draft'],
    ['The admin', 'waiting'],
    ['The second', 'published'],
  ]);
});

test('a change that waits, when its audit row cannot be written, then the approval is not either', async () => {
  const asked = await act(admin, `packages/records/${FOUR}/changePrice`, terms('500'));
  await owner.query(
    `ALTER TABLE audit_log ADD CONSTRAINT broken CHECK (action <> 'price_changes.approve') NOT VALID`,
  );
  const address = `price_changes/records/${String(asked['id'])}/approve`;
  try {
    expect((await act(second, address)).notice?.type).toBe('error');
  } finally {
    await owner.query('ALTER TABLE audit_log DROP CONSTRAINT broken');
  }
  expect(await sold(1000)).toBe(800_000_000_000n);
  expect((await act(second, address)).notice?.type).toBe('success');
  expect(await sold(1000)).toBe(500_000_000_000n);
});

test('a rejection, when it has no reason, then it is refused; with one it ends the change and colleagues read it', async () => {
  const asked = await act(admin, `packages/records/${FOUR}/changePrice`, terms('900'));
  const address = `price_changes/records/${String(asked['id'])}/reject`;
  expect((await act(second, address, { remark: '' }))['code']).toBe('INPUT_INVALID');
  expect((await act(second, address, { remark: 'слишком дорого' })).notice?.message).toBe(
    'Отклонено, цена прежняя',
  );
  expect((await act(second, `price_changes/records/${String(asked['id'])}/approve`))['code']).toBe(
    'PRICE_STATE',
  );
  expect((await page<ChangePage>(support, asked['id'])).page.trail.at(-1)).toMatchObject({
    name: 'The second',
    step: 'rejected',
    note: 'слишком дорого',
  });
});

test('a draft, when another admin rewrites or submits it, then it is refused; its author may', async () => {
  const draft = await act(admin, `packages/records/${TWO}/changePrice`, terms('230', { asDraft: true }));
  const at = (step: string): string => `price_changes/records/${String(draft['id'])}/${step}`;
  expect((await act(second, at('rewrite'), terms('200')))['code']).toBe('PRICE_NOT_ALLOWED');
  expect((await act(second, at('submit')))['code']).toBe('PRICE_NOT_ALLOWED');
  expect((await act(second, at('takeBack')))['code']).toBe('PRICE_NOT_ALLOWED');
  expect((await act(admin, at('rewrite'), terms('231'))).notice?.type).toBe('success');
  expect((await act(admin, at('submit'))).notice?.message).toMatch(/in force/);
  expect(await sold(250)).toBe(231_000_000_000n);
});

test('a roll-back, when it leads far, then it waits like any change; whatever terms are sent, they are the version’s', async () => {
  // The first version of 500 stars: 425 TON, far from 300 which two people approved.
  const asked = await act(second, 'package_prices/records/3/rollBack', terms('1'));
  expect(asked['status']).toBe('waiting');
  expect(await sold(500)).toBe(300_000_000_000n);
  await act(admin, `price_changes/records/${String(asked['id'])}/approve`);
  expect(await sold(500)).toBe(425_000_000_000n);
});

test('a schedule, when it is far from the price in force, then it waits for a person; when near, then it waits for its time only', async () => {
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  const far = await act(
    admin,
    `packages/records/${THREE}/changePrice`,
    terms('600', { validFrom: inAnHour }),
  );
  expect(far['status']).toBe('waiting');
  const near = await act(second, `packages/records/${THREE}/changePrice`, {
    ...terms('430', { validFrom: inAnHour, validUntil: new Date(Date.now() + 7_200_000).toISOString() }),
    bonusStars: 50,
  });
  expect([near['status'], near.notice?.message]).toEqual([
    'published',
    'Запланировано: бот покажет цену, когда придёт её время',
  ]);
  expect(await sold(500)).toBe(425_000_000_000n);
  const list = await auditor.json<AdminAnswer>(
    '/admin/api/resources/package_prices/actions/list?filters.stars=500',
  );
  expect(list.records?.map(({ params }) => [params['price'], params['price_state']])).toEqual([
    ['430 TON', 'scheduled'],
    ['425 TON', 'in_force'],
    ['300 TON', 'past'],
    ['425 TON', 'past'],
  ]);
  // The schedule is news to whoever decides on the first.
  const late = await act(second, `price_changes/records/${String(far['id'])}/approve`);
  expect(late['code']).toBe('PRICE_BASIS_CHANGED');
  expect((await page<ChangePage>(second, far['id'])).page.change['is_outdated']).toBe(true);
});

test('a new package, when one admin asks for it, then it is sold only once another approved', async () => {
  const asked = await act(admin, 'packages/actions/addPackage', { ...terms('70'), stars: '77' });
  expect(asked['status']).toBe('waiting');
  expect(await sold(77)).toBeUndefined();
  await act(second, `price_changes/records/${String(asked['id'])}/approve`);
  expect(await sold(77)).toBe(70_000_000_000n);
});

test('the price of one star, when it is halved, then it waits; the queue of decisions shows it to all', async () => {
  const asked = await act(admin, 'star_prices/records/5/changePrice', {
    ...terms('0.5'),
    bonusStars: 0,
  });
  expect(asked['status']).toBe('waiting');
  for (const browser of [support, finance, second, auditor]) {
    const queue = await browser.json<{ prices: Record<string, unknown>[] }>('/admin/api/pages/approvals');
    expect(queue.prices.map(({ id }) => String(id))).toContain(String(asked['id']));
  }
  await act(second, `price_changes/records/${String(asked['id'])}/approve`);
  const row = await owner.one<{ price: bigint }>('SELECT price FROM current_star_prices');
  expect(row?.price).toBe(500_000_000n);
});
