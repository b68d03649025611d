import { expect, test } from 'vitest';
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
const list = `${product.adminUrl}/admin/resources/canned_replies`;

test(
  'a prepared answer, when it is written, changed by two and deleted in the browser, then each step is said in words',
  { timeout: 120_000 },
  async () => {
    const { page, problems } = await openPage(browser, { locale: 'ru' });
    await logInAs(product, page, { login: 'admin', language: 'ru' });
    await page.goto(list);
    await page.getByRole('link', { name: 'Новый ответ' }).click();
    await page.getByLabel('Название').fill('из браузера');
    await page.getByLabel('Текст по-русски').fill('Здравствуйте, {usr}!');
    await page.getByLabel('Текст по-английски').fill('Hello, {user}!');
    await screenshot(page, 'content-new');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('Таких переменных нет: {usr}').first().waitFor();
    await page.getByLabel('Текст по-русски').fill('Здравствуйте, {user}!');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await page.waitForURL((url) => url.pathname.endsWith('/canned_replies'));

    const answer = await page.request.get(
      `${product.adminUrl}/admin/api/resources/canned_replies/actions/list?filters.title=${encodeURIComponent('из браузера')}`,
    );
    const { records } = (await answer.json()) as {
      records: { id: string; params: Record<string, unknown> }[];
    };
    const [record] = records;
    expect(record?.params).toMatchObject({ active: false, version: 1 });
    await page.goto(`${list}/records/${record?.id}/edit`);
    await page.getByLabel('Текст по-английски').fill('Hi, {user}!');
    await page.request.post(
      `${product.adminUrl}/admin/api/resources/canned_replies/records/${record?.id}/edit`,
      {
        headers: { origin: product.adminUrl },
        data: { body_ru: 'Коллега', version: 1 },
      },
    );
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('Текст уже изменил кто-то другой').first().waitFor();
    await screenshot(page, 'content-stale');

    await page.goto(`${list}/records/${record?.id}/show`);
    await page.getByText('Коллега').first().waitFor();
    await page.locator('[data-css$="-delete-button"], [data-testid="action-delete"]').first().click();
    await page.getByText('Готовый ответ исчезнет у всех агентов').waitFor();
    await screenshot(page, 'content-delete');
    await page.getByRole('button', { name: 'Подтвердить' }).click();
    await page.waitForURL((url) => url.pathname.endsWith('/canned_replies'));
    await page.goto(`${product.adminUrl}/admin/resources/audit_log`);
    await page.getByText('Готовые ответы: удалено').first().waitFor();
    await screenshot(page, 'content-audit');
    expect(problems).toEqual([]);
  },
);
