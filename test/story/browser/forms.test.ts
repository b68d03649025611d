import { afterAll, expect, test } from 'vitest';
import { seedDemo } from '../../../scripts/demo/seed.ts';
import { shapeOf } from '../../../src/admin/frame/guard.ts';
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
await product.stop();
await seedDemo(app);
await product.start();

interface Listed {
  records?: { id: string; recordActions: { name: string }[] }[];
}

test.each([
  ['admin', 'ru', 1280, 720],
  ['finance', 'en', 1440, 900],
] as const)(
  'every form of %s in %s, when it is opened at %s×%s, then the button that does it is in sight, and has a name',
  { timeout: 240_000 },
  async (role, language, width, height) => {
    const { page, context, problems } = await openPage(browser, { locale: language, width, height });
    await logInAs(product, page, { login: role, language });
    const opened: string[] = [];
    for (const { source, actions = [] } of shapeOf(role).views) {
      const answer = await page.request.get(
        `${product.adminUrl}/admin/api/resources/${source.id}/actions/list`,
      );
      const { records = [] } = (await answer.json()) as Listed;
      for (const { name, kind, button } of actions) {
        const record = records.find(({ recordActions }) => recordActions.some((one) => one.name === name));
        if (button === false || (kind === 'record' && !record)) continue;
        const where = kind === 'record' ? `records/${encodeURIComponent(record?.id ?? '')}` : 'actions';
        await page.goto(`${product.adminUrl}/admin/resources/${source.id}/${where}/${name}`);
        const submit = page.locator('#drawerPortal :is(button[type=submit],[data-testid=take-link])').last();
        await submit.waitFor();
        // The preview of a price comes later, and makes the form longer.
        if (name === 'changePrice') await page.getByTestId('price-preview').waitFor();
        const box = await submit.boundingBox();
        const about = `${source.id}.${name}`;
        opened.push(about);
        expect(box && box.y > 0 && box.y + box.height, about).toBeLessThanOrEqual(height);
        expect((await submit.innerText()).trim(), about).not.toBe('');
        if (name === 'changePrice') await screenshot(page, `form-${source.id}-${language}-${height}`);
      }
    }
    expect(opened.length).toBeGreaterThan(role === 'admin' ? 25 : 8);
    expect(problems).toEqual([]);
    await context.close();
  },
);

test('a change, when it is looked up in the audit log, then both languages tell it part by part, its JSON behind a fold', async () => {
  const { page, context } = await openPage(browser, { locale: 'ru' });
  await logInAs(product, page, { login: 'admin', language: 'ru' });
  const answer = await page.request.post(
    `${product.adminUrl}/admin/api/resources/refund_limits/records/refund:support/changeLimit`,
    {
      headers: { origin: product.adminUrl },
      data: { requestUpTo: '90', approvalAbove: '20', canApprove: false, reason: 'осторожнее' },
    },
  );
  expect(((await answer.json()) as { notice: object }).notice).toMatchObject({ type: 'success' });
  await page.goto(`${product.adminUrl}/admin/resources/audit_log?filters.action=refund_limits`);
  await page.locator('tbody').getByText('Изменить предел').first().click();
  const changes = page.getByTestId('changes');
  await changes.getByText('Предел одного запроса: 100 TON → 90 TON').waitFor();
  await changes.getByText('Причина: осторожнее').waitFor();
  expect(await changes.getByText('"requestUpTo"').first().isVisible()).toBe(false);
  await changes.getByText('JSON').click();
  await changes.getByText('"requestUpTo"').first().waitFor();
  await screenshot(page, 'audit-ru');
  const address = page.url();
  await page.getByTestId('switch-language').click();
  await page.getByTestId('switch-language').getByText('Русский').waitFor();
  await page.goto(address);
  await changes.getByText('Limit of one request: 100 TON → 90 TON').waitFor();
  await context.close();
});
