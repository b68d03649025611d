import { expect, test } from 'vitest';
import { seedDemo } from '../../../scripts/demo/seed.ts';
import { createApp } from '../../../src/app.ts';
import { createLogger, loadConfig } from '../../../src/platform/index.ts';
import { atEnd } from '../../kit/atEnd.ts';
import { openPage, screenshot, startBrowser } from '../../kit/browser.ts';
import { logInAs } from '../../kit/demoPeople.ts';
import { eventually } from '../../kit/eventually.ts';
import { playAt } from '../../kit/play.ts';
import { startProduct } from '../../kit/product.ts';

const product = await startProduct({ DELIVERY: 'supplier', DELIVERY_SUPPLIER: 'mystars' });
const browser = await startBrowser();
const app = createApp(loadConfig(product.environment), {
  log: createLogger({ LOG_LEVEL: 'silent', DEBUG: false }),
});
atEnd(() => app.close());
await product.stop();
await seedDemo(app);
await product.start();
const count = async (sql: string): Promise<number> => (await app.db.query(sql)).rows.length;

/** Somebody sends coins to our wallet, once it is watched. */
async function sendCoins(coins: number): Promise<void> {
  await eventually(async () => (await count('SELECT FROM ton_wallets')) > 0, 120);
  const before = await count('SELECT FROM ton_incoming');
  await playAt(`${product.sandboxUrl}/play/ton/transfers`, {
    amount: `${coins}000000000`,
    comment: `thank you ${coins}`,
  });
  await eventually(async () => (await count('SELECT FROM ton_incoming')) > before, 60);
}

test.each(['ru', 'en'] as const)(
  'the pages of the treasury in %s, when finance opens them and books a transfer, then they read well and the transfer is booked',
  { timeout: 300_000 },
  async (language) => {
    await sendCoins(language === 'ru' ? 3 : 4);
    const { page, context, problems } = await openPage(browser, { locale: language, height: 1600 });
    await logInAs(product, page, { login: 'finance', language });
    await page.goto(`${product.adminUrl}/admin/pages/treasury`);
    await page.getByTestId('places').waitFor();
    // The demo booked what its places hold; only what came in since then is a difference.
    expect(await page.getByTestId('places').locator('tbody tr').count()).toBe(3);
    expect(await page.locator('.sb-page').innerText()).not.toMatch(/\d{4}-\d\d-\d\d/);
    await screenshot(page, `treasury-${language}`);

    await page.goto(`${product.adminUrl}/admin/pages/suppliers`);
    await page.getByTestId('totals').waitFor();
    await page.getByTestId('probe').click();
    await page.getByTestId('probed').waitFor();
    await page.getByTestId('ask-list').click();
    await page
      .getByText(language === 'ru' ? 'по списку поставщика' : 'by the supplier’s list')
      .first()
      .waitFor();
    await screenshot(page, `suppliers-${language}`);

    await page.goto(`${product.adminUrl}/admin/resources/ton_incoming?filters.status=open`);
    await page
      .getByText(/thank you/)
      .first()
      .waitFor();
    await screenshot(page, `transfers-${language}`);
    const hash = (
      await app.db.one<{ hash: string }>('SELECT tx_hash AS hash FROM ton_incoming ORDER BY lt DESC LIMIT 1')
    )?.hash;
    await page.goto(`${product.adminUrl}/admin/resources/ton_incoming/records/${hash}/bookIncoming`);
    await page.locator('#field-as').selectOption('capital');
    await page.locator('#field-remark').fill('the owner wrote');
    await screenshot(page, `book-transfer-${language}`);
    await page.getByTestId('next').click();
    await page.getByTestId('confirm').waitFor();
    await screenshot(page, `book-preview-${language}`);
    await page.getByTestId('request').click();
    await page.getByTestId('made').waitFor();
    expect(await count(`SELECT FROM treasury_bookings WHERE tx_hash = '${hash}' AND kind = 'funding'`)).toBe(
      1,
    );

    await page.goto(`${product.adminUrl}/admin/resources/treasury_bookings`);
    await page.getByText('the owner wrote').first().waitFor();
    await screenshot(page, `bookings-${language}`);
    await page.goto(`${product.adminUrl}/admin/resources/treasury_bookings/actions/bookMovement`);
    await page.locator('#drawerPortal button[type=submit]').waitFor();
    await screenshot(page, `book-movement-${language}`);
    expect(problems).toEqual([]);
    await context.close();
  },
);
