import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { seedStaff } from '../../../scripts/demo/staff.ts';
import { createApp } from '../../../src/app.ts';
import { bothSides } from '../../../src/payments/index.ts';
import { openBreak } from '../../../src/breaks/index.ts';
import { createLogger, loadConfig } from '../../../src/platform/index.ts';
import { openPage, screenshot, startBrowser } from '../../kit/browser.ts';
import { createPlayer } from '../../kit/player.ts';
import { startProduct } from '../../kit/product.ts';
import { logInAs, openTicket } from '../../kit/demoPeople.ts';

const product = await startProduct();
const player = createPlayer(product.sandboxUrl);
const browser = await startBrowser();
const app = createApp(loadConfig(product.environment), {
  log: createLogger({ LOG_LEVEL: 'silent', DEBUG: false }),
});
afterAll(() => app.close());
await seedStaff(app);

const logIn = (page: Page, role: string, language: 'ru' | 'en'): Promise<void> =>
  logInAs(product, page, { login: role, language });

test('a ticket opened in the chat, when an agent answers it at the desk, then the answer is in the chat', async () => {
  const user = await player.addUser({ first_name: '<b>Zoë</b> & "Co"', language_code: 'en' });
  await openTicket(user, 'Where are my <i>stars</i>?');

  const { page, context, problems } = await openPage(browser, { locale: 'ru', width: 1600 });
  await logIn(page, 'support', 'ru');
  await page.goto(`${product.adminUrl}/admin/pages/desk`);
  await page.getByTestId('queue').getByRole('button').first().click();
  await page.getByTestId('conversation').getByText('Where are my <i>stars</i>?').waitFor();
  await page.locator('textarea').fill('They arrive in a minute. & <b>thanks</b>');
  await screenshot(page, 'desk-ru');
  await page.getByTestId('send').click();

  const answer = await user.waitFor('They arrive in a minute.');
  expect(answer.text).toContain('& <b>thanks</b>');
  await screenshot(page, 'desk-answered-ru');
  expect(problems).toEqual([]);
  await context.close();
});

test('a package, when an admin writes a new price version, then the shop in the chat shows it at once', async () => {
  const user = await player.addUser({ first_name: 'Buyer', language_code: 'en' });
  await user.send('/buy');
  await user.waitFor((message) =>
    JSON.stringify(message.reply_markup ?? {}).includes('buy_stars_with_payment'),
  );

  const { page, context, problems } = await openPage(browser, { locale: 'en', width: 1600 });
  await logIn(page, 'admin', 'en');
  const row = await product.testDb.owner.one<{ id: bigint }>('SELECT id FROM packages WHERE stars = 250');
  await page.goto(`${product.adminUrl}/admin/resources/packages/records/${row?.id}/changePrice`);
  await page.locator('[name=price]').fill('230.5');
  await page.locator('[name=reason]').fill('dearer by the coin');
  await page.getByTestId('price-preview').getByText('230.5').first().waitFor();
  await screenshot(page, 'price-en');
  await page.locator('button[type=submit]:visible').last().click();
  await expect
    .poll(
      async () =>
        (
          await product.testDb.owner.one<{ price: bigint }>(
            'SELECT price FROM current_packages WHERE stars = 250',
          )
        )?.price,
    )
    .toBe(230_500_000_000n);

  await user.press('buy_stars_with_payment');
  await user.waitFor((message) => JSON.stringify(message.reply_markup ?? {}).includes('230.5'));
  expect(problems).toEqual([]);
  await context.close();
});

test('finance, when they end a break, try a rule and walk the ledger, then each screen tells what came of it', async () => {
  await openBreak(app.db, {
    class: 'missing_with_us',
    source: 'sweep',
    subject: 'an invoice of another shop',
    detail: { ...bothSides(undefined, undefined), theirAmount: '5', theirName: 'other-shop-1' },
  });
  const { page, context, problems } = await openPage(browser, { locale: 'ru', width: 1600 });
  await logIn(page, 'finance', 'ru');
  await page.goto(`${product.adminUrl}/admin/resources/breaks`);
  // In the list: the filter has an option of that name.
  await page.locator('tbody').getByText('у нас нет такого счёта').first().click();
  await page.getByTestId('sides').getByText('other-shop-1').waitFor();
  await page.getByText('Ничего не делать').first().click();
  await page.locator('[name=breakNote]').fill('счёт другого магазина');
  await screenshot(page, 'break-ru');
  await page.locator('button[type=submit]:visible').last().click();
  await page.getByTestId('trail').getByText('без действий: счёт другого магазина').waitFor();

  await page.goto(`${product.adminUrl}/admin/resources/fraud_rules/records/underpayments/show`);
  await page.getByTestId('try').click();
  await page.getByTestId('trial-result').waitFor();
  await screenshot(page, 'rule-ru');

  await page.goto(`${product.adminUrl}/admin/pages/verify`);
  await page.getByTestId('verify').click();
  await page.getByTestId('verified').getByText('Всё сходится').waitFor();
  await screenshot(page, 'verify-ru');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByTestId('download').first().click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^ledger-\d{8}T\d{6}Z\.csv$/);

  await page.goto(`${product.adminUrl}/admin/queues`);
  await page.getByText('provider-events').first().waitFor();
  await screenshot(page, 'queues-ru');
  expect(problems).toEqual([]);
  await context.close();
});

/** The admin sees every screen, so that role is looked at in both languages. */
const TOURS = [
  ['support', 'ru'],
  ['finance', 'en'],
  ['auditor', 'ru'],
  ['admin', 'ru'],
  ['admin', 'en'],
] as const;

test.each(TOURS)(
  'the back office as %s in %s, when each entry of its menu is opened, then all of them work without an error',
  { timeout: 240_000 },
  async (role, language) => {
    const { page, context, problems } = await openPage(browser, { locale: language });
    await logIn(page, role, language);
    const menu = page.locator('[data-css=sidebar] a[href^="/admin/"]:not([href*="queues"])');
    const links = await Promise.all((await menu.all()).map((link) => link.getAttribute('href')));
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) {
      await page.locator(`[data-css=sidebar] a[href="${link}"]`).click();
      await page.waitForURL((url) => url.pathname === link);
      // The page has its data, or has said what is wrong.
      await expect.poll(() => page.getByTestId('Loader').count(), { timeout: 15_000 }).toBe(0);
      await page.waitForLoadState('networkidle');
      await screenshot(page, `${role}${link?.replaceAll(/\W+/g, '-')}-${language}`);
    }
    expect(problems).toEqual([]);
    await context.close();
  },
);
