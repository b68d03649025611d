import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { createLogger, loadConfig } from '../../../src/platform/index.ts';
import { seedStaff } from '../../../scripts/demo/staff.ts';
import { openPage, screenshot, startBrowser, type Watch } from '../../kit/browser.ts';
import { createPlayer } from '../../kit/player.ts';
import { startProduct } from '../../kit/product.ts';
import { logInAs } from '../../kit/demoPeople.ts';

const product = await startProduct();
const player = createPlayer(product.sandboxUrl);
const browser = await startBrowser();
const app = createApp(loadConfig(product.environment), {
  log: createLogger({ LOG_LEVEL: 'silent', DEBUG: false }),
});
afterAll(() => app.close());
await seedStaff(app);

async function logIn(login: string, language: 'ru' | 'en'): Promise<Watch> {
  const watch = await openPage(browser, { locale: language, width: 1600, height: 1200 });
  await logInAs(product, watch.page, { login, language });
  return watch;
}

const priceOf500 = async (): Promise<bigint | undefined> =>
  (await product.testDb.owner.one<{ price: bigint }>('SELECT price FROM current_packages WHERE stars = 500'))
    ?.price;
const open = (page: Page, path: string): Promise<unknown> =>
  page.goto(`${product.adminUrl}/admin/resources/${path}`);
const ended = (page: Page, status: string): Promise<void> =>
  page.getByTestId('now').filter({ hasText: status }).waitFor();

test('a price that falls by a third, when one admin asks and another approves it, then the chat shows it after the approval and not before', async () => {
  const buyer = await player.addUser({ first_name: 'Buyer', language_code: 'ru' });
  const shopShows = async (price: string): Promise<void> => {
    await buyer.send('/buy');
    await buyer.waitFor((message) => JSON.stringify(message.reply_markup ?? {}).includes(`50 ✨ · ${price}`));
  };
  const asker = await logIn('admin', 'en');
  const approver = await logIn('admin2', 'ru');

  // A draft first; then its author sees it through.
  const row = await product.testDb.owner.one<{ id: bigint }>('SELECT id FROM packages WHERE stars = 500');
  await open(asker.page, `packages/records/${row?.id}/changePrice`);
  await asker.page.locator('[name=price]').fill('283.5');
  await asker.page.locator('[name=reason]').fill('winter sale');
  await asker.page.getByTestId('price-waits').getByText('−33.3 %').waitFor();
  await asker.page.getByTestId('screen-en').getByText('283.5 TON').first().waitFor();
  await screenshot(asker.page, 'price-form-waits-en');
  await asker.page.getByTestId('price-draft').click();
  await ended(asker.page, 'A draft');
  await screenshot(asker.page, 'price-draft-en');
  await asker.page.getByTestId('action-submit').first().click();
  await asker.page.getByTestId('decide').click();
  await ended(asker.page, 'Waits for a second person');
  await screenshot(asker.page, 'price-waiting-own-en');
  expect(await asker.page.getByTestId('action-approve').count()).toBe(0);
  expect(await priceOf500()).toBe(425_000_000_000n);
  await shopShows('425 TON');

  await approver.page.goto(`${product.adminUrl}/admin/pages/approvals`);
  await approver.page.getByText('winter sale').waitFor();
  await screenshot(approver.page, 'price-queue-ru');
  await approver.page.locator('tr', { hasText: 'winter sale' }).getByRole('link').first().click();
  await ended(approver.page, 'Ждёт второго человека');
  await approver.page.getByTestId('screen-ru').getByText('Магазин звёзд').waitFor();
  await approver.page.getByTestId('screen-en').getByText('283.5 TON').first().waitFor();
  await screenshot(approver.page, 'price-waiting-ru');
  await approver.page.getByTestId('action-approve').first().click();
  await approver.page.getByTestId('decide').waitFor();
  await approver.page.getByTestId('cancel').waitFor();
  await screenshot(approver.page, 'price-approve-ru');
  await approver.page.getByTestId('decide').click();
  await ended(approver.page, 'Опубликовано');
  await screenshot(approver.page, 'price-published-ru');
  expect(await priceOf500()).toBe(283_500_000_000n);
  await shopShows('283.5 TON');

  // Back to the first version: far again, so the other one decides, and says no.
  const first = await product.testDb.owner.one<{ id: bigint }>(
    'SELECT v.id FROM package_prices v JOIN packages p ON p.id = v.package_id WHERE p.stars = 500 ORDER BY v.id LIMIT 1',
  );
  await open(approver.page, `package_prices/records/${first?.id}/rollBack`);
  await approver.page.locator('[name=reason]').fill('распродажа кончилась');
  await approver.page.getByTestId('price-waits').waitFor();
  await screenshot(approver.page, 'price-rollback-ru');
  await approver.page.getByTestId('price-submit').click();
  await ended(approver.page, 'Ждёт второго человека');
  const address = new URL(approver.page.url()).pathname;
  await asker.page.goto(product.adminUrl + address);
  await ended(asker.page, 'Waits for a second person');
  await asker.page.getByTestId('action-reject').first().click();
  await asker.page.locator('[name=remark]').fill('two more days');
  await asker.page.getByTestId('decide').click();
  await ended(asker.page, 'Rejected');
  await asker.page.getByTestId('trail').getByText('two more days').waitFor();
  expect(await priceOf500()).toBe(283_500_000_000n);

  await open(asker.page, `packages/records/${row?.id}/show`);
  await asker.page.getByText('winter sale').waitFor();
  await screenshot(asker.page, 'price-package-en');
  await open(asker.page, 'package_prices');
  await asker.page.getByText('in force').first().waitFor();
  await screenshot(asker.page, 'price-history-en');
  await open(approver.page, 'price_changes');
  await approver.page.getByText('опубликовано').first().waitFor();
  await screenshot(approver.page, 'price-changes-ru');
  expect([...asker.problems, ...approver.problems]).toEqual([]);
  await asker.context.close();
  await approver.context.close();
}, 240_000);

test('the only admin, when a change is large, then the form says in their language that nobody could approve it and what to do', async () => {
  await product.testDb.owner.query(
    `UPDATE staff SET disabled_at = now() WHERE email = 'admin2@demo.example'`,
  );
  const { page, context, problems } = await logIn('admin', 'ru');
  const star = await product.testDb.owner.one<{ id: bigint }>('SELECT id FROM current_star_prices');
  await open(page, `star_prices/records/${star?.id}/changePrice`);
  await page.locator('[name=price]').fill('2');
  await page.getByTestId('no-decider').getByText('Добавьте второго').waitFor();
  await page.getByTestId('screen-ru').getByText('Покупка с баланса').waitFor();
  await screenshot(page, 'price-only-admin-ru');
  expect(problems).toEqual([]);
  await context.close();
});
