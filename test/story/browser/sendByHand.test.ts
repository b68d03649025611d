import { expect, test } from 'vitest';
import { seedStaff } from '../../../scripts/demo/staff.ts';
import { createApp } from '../../../src/app.ts';
import { findDelivery, requestDelivery, type Delivery } from '../../../src/delivery/index.ts';
import { newId } from '../../../src/lib/index.ts';
import { createLogger, loadConfig } from '../../../src/platform/index.ts';
import { buyFromBalance } from '../../../src/shop/index.ts';
import { newUserWith } from '../../kit/users.ts';
import { TON } from '../../kit/money.ts';
import { atEnd } from '../../kit/atEnd.ts';
import { openPage, screenshot, startBrowser } from '../../kit/browser.ts';
import { startProduct } from '../../kit/product.ts';
import { logInAs } from '../../kit/demoPeople.ts';
import { giftIn } from './giftScene.ts';

const product = await startProduct({ DELIVERY: 'manual', DELIVERY_MANUAL_SECOND_ABOVE: '200' });
const browser = await startBrowser();
const app = createApp(loadConfig(product.environment), {
  log: createLogger({ LOG_LEVEL: 'silent', DEBUG: false }),
});
atEnd(() => app.close());
await seedStaff(app);

async function asked(recipient: string, stars: number): Promise<Delivery> {
  const user = await newUserWith(app, 500n * TON);
  await buyFromBalance(app, { userId: user.id, stars: 300, requestKey: newId() });
  return requestDelivery(app, { userId: user.id, recipient, isSelf: false, stars, requestKey: newId() });
}

const stateOf = async ({ id }: Delivery) => {
  const delivery = await findDelivery(app, id);
  return { status: delivery?.status, proof: delivery?.proof };
};

test(
  'the queue, when an agent works it off by the keyboard, then each press takes the next, and what comes meanwhile appears',
  { timeout: 120_000 },
  async () => {
    const [first, large] = [await asked('anna_friend', 60), await asked('boris_friend', 250)];
    const { page, context, problems } = await openPage(browser, { locale: 'ru' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await logInAs(product, page, { login: 'support', language: 'ru' });
    await page.goto(`${product.adminUrl}/admin/pages/send`);
    await page.getByText('Ждут отправки · 2').waitFor();
    await page.getByText('обновляется').waitFor();

    await page.keyboard.press('n');
    await page.getByTestId('recipient').filter({ hasText: '@anna_friend' }).waitFor();
    await page.keyboard.press('c');
    await page.locator('#field-proof:focus').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('@anna_friend');
    await page.keyboard.type('nc-tx-1');
    const late = await asked('clara_friend', 70);
    await page.getByText('Ждут отправки · 2').waitFor();
    await screenshot(page, 'send-by-hand-ru');
    expect(await page.locator('#field-proof').inputValue()).toBe('nc-tx-1');
    await page.keyboard.press('Enter');

    await page.getByTestId('recipient').filter({ hasText: '@boris_friend' }).waitFor();
    expect(await stateOf(first)).toEqual({ status: 'confirmed', proof: 'nc-tx-1' });
    await page.locator('#field-proof').fill('tx-2');
    await page.keyboard.press('Enter');
    await page.getByTestId('recipient').filter({ hasText: '@clara_friend' }).waitFor();
    expect(await stateOf(large)).toEqual({ status: 'submitted', proof: 'tx-2' });
    await page.getByText('Ждут второго человека · 1').waitFor();
    await page.locator('#field-proof').fill('tx-3');
    await page.keyboard.press('Enter');
    await page.getByTestId('idle').getByText('Очередь пуста').waitFor();
    expect(await stateOf(late)).toEqual({ status: 'confirmed', proof: 'tx-3' });
    expect(problems).toEqual([]);
    await context.close();

    const second = await openPage(browser, { locale: 'en' });
    await logInAs(product, second.page, { login: 'finance', language: 'en' });
    await second.page.goto(`${product.adminUrl}/admin/pages/send`);
    await second.page.getByRole('link', { name: 'Check' }).click();
    await second.page.getByTestId('consequence').waitFor();
    await screenshot(second.page, 'send-confirm-en');
    await second.page.locator('#drawerPortal button[type=submit]').click();
    await second.page.getByTestId('now').filter({ hasText: 'The recipient has the stars' }).waitFor();
    expect(await stateOf(large)).toEqual({ status: 'confirmed', proof: 'tx-2' });
    expect(second.problems).toEqual([]);
    await second.context.close();
  },
);

test(
  'a gift with a note for a picked person, when an agent sends it by hand, then the buyer is told and has a message to forward',
  { timeout: 120_000 },
  async () => {
    const { page, context, problems } = await openPage(browser, { locale: 'ru' });
    const gift = giftIn(product, { page, context });
    await gift.begin();
    await page.getByTestId('below').getByText('Выбрать человека').click();
    await page.getByTestId('field-person').selectOption('1002');
    await page.getByTestId('dialog-ok').click();
    await gift.said('Проверьте подарок').waitFor();
    await page.getByTestId('below').waitFor({ state: 'hidden' });
    await gift.press('note_100_bob_smith');
    await gift.said('Пожелание к подарку').waitFor();
    await gift.type('С днём рождения!');
    await gift.said('Пожелание: С днём рождения!').waitFor();
    await gift.pay('by-hand-ru');
    await gift.said('Отправляем звёзды').waitFor();

    const office = await openPage(browser, { locale: 'ru' });
    await logInAs(product, office.page, { login: 'support', language: 'ru' });
    await office.page.goto(`${product.adminUrl}/admin/pages/send`);
    await office.page.getByText('обновляется').waitFor();
    await office.page.keyboard.press('n');
    await office.page.getByTestId('recipient').filter({ hasText: '@bob_smith' }).waitFor();
    await office.page.locator('#field-proof').fill('nc-tx-9');
    await office.page.keyboard.press('Enter');
    await office.page.getByTestId('idle').waitFor();

    await gift.said('Звёзды дошли').waitFor();
    await page.locator('[data-testid^="button-card_"]').last().click();
    await gift.said('Анна дарит вам 110 звёзд').waitFor();
    await screenshot(page, 'gift-card-ru');
    expect([...problems, ...office.problems]).toEqual([]);
    await office.context.close();
    await context.close();
  },
);
