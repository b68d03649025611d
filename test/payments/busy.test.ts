import { expect, test } from 'vitest';
import { openInvoice } from '../../src/payments/index.ts';
import { createPurchase } from '../../src/shop/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { openShop, play } from '../kit/shop.ts';
import { newTelegramId } from '../kit/users.ts';

const shop = await openShop();
const { app } = shop;

async function order() {
  const user = await ensureUser(app, { telegramId: newTelegramId(), firstName: 'Ann' });
  return createPurchase(app, { userId: user.id, stars: 100, requestKey: `busy:${user.id}` });
}

test('an invoice, when the provider has too many requests, then it is asked again and made', async () => {
  await play(shop, '/faults', { kind: 'tooMany', target: 'payment', times: 3 });

  expect(await openInvoice(app, { orderId: (await order()).id })).toMatchObject({ url: expect.any(String) });
});

test('the circuit, when eight questions in a row get 429, then it stays closed and each is told when to come back', async () => {
  await play(shop, '/faults', { kind: 'tooMany', target: 'payment/info', times: 8 });

  for (let n = 0; n < 8; n++)
    await expect(app.provider.info({ orderId: 'any' })).rejects.toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      data: { retryAfter: expect.any(Number) },
    });

  expect((await app.breakers.heleket.state()).phase).toBe('closed');
  expect(await app.provider.info({ orderId: 'any' })).toBeUndefined();
});
