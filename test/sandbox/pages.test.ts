import { mkdirSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHROMIUM_ARGS, chromiumBinary } from '../../scripts/services/chromium.ts';
import { openSandbox } from '../kit/sandbox.ts';

const SCREENSHOTS = process.env['SCREENSHOTS'];
const opened = await openSandbox();
const { player, done, heleket, sandbox } = opened;
let browser: Browser;

beforeAll(async () => {
  if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });
  browser = await chromium.launch({ executablePath: chromiumBinary(), args: CHROMIUM_ARGS });
});
afterAll(() => browser.close());

/** A page that fails the test on any error or foreign request; `problems` collects them. */
async function openPage(path: string): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage({ viewport: { width: 1180, height: 780 } });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(sandbox.url) && !request.url().startsWith('data:'))
      problems.push(request.url());
  });
  await page.goto(sandbox.url + path);
  return { page, problems };
}

async function shot(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png` });
}

test('the chat page, when Anna presses Start and a button, then the bot sees it and she sees the answer', async () => {
  const { page, problems } = await openPage('/?user=1001');
  await page.getByTestId('start').click();
  const { message_id } = await done<{ message_id: number }>('sendMessage', {
    chat_id: 1001,
    parse_mode: 'HTML',
    text: '<b>Привет</b> &lt;script&gt;',
    reply_markup: {
      inline_keyboard: [
        [
          { text: 'Купить', callback_data: 'buy_stars' },
          { text: 'Сайт', url: 'https://example.com/' },
        ],
      ],
    },
  });
  const bubble = page.locator(`[data-id="${message_id}"]`);
  expect(await bubble.getByTestId('body').innerHTML()).toBe('<b>Привет</b> &lt;script&gt;');
  const button = page.getByTestId('button-buy_stars');
  await button.click();
  await page.waitForSelector('.key.waiting');
  await shot(page, 'chat-ru-waiting');
  const updates = await done<{ callback_query?: { id: string; data: string } }[]>('getUpdates');
  const query = updates.at(-1)?.callback_query;
  expect(query?.data).toBe('buy_stars');
  await done('answerCallbackQuery', {
    callback_query_id: query?.id,
    text: 'Нет в продаже',
    show_alert: true,
  });
  await page.getByTestId('alert').getByText('Нет в продаже').waitFor();
  expect(await page.locator('.key.waiting').count()).toBe(0);
  await page.getByTestId('alert-ok').click();
  await done('editMessageText', { chat_id: 1001, message_id, text: 'Экран сменился' });
  await bubble.getByText('Экран сменился').waitFor();
  expect(await page.getByTestId('button-buy_stars').count()).toBe(0);
  await page.getByTestId('text').fill('обычный текст');
  await page.getByTestId('text').press('Enter');
  await page.getByText('обычный текст').first().waitFor();
  expect(problems).toEqual([]);
  await page.close();
});

test('the chat page, when Bob uses it, then it speaks English, shows his commands, typing, toasts and blocking', async () => {
  await player.bob.send('/start');
  await done('setMyCommands', { commands: [{ command: 'buy', description: 'Buy stars' }] });
  const { page, problems } = await openPage('/?user=1002');
  await page.getByText('An imitation of Telegram').waitFor();
  await page.getByTestId('commands').click();
  await page.getByTestId('command-buy').click();
  await page.getByText('/buy', { exact: true }).first().waitFor();
  await done('sendChatAction', { chat_id: 1002, action: 'typing' });
  await page.getByTestId('status').getByText('typing…').waitFor();
  await page
    .getByTestId('attach')
    .setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hi') });
  await page.getByTestId('document').waitFor();
  await shot(page, 'chat-en');
  await page.getByTestId('more').click();
  await page.getByTestId('block').click();
  await page.getByText('UNBLOCK AND START').waitFor();
  const updates = await done<Record<string, unknown>[]>('getUpdates', { offset: -1 });
  expect(updates[0]).toHaveProperty('my_chat_member');
  await page.getByTestId('start').click();
  await page.getByTestId('text').waitFor();
  expect(problems).toEqual([]);
  await page.close();
});

test('the chat page, when the bot asks for a person below the text field, then one is picked from those whom the page knows', async () => {
  await player.anna.send('/start');
  await done('sendMessage', {
    chat_id: 1001,
    text: 'Кому?',
    reply_markup: {
      keyboard: [
        [{ text: 'Выбрать', request_users: { request_id: 1, request_username: true, request_name: true } }],
      ],
    },
  });
  const { page, problems } = await openPage('/?user=1001');
  await page.getByTestId('below').getByText('Выбрать').click();
  await page.getByTestId('field-person').selectOption('1002');
  await shot(page, 'chat-ru-pick');
  await page.getByTestId('dialog-ok').click();
  await page.getByTestId('body').getByText('Выбран человек: Bob · @bob_smith').waitFor();
  await page.getByTestId('more').click();
  await page.getByTestId('share-contact').click();
  await page.getByTestId('dialog-ok').click();
  await page.getByTestId('body').getByText('Контакт: Bob, +7999').waitFor();
  const updates = await done<{ message?: object }[]>('getUpdates', { offset: -2 });
  expect(updates.map(({ message }) => message)).toMatchObject([
    { users_shared: { request_id: 1, users: [{ user_id: 1002, username: 'bob_smith' }] } },
    { contact: { first_name: 'Bob', user_id: 1002 } },
  ]);

  await done('sendMessage', { chat_id: 1001, text: 'ок', reply_markup: { remove_keyboard: true } });

  await page.getByTestId('below').waitFor({ state: 'hidden' });
  expect(problems).toEqual([]);
  await page.close();
});

test('the chat page, when a person is added, then writes in their name and language', async () => {
  const { page, problems } = await openPage('/');
  await page.getByTestId('add-user').click();
  await page.getByTestId('field-first_name').fill('<b>&"_*');
  await page.getByTestId('field-language_code').selectOption('de');
  await page.getByTestId('dialog-ok').click();
  await page.getByText('START', { exact: true }).click();
  await expect
    .poll(async () => (await done<{ message?: object }[]>('getUpdates', { offset: -1 }))[0]?.message)
    .toMatchObject({
      text: '/start',
      from: { first_name: '<b>&"_*', language_code: 'de' },
    });
  expect(problems).toEqual([]);
  await page.close();
});

test.each([
  ['ru', 'Оплатить точно', 'Оплачено'],
  ['en', 'Pay exactly', 'Paid'],
])(
  'the pay page, when it is in %s and paid exactly, then shows the new status',
  async (language, label, paid) => {
    await heleket('payment', { amount: '95', currency: 'TON', order_id: `page-${language}` });
    const { url } = await player.invoice(`page-${language}`);
    const { page, problems } = await openPage(`${new URL(url).pathname}?lang=${language}`);
    expect(await page.getByTestId('amount').innerText()).toBe('95 TON');
    await shot(page, `pay-${language}`);
    await page.getByText(label, { exact: true }).click();
    await page.getByTestId('status').getByText(paid, { exact: true }).waitFor();
    await shot(page, `pay-${language}-paid`);
    expect((await player.invoice(`page-${language}`)).status).toBe('paid');
    expect(problems).toEqual([]);
    await page.close();
  },
);

test('the pay page, when other outcomes are played, then each is reachable by its button', async () => {
  await heleket('payment', { amount: '5000', currency: 'RUB', order_id: 'page-many' });
  const { uuid } = await player.invoice('page-many');
  const { page, problems } = await openPage(`/pay/${uuid}?lang=en`);
  const status = (text: string): Promise<void> =>
    page.getByTestId('status').getByText(text, { exact: true }).waitFor();
  await page.getByTestId('coin-USDT-tron').click();
  await page.getByTestId('amount').getByText('62.5').waitFor();
  await page.getByTestId('pay-less').click();
  await status('Partly paid, waiting for the rest');
  await page.getByTestId('expire').click();
  await status('Closed: paid less');
  await page.getByTestId('pay-late').click();
  await status('Paid');
  await heleket('payment', { amount: '95', currency: 'TON', order_id: 'page-aml' });
  await page.goto((await player.invoice('page-aml')).url);
  await page.getByTestId('pay-hold').click();
  await status('Held by an AML check');
  await page.getByTestId('release').click();
  await status('Paid');
  await page.goto(`${sandbox.url}/pay`);
  await page.getByTestId('invoice-page-aml').waitFor();
  await shot(page, 'pay-list');
  expect(problems).toEqual([]);
  await page.close();
});
