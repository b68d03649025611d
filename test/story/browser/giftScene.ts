import type { BrowserContext, Page } from 'playwright-core';
import { screenshot } from '../../kit/browser.ts';
import type { Product } from '../../kit/product.ts';

/** What a buyer of a gift does on the chat page and the pay page. Anna speaks Russian. */
export function giftIn(product: Product, { page, context }: { page: Page; context: BrowserContext }) {
  const press = (data: string): Promise<void> => page.getByTestId(`button-${data}`).last().click();
  const said = (text: string) => page.getByTestId('message').filter({ hasText: text }).last();
  return {
    press,
    said,
    /** Anna opens her chat and chooses 100 stars for somebody. */
    begin: async (): Promise<void> => {
      await page.goto(`${product.sandboxUrl}/?user=1001`);
      await page.locator('[data-testid=start]:visible, [data-testid=send]:visible').waitFor();
      if (await page.getByTestId('start').isVisible()) await page.getByTestId('start').click();
      else await type(page, '/start');
      await press('buy_stars');
      await press('gift');
      await press('gift_100');
      await said('Кому отправить').waitFor();
      // The button that picks a person comes next, and moves the field for text.
      await page.locator('#below button').first().waitFor();
    },
    type: (text: string): Promise<void> => type(page, text),
    /** Confirms the gift and pays its invoice. */
    pay: async (name: string): Promise<void> => {
      await screenshot(page, `gift-confirm-${name}`);
      // Its callback data ends with a key.
      await page.locator('[data-testid^="button-give_100_bob_smith_"]').last().click();
      await said('Звёзды уйдут на аккаунт @bob_smith').waitFor();
      const payButton = page.getByTestId('url-button').last();
      const [payPage] = await Promise.all([context.waitForEvent('page'), payButton.click()]);
      await payPage.getByTestId('pay-exact').click();
      await payPage.close();
    },
  };
}

async function type(page: Page, text: string): Promise<void> {
  await page.getByTestId('text').fill(text);
  await page.getByTestId('send').click();
}
