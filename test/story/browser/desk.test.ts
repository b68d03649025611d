import { afterAll, expect, test } from 'vitest';
import { seedStaff } from '../../../scripts/demo/staff.ts';
import { createApp } from '../../../src/app.ts';
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

test('two tickets about one thing, when an agent merges them at the desk, then the user is told, and what they write next stands in the one that stays', async () => {
  const user = await player.addUser({ first_name: 'Twice', language_code: 'en' });
  await openTicket(user, 'Where are my stars?');
  await user.waitFor(/Ticket #\d+ is open/);
  await openTicket(user, 'I still have no stars');
  await user.waitFor('I still have no stars');
  await expect.poll(async () => (await product.testDb.owner.query('SELECT FROM tickets')).rowCount).toBe(2);
  await product.testDb.owner.query(
    `UPDATE tickets SET clock_started_at = clock_started_at - interval '7 hours', first_reply_due_at = first_reply_due_at - interval '7 hours'
     WHERE number = (SELECT min(number) FROM tickets)`,
  );

  const { page, context, problems } = await openPage(browser, { locale: 'ru', width: 1600 });
  await logInAs(product, page, { login: 'support', language: 'ru' });
  await page.goto(`${product.adminUrl}/admin/pages/desk`);
  const queue = page.getByTestId('queue');
  await queue.getByText('ответ просрочен на 3 ч').waitFor();
  await queue.getByRole('button').first().click();
  await page.getByTestId('conversation').getByText('Where are my stars?').waitFor();
  await page.getByTestId('merge').click();
  await screenshot(page, 'desk-merge-ru');
  await page.getByTestId('merge-sure').click();
  await page.getByTestId('conversation').getByText('I still have no stars').waitFor();
  // The merge wins no time.
  await queue.getByText('ответ просрочен на 3 ч').waitFor();

  const told = await user.waitFor(/is now part of/);
  expect(told.text).toMatch(/Ticket #\d+ is now part of #\d+/);
  await user.send('Any news?');
  await page.getByTestId('conversation').getByText('Any news?').waitFor();
  await screenshot(page, 'desk-merged-ru');
  expect(problems).toEqual([]);
  await context.close();
});

test('an answer with a hole, when an agent sends it, then the desk asks; an answer that does not arrive is marked and can be sent again; an end is asked about', async () => {
  const user = await player.addUser({ first_name: 'Hole', language_code: 'en' });
  await openTicket(user, 'My stars did not come');
  await user.waitFor(/Ticket #\d+ is open/);
  await user.send('Here is the proof');
  await user.sendPhoto('receipt');
  const { page, context, problems } = await openPage(browser, { locale: 'en', width: 1440 });
  await logInAs(product, page, { login: 'support', language: 'en' });
  await page.goto(`${product.adminUrl}/admin/pages/desk`);
  await page.getByTestId('queue').getByText('receipt').click();
  await page.locator('[data-action=resolve]').click();
  await page.getByText('Nobody has answered the user in this ticket yet.').waitFor();
  await screenshot(page, 'desk-end-en');
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('textbox', { name: 'Reply' }).fill('Your payment {tx} came, {user}');
  await page.getByTestId('send').click();
  await page.getByText('The answer has empty places').waitFor();
  await screenshot(page, 'desk-hole-en');
  await page.getByRole('button', { name: 'Back to the answer' }).click();

  await user.block();
  await page.getByRole('textbox', { name: 'Reply' }).fill('Hello {user}, we are looking');
  await page.getByTestId('send').click();
  await page.getByTestId('queue').getByText('Answer not delivered').waitFor();
  await page.getByTestId('resend').waitFor();
  await screenshot(page, 'desk-undelivered-en');
  // Sent again while the bot is still blocked; once it is let in, what it owes arrives by itself.
  await page.getByTestId('resend').click();
  await user.unblock();
  await user.waitFor('Hello Hole, we are looking');
  await expect.poll(() => page.getByTestId('queue').getByText('Answer not delivered').count()).toBe(0);
  expect(problems).toEqual([]);
  await context.close();
});
