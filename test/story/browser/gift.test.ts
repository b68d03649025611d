import { afterAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { seedDemo } from '../../../scripts/demo/seed.ts';
import { createApp } from '../../../src/app.ts';
import { createLogger, loadConfig } from '../../../src/platform/index.ts';
import { openPage, screenshot, startBrowser } from '../../kit/browser.ts';
import { logInAs } from '../../kit/demoPeople.ts';
import { startProduct } from '../../kit/product.ts';

const product = await startProduct({ DELIVERY: 'supplier' });
const browser = await startBrowser();
const app = createApp(loadConfig(product.environment), {
  log: createLogger({ LOG_LEVEL: 'silent', DEBUG: false }),
});
afterAll(() => app.close());
await product.stop();
await seedDemo(app);
await product.start();

async function press(page: Page, data: string): Promise<void> {
  await page.getByTestId(`button-${data}`).last().click();
}

test(
  'a gift of 100 stars, when it is paid on the pay page, then the friend has the stars and finance sees what they cost',
  { timeout: 120_000 },
  async () => {
    const { page, context, problems } = await openPage(browser, { locale: 'ru' });
    await page.goto(`${product.sandboxUrl}/?user=1001`);
    await page.getByTestId('start').click();
    await press(page, 'buy_stars');
    await press(page, 'gift');
    await press(page, 'gift_100');
    await page.getByTestId('text').fill('t.me/Bob_Smith');
    await page.getByTestId('send').click();
    await page.getByTestId('message').filter({ hasText: 'Проверьте подарок' }).last().waitFor();
    await screenshot(page, 'gift-confirm-ru');
    // Its callback data ends with a key.
    await page.locator('[data-testid^="button-give_100_bob_smith_"]').last().click();
    const payButton = page.getByTestId('url-button').last();
    await payButton.waitFor();
    await page.getByText('@bob_smith').last().waitFor();

    const [payPage] = await Promise.all([context.waitForEvent('page'), payButton.click()]);
    await payPage.getByTestId('pay-exact').click();
    await payPage.close();

    await page.getByTestId('message').filter({ hasText: 'Звёзды дошли' }).last().waitFor();
    await page.getByTestId('stars-1002').filter({ hasText: '110' }).waitFor();
    await screenshot(page, 'gift-arrived-ru');
    expect(problems).toEqual([]);
    await context.close();

    const order = await app.db.one<{ id: string; cost: bigint }>(
      `SELECT o.id, d.cost FROM deliveries d JOIN orders o ON o.id = d.order_id WHERE d.recipient = 'bob_smith'
       AND d.status = 'confirmed'`,
    );
    expect(order?.cost).toBeGreaterThan(0n);
    const office = await openPage(browser, { locale: 'en' });
    await logInAs(product, office.page, { login: 'finance', language: 'en' });
    await office.page.goto(`${product.adminUrl}/admin/resources/orders/records/${order?.id}/show`);
    await office.page.getByText('Margin').first().waitFor();
    await screenshot(office.page, 'gift-order-en');
    expect(office.problems).toEqual([]);
    await office.context.close();
  },
);
