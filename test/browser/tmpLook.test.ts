import { afterAll, test } from 'vitest';
import { seedDemo } from '../../scripts/demo/seed.ts';
import { createApp } from '../../src/app.ts';
import { openTicket as open, mergeTickets } from '../../src/support/index.ts';
import { createLogger, loadConfig } from '../../src/platform/index.ts';
import { openPage, screenshot, startBrowser } from '../support/browser.ts';
import { startProduct } from '../support/product.ts';
import { logInAs } from './people.ts';

const product = await startProduct();
const browser = await startBrowser();
const app = createApp(loadConfig(product.environment), {
  log: createLogger({ LOG_LEVEL: 'silent', DEBUG: false }),
});
afterAll(() => app.close());
await seedDemo(app);
const db = product.testDb.owner;
const { rows } = await db.query<{ id: string; user_id: bigint; number: bigint }>(
  'SELECT id, user_id, number FROM tickets ORDER BY number',
);
const [a, b, c] = rows;
await open(app, { userId: a!.user_id, subject: 'delivery', text: 'Так и не пришли звёзды, помогите' });
const x = await open(app, { userId: a!.user_id, subject: 'other', text: 'Ау?' });
await mergeTickets(app, { ticketId: x.id, intoId: a!.id });
for (let i = 0; i < 3; i++)
  await open(app, { userId: c!.user_id, subject: 'account', text: 'Account question ' + i });
await db.query(`UPDATE tickets SET first_reply_due_at = now() - interval '2 hours' WHERE id = $1`, [a!.id]);
await db.query(`UPDATE tickets SET first_reply_due_at = now() + interval '12 minutes' WHERE id = $1`, [
  b!.id,
]);

test.each(['ru', 'en'] as const)('look %s', async (language) => {
  const { page, context } = await openPage(browser, { locale: language, width: 1600, height: 950 });
  await logInAs(product, page, { role: 'support', language });
  await page.goto(`${product.adminUrl}/admin/pages/desk`);
  await page.getByTestId('queue').getByRole('button').first().click();
  await page.getByTestId('context').waitFor();
  await page.waitForTimeout(1500);
  await screenshot(page, `look-desk-${language}`);
  await page.locator('[data-tab=waiting]').click();
  await page.waitForTimeout(800);
  await page.getByTestId('queue').getByRole('button').first().click();
  await page.waitForTimeout(1500);
  await screenshot(page, `look-waiting-${language}`);
  await page.locator('[data-tab=done]').click();
  await page.waitForTimeout(800);
  await page.getByTestId('queue').getByRole('button').first().click();
  await page.waitForTimeout(1500);
  await screenshot(page, `look-done-${language}`);
  await page.goto(`${product.adminUrl}/admin/resources/tickets/records/${x.id}/show`);
  await page.getByTestId('context').waitFor();
  await page.waitForTimeout(1000);
  await screenshot(page, `look-gone-${language}`);
  await page.goto(`${product.adminUrl}/admin/resources/tickets`);
  await page.waitForTimeout(1500);
  await screenshot(page, `look-list-${language}`);
  await context.close();
});
