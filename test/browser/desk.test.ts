import { afterAll, expect, test } from 'vitest';
import { seedStaff } from '../../scripts/demo/staff.ts';
import { createApp } from '../../src/app.ts';
import { createLogger, loadConfig } from '../../src/platform/index.ts';
import { openPage, screenshot, startBrowser } from '../support/browser.ts';
import { createPlayer } from '../support/player.ts';
import { startProduct } from '../support/product.ts';
import { logInAs, openTicket } from './people.ts';

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
  await logInAs(product, page, { role: 'support', language: 'ru' });
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
