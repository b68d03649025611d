import { afterAll, expect, test } from 'vitest';
import { introduce, readChats } from '../../../scripts/demo/chats.ts';
import { seedDemo } from '../../../scripts/demo/seed.ts';
import { createApp } from '../../../src/app.ts';
import { createLogger, loadConfig } from '../../../src/platform/index.ts';
import { openPage, screenshot, startBrowser } from '../../kit/browser.ts';
import { startProduct } from '../../kit/product.ts';
import { logInAs } from '../../kit/demoPeople.ts';

const product = await startProduct();
const browser = await startBrowser();
const app = createApp(loadConfig(product.environment), {
  log: createLogger({ LOG_LEVEL: 'silent', DEBUG: false }),
});
afterAll(() => app.close());
// As `npm start` does it: nothing is sent while the demo is written.
await product.stop();
await seedDemo(app);
await product.start();
await introduce(product.sandboxUrl, await readChats(app));

/** Who wrote the demo's ticket about a payment that was too small. */
const DMITRY = 9_100_000_002;

test('a ticket of the demo, when an agent answers it, then the answer arrives in its author’s chat', async () => {
  const chat = await openPage(browser, { locale: 'ru' });
  await chat.page.goto(`${product.sandboxUrl}/?user=${DMITRY}`);
  await chat.page.getByTestId('message').filter({ hasText: 'Я перевёл 135 TON' }).waitFor();

  const desk = await openPage(browser, { locale: 'ru', width: 1600 });
  await logInAs(product, desk.page, { login: 'support', language: 'ru' });
  await desk.page.goto(`${product.adminUrl}/admin/pages/desk`);
  await desk.page.getByTestId('queue').getByText('Я перевёл 135 TON').click();
  await desk.page.locator('textarea').fill('Остаток зачислен на ваш баланс.');
  await desk.page.getByTestId('send').click();

  await chat.page.getByTestId('message').filter({ hasText: 'Остаток зачислен на ваш баланс.' }).waitFor();
  await expect
    .poll(() =>
      app.db.one(`SELECT delivery FROM ticket_messages WHERE body = 'Остаток зачислен на ваш баланс.'`),
    )
    .toEqual({ delivery: 'sent' });
  await screenshot(chat.page, 'demo-answered-ru');
  expect([...chat.problems, ...desk.problems]).toEqual([]);
  await Promise.all([chat.context.close(), desk.context.close()]);
});

test('a photo of a demo ticket, when the agent opens the ticket, then the photo is there', async () => {
  const { page, context, problems } = await openPage(browser, { locale: 'ru', width: 1600 });
  await logInAs(product, page, { login: 'support', language: 'ru' });
  await page.goto(`${product.adminUrl}/admin/pages/desk`);
  await page.getByTestId('queue').getByText('#1').first().click();
  const photo = page.getByTestId('conversation').locator('img').first();
  await expect.poll(() => photo.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBe(300);
  await screenshot(page, 'demo-photo-ru');
  expect(problems).toEqual([]);
  await context.close();
});

test('a flag, when finance opens it from the list, then its page tells rule, measure and user, and a decision is kept', async () => {
  const { page, context, problems } = await openPage(browser, { locale: 'ru' });
  await logInAs(product, page, { login: 'finance', language: 'ru' });
  // Rules look at events behind the demo: in a job.
  await expect
    .poll(() => app.db.one(`SELECT FROM fraud_flags WHERE rule_id = 'forged-requests'`))
    .toBeDefined();
  await page.goto(`${product.adminUrl}/admin/resources/fraud_flags?filters.rule_id=forged-requests`);
  await page.locator('tbody tr').first().getByText('открыто').click();
  await page.getByTestId('measured').getByText('при пределе 3').waitFor();
  await screenshot(page, 'flag-ru');
  await page.getByText('Снять', { exact: true }).click();
  await page.getByTestId('consequence').getByText('закроется как ошибочный').waitFor();
  await page.locator('[name=flagNote]').fill('проверка подписи нового ключа');
  await page.locator('button[type=submit]:visible').last().click();
  await page.waitForURL(/\/show$/);
  await page.getByText('снят', { exact: true }).first().waitFor();
  await page.getByText('проверка подписи нового ключа').first().waitFor();
  await screenshot(page, 'flag-dismissed-ru');
  expect(problems).toEqual([]);
  await context.close();
});

test('a user, when an agent opens their page, then names are masked until they are asked for, and the look is kept', async () => {
  const { page, context, problems } = await openPage(browser, { locale: 'en' });
  await logInAs(product, page, { login: 'support', language: 'en' });
  await page.goto(`${product.adminUrl}/admin/resources/users`);
  await page.locator('tbody').getByText('J••• C•••').click();
  await page.getByTestId('open-personal').waitFor();
  expect(await page.getByText('jcarter').count()).toBe(0);
  await screenshot(page, 'user-en');
  await page.getByTestId('open-personal').click();
  await page.getByText('jcarter').waitFor();
  await page.getByText('The look was written to the audit log.').waitFor();
  await screenshot(page, 'user-opened-en');
  expect(await app.db.one(`SELECT FROM audit_log WHERE action = 'users.open'`)).toBeDefined();
  expect(problems).toEqual([]);
  await context.close();
});

test('a form about a user, when somebody clicks beside it or presses Esc, then it stays as typed until they agree; a refusal stands at the field', async () => {
  const { page, context, problems } = await openPage(browser, { locale: 'en' });
  await logInAs(product, page, { login: 'support', language: 'en' });
  await page.goto(`${product.adminUrl}/admin/resources/users`);
  await page.locator('tbody').getByText('J••• C•••').click();
  await page.getByText('Put under review', { exact: true }).first().click();
  // Whom it is about, in the form; and the page about them, beside it.
  await page.getByTestId('drawer-subject').getByText('J••• C•••').waitFor();
  await page.getByTestId('behind').getByText('J••• C•••').first().waitFor();
  const reason = page.locator('[name=reason]');
  await reason.fill('x');
  const answers = [false, false, true];
  page.on('dialog', (dialog) => void (answers.shift() === true ? dialog.accept() : dialog.dismiss()));
  await page.mouse.click(400, 500);
  await page.mouse.click(60, 300);
  expect(await reason.inputValue()).toBe('x');
  await page.locator('button[type=submit]:visible').last().click();
  await page.getByTestId('problem-reason').getByText('At least 3 characters.').waitFor();
  expect(await page.getByTestId('refusal').innerText()).not.toContain('reason.');
  await screenshot(page, 'form-refused-en');
  expect(
    await app.db.one(`SELECT FROM users WHERE status = 'under_review' AND first_name LIKE 'J%'`),
  ).toBeUndefined();
  await page.keyboard.press('Escape');
  await page.getByTestId('open-personal').waitFor();
  expect(await page.getByTestId('drawer-subject').count()).toBe(0);
  expect(answers).toEqual([]);
  expect(problems).toEqual([]);
  await context.close();
});
