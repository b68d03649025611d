import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openPage, screenshot, startBrowser } from '../../kit/browser.ts';
import { startProduct } from '../../kit/product.ts';

const product = await startProduct();
const browser = await startBrowser();

const SPOKEN = {
  ru: { user: 1001, paid: /110/, statusPaid: 'Оплачено' },
  en: { user: 1002, paid: /110/, statusPaid: 'Paid' },
} as const;

/** Presses the newest button with this callback data, as a person would: by looking at the last messages. */
async function press(page: Page, data: string): Promise<void> {
  await page.getByTestId(`button-${data}`).last().click();
}

test.each(['ru', 'en'] as const)(
  'the chat and the pay page in %s, when a person buys 100 stars by clicking, then the receipt stands in the chat',
  async (language) => {
    const words = SPOKEN[language];
    const { page, context, problems } = await openPage(browser, { locale: language });
    await page.goto(`${product.sandboxUrl}/?user=${words.user}`);
    await page.getByTestId('start').click();
    await press(page, 'buy_stars');
    await press(page, 'buy_stars_with_payment');
    await screenshot(page, `chat-shop-${language}`);
    await press(page, 'buy_100');
    const payButton = page.getByTestId('url-button').last();
    await payButton.waitFor();
    await screenshot(page, `chat-invoice-${language}`);

    const [payPage] = await Promise.all([context.waitForEvent('page'), payButton.click()]);
    await payPage.getByTestId('pay-exact').waitFor();
    await screenshot(payPage, `pay-${language}`);
    await payPage.getByTestId('pay-exact').click();
    await payPage.getByText(words.statusPaid).first().waitFor();
    await screenshot(payPage, `pay-done-${language}`);
    await payPage.close();

    const receipt = page.getByTestId('message').filter({ hasText: words.paid }).last();
    await receipt.waitFor();
    await page.getByTestId('message').filter({ hasText: '🎉' }).last().waitFor();
    await screenshot(page, `chat-receipt-${language}`);
    expect(problems).toEqual([]);
    await context.close();
  },
);

test('the chat, when somebody writes nonsense and presses an old button, then the bot answers and nothing breaks', async () => {
  const { page, context, problems } = await openPage(browser, { width: 420, height: 800 });
  await page.goto(`${product.sandboxUrl}/?user=1002`);
  await page.getByTestId('text').fill('<b>&"_* 💎');
  await page.getByTestId('send').click();
  await expect
    .poll(() => page.getByTestId('message').last().getAttribute('data-from'), { timeout: 15_000 })
    .toBe('bot');
  await screenshot(page, 'chat-narrow');
  expect(problems).toEqual([]);
  await context.close();
});
