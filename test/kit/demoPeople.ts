import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { DEMO_STAFF } from '../../scripts/demo/staff.ts';
import type { PlayedUser } from './player.ts';
import type { Product } from './product.ts';

/** Logs a demo person in, with the second factor if the role has one. */
export async function logInAs(
  product: Product,
  page: Page,
  { login, language }: { login: string; language: 'ru' | 'en' },
): Promise<void> {
  const person = DEMO_STAFF.find((one) => one.login === login);
  if (!person) throw new Error(`nobody is ${login}`);
  // Sets the language. Also resets the code: a code counts once, and this person may have used the present one a moment
  // ago.
  await product.testDb.owner.query('UPDATE staff SET language = $2, totp_last_step = NULL WHERE email = $1', [
    person.email,
    language,
  ]);
  await page.goto(`${product.adminUrl}/login?lang=${language}`);
  await page.locator('#email').fill(person.email);
  await page.locator('#password').fill(person.password);
  await page.keyboard.press('Enter');
  if (person.totpSecret !== undefined) {
    await page.locator('#code').fill(generateSync({ secret: person.totpSecret }));
    await page.keyboard.press('Enter');
  }
  await page.waitForURL(/\/admin/);
  await page
    .getByTestId('log-out')
    .getByText(language === 'ru' ? 'Выйти' : 'Sign out')
    .waitFor();
}

/** Opens a ticket in the chat, as a user does. */
export async function openTicket(user: PlayedUser, text: string): Promise<void> {
  await user.send('/start');
  for (const data of ['help', 'create_ticket', 'ticket_subject_payment']) {
    await user.waitFor((message) => JSON.stringify(message.reply_markup ?? {}).includes(`"${data}"`));
    await user.press(data);
  }
  await user.waitFor((message) => JSON.stringify(message.reply_markup ?? {}).includes('draft_cancel'));
  await user.send(text);
  await user.waitFor((message) => JSON.stringify(message.reply_markup ?? {}).includes('"ticket_send"'));
  await user.press('ticket_send');
}
