import { afterAll, expect, test } from 'vitest';
import { seedDemo } from '../../../scripts/demo/seed.ts';
import { createApp } from '../../../src/app.ts';
import { createLogger, loadConfig } from '../../../src/platform/index.ts';
import { openPage, screenshot, startBrowser } from '../../kit/browser.ts';
import { logInAs } from '../../kit/demoPeople.ts';
import { startProduct } from '../../kit/product.ts';
import { playAt } from '../../kit/play.ts';
import { giftIn } from './giftScene.ts';

const product = await startProduct({ DELIVERY: 'supplier' });
const browser = await startBrowser();
const app = createApp(loadConfig(product.environment), {
  log: createLogger({ LOG_LEVEL: 'silent', DEBUG: false }),
});
afterAll(() => app.close());
await product.stop();
await seedDemo(app);
await product.start();

test(
  'a gift of 100 stars, when it is paid on the pay page, then the friend has the stars and finance sees what they cost',
  { timeout: 120_000 },
  async () => {
    const { page, context, problems } = await openPage(browser, { locale: 'ru' });
    const gift = giftIn(product, { page, context });
    await gift.begin();
    await gift.type('t.me/Bob_Smith');
    await gift.said('Проверьте подарок').waitFor();
    await gift.pay('ru');

    await gift.said('Звёзды дошли').waitFor();
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

test(
  'a gift whose order has no answer, when finance finds its order among the reports, then the buyer reads that it is checked and then that it arrived',
  { timeout: 120_000 },
  async () => {
    await product.stop();
    await product.start({ DELIVERY_SUPPLIER: 'istar' });
    const play = (path: string, body: object) => playAt(`${product.sandboxUrl}/play/istar${path}`, body);
    await play('/settings', { completeAfterMs: 500 });
    await play('/faults', { kind: 'resetAfter', target: 'orders/star' });
    const { page, context, problems } = await openPage(browser, { locale: 'ru' });
    const gift = giftIn(product, { page, context });
    await gift.begin();
    await gift.type('@bob_smith');
    await gift.said('Проверьте подарок').waitFor();
    await gift.pay('uncertain-ru');
    await gift.said('Поставщик не подтвердил отправку').waitFor();
    await screenshot(page, 'gift-uncertain-ru');

    const delivery = await app.db.one<{ id: string }>(
      `SELECT id FROM deliveries WHERE status = 'uncertain' AND recipient = 'bob_smith'`,
    );
    const office = await openPage(browser, { locale: 'ru' });
    await logInAs(product, office.page, { login: 'finance', language: 'ru' });
    const record = `${product.adminUrl}/admin/resources/deliveries/records/${delivery?.id}`;
    await office.page.goto(`${record}/show`);
    const ref = office.page.getByTestId('reports').locator('code').first();
    await ref.waitFor();
    await screenshot(office.page, 'delivery-uncertain-ru');
    const named = (await ref.textContent()) ?? '';
    await office.page.getByTestId('steps').getByRole('link', { name: 'Указать заказ' }).click();
    await office.page.locator('[name=ref]').fill(named);
    await office.page.locator('[name=remark]').fill('найден по сообщению поставщика');
    await screenshot(office.page, 'delivery-adopt-ru');
    await office.page.locator('#drawerPortal button[type=submit]').click();

    await gift.said('Звёзды дошли').waitFor();
    await office.page.goto(`${record}/show`);
    await office.page.getByTestId('now').filter({ hasText: 'Звёзды у получателя' }).waitFor();
    await screenshot(office.page, 'delivery-resolved-ru');
    expect([...problems, ...office.problems]).toEqual([]);
    await office.context.close();
    await context.close();
  },
);
