import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { shapeOf } from '../../../src/admin/frame/guard.ts';
import { seedStaff } from '../../../scripts/demo/staff.ts';
import { createApp } from '../../../src/app.ts';
import { createLogger, loadConfig } from '../../../src/platform/index.ts';
import { atEnd } from '../../kit/atEnd.ts';
import { openPage, screenshot, startBrowser } from '../../kit/browser.ts';
import { startProduct } from '../../kit/product.ts';
import { logInAs } from '../../kit/demoPeople.ts';

const product = await startProduct();
const browser = await startBrowser();
const app = createApp(loadConfig(product.environment), {
  log: createLogger({ LOG_LEVEL: 'silent', DEBUG: false }),
});
atEnd(() => app.close());
await seedStaff(app);
const { page } = await openPage(browser, { locale: 'en' });
await logInAs(product, page, { login: 'admin', language: 'en' });

/** Sections, pages and forms of the role come from their registries: a new one is walked by itself. */
const { views, pages } = shapeOf('admin');
const ODD_IDS = [
  '987654321',
  'no-number',
  '99999999999999999999999',
  '0198c0de-0000-7000-8000-000000000000',
  'a/../../b?c=d',
  '%',
];
const ADDRESSES = [
  '/admin',
  ...Object.keys(pages).map((name) => `/admin/pages/${name}`),
  ...views.map(({ source }) => `/admin/resources/${source.id}`),
];
const unread = (page: Page): ReturnType<Page['locator']> =>
  page.locator('[data-css="app-content"]').getByTestId('unread');

/** Some pages read again by themselves, and may be faster than the press. */
async function pressAgain(page: Page): Promise<void> {
  const again = unread(page).first().getByTestId('again');
  await again.click({ timeout: 5000 }).catch(async (error: unknown) => {
    if ((await unread(page).count()) > 0) throw error;
  });
}

/** Goes there inside the application, as a link does. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate(
    `history.pushState({}, '', ${JSON.stringify(address)}); dispatchEvent(new PopStateEvent('popstate', { state: {} }))`,
  );
}

// The frame reads every address in one way, so each view gets one odd id, and the first one all of them.
test.each(views.map((view, at) => [view.source.id, view, at] as const))(
  'a record of %s that is not there, when its page or a form about it is opened, then it is said at once, with the way to the list',
  { timeout: 60_000 },
  async (id, view, at) => {
    const forms = [
      ...(view.actions ?? []).filter(({ kind, button }) => kind === 'record' && button !== false),
      ...(view.content ? [{ name: 'edit' }] : []),
    ];
    const addresses = [
      ...(at === 0 ? ODD_IDS : [ODD_IDS[at % ODD_IDS.length] ?? '']).map((odd) => [odd, 'show'] as const),
      ...forms.map(({ name }) => ['987654321', name] as const),
    ];
    for (const [odd, action] of addresses) {
      await goTo(page, `/admin/resources/${id}/records/${encodeURIComponent(odd)}/${action}`);
      await expect
        .poll(() => unread(page).allInnerTexts(), { message: `${odd} ${action}`, timeout: 15_000 })
        .toEqual([expect.stringContaining(`There is no record ${odd}`)]);
    }
    await page.getByTestId('back').click();
    await page.waitForURL((url) => url.pathname === `/admin/resources/${id}`);
    await page.locator(`[data-css="${id}-list-table-wrapper"]`).waitFor();
  },
);

test('the desk, when its address names a ticket that is not there, then it says so and leads back to the same queue', async () => {
  const { page, context } = await openPage(browser, { locale: 'ru' });
  await logInAs(product, page, { login: 'support', language: 'ru' });
  for (const odd of ODD_IDS) {
    await page.goto(`${product.adminUrl}/admin/pages/desk?tab=done&ticket=${encodeURIComponent(odd)}`);
    await unread(page).getByText(`Записи ${odd} нет`).waitFor();
  }
  await screenshot(page, 'desk-unread-ru');
  await page.getByText('Назад к очереди').click();
  await page.getByText('Выберите обращение слева').waitFor();
  expect(new URL(page.url()).search).toBe('?tab=done');
  await context.close();
});

test.each([
  ['failed', 500],
  ['failed', 503],
  ['offline', undefined],
] as const)(
  'every page and list, when its reading is %s (%s), then it is said with a way to try again, which works',
  { timeout: 120_000 },
  async (why, status) => {
    // Both answers of a server end in one place, so the second one is tried on some pages.
    const addresses = status === 503 ? ADDRESSES.filter((_, at) => at % 4 === 0) : ADDRESSES;
    for (const address of addresses) {
      // Another page first: what is shown of a page stays when it is read again.
      await goTo(page, address === '/admin' ? '/admin/pages/circuits' : '/admin');
      await expect.poll(() => unread(page).count(), { message: address, timeout: 15_000 }).toBe(0);
      await page.route('**/admin/api/**', (route) =>
        status === undefined ? route.abort() : route.fulfill({ status, json: { code: 'INTERNAL' } }),
      );
      await goTo(page, address);
      await unread(page).first().waitFor();
      expect(await unread(page).first().getAttribute('data-why'), address).toBe(why);
      await page.unroute('**/admin/api/**');
      await pressAgain(page);
      await expect.poll(() => unread(page).count(), { message: address, timeout: 15_000 }).toBe(0);
      await expect
        .poll(() => page.getByTestId('Loader').count(), { message: address, timeout: 15_000 })
        .toBe(0);
    }
  },
);

test(
  'every page, and a list, when the session is over, then it leads to the log-in, and from there back',
  { timeout: 120_000 },
  async () => {
    const { page, context } = await openPage(browser, { locale: 'en' });
    await logInAs(product, page, { login: 'admin', language: 'en' });
    // The log-in sends who is still logged in back at once.
    await context.route('**/login?next=*', (route) => route.fulfill({ body: 'log in' }));
    await context.route('**/admin/api/**', (route) =>
      route.fulfill({ status: 401, json: { code: 'NOT_LOGGED_IN' } }),
    );
    // All lists are read in one place; a page of its own could read for itself.
    for (const address of ADDRESSES.slice(0, Object.keys(pages).length + 2)) {
      const tab = await context.newPage();
      await tab.goto(product.adminUrl + address, { waitUntil: 'commit' });
      const next = `/login?next=${encodeURIComponent(address)}`;
      await expect.poll(() => tab.url(), { message: address, timeout: 15_000 }).toBe(product.adminUrl + next);
      await tab.close();
    }
    await context.close();
  },
);
