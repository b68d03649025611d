import { expect, test } from 'vitest';
import { openInvoice } from '../../src/payments/index.ts';
import { createPurchase } from '../../src/shop/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { buy, openShop, pay, play } from '../kit/shop.ts';
import { codeOf } from '../kit/refusals.ts';

const shop = await openShop({ CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000' }, { timeoutMs: 1500 });
const { app } = shop;
const { provider } = app;

let people = 0;
const newOrder = async (): Promise<string> => {
  const user = await ensureUser(app, { telegramId: 8_999_000_000n + BigInt(++people), firstName: 'Eve' });
  const order = await createPurchase(app, { userId: user.id, stars: 100, requestKey: `provider:${people}` });
  return order.id;
};
const invoicesAt = async (): Promise<number> => {
  const response = await fetch(`${shop.sandbox.url}/play/heleket/invoices`);
  return ((await response.json()) as unknown[]).length;
};

test.each(['timeoutAfter', 'error500After', 'htmlAfter', 'resetAfter', 'broken'])(
  'openInvoice, when the provider acts and then answers with %s, then a repeat finds the invoice that was made',
  async (kind) => {
    const before = await invoicesAt();
    await play(shop, '/faults', { kind, target: 'payment', times: 1 });
    const orderId = await newOrder();
    const first = await codeOf(openInvoice(app, { orderId }));
    expect(['accepted', 'PROVIDER_UNAVAILABLE']).toContain(first);
    const invoice = await openInvoice(app, { orderId });
    expect(invoice).toMatchObject({ orderId, status: 'check' });
    expect(await invoicesAt()).toBe(before + 1);
  },
);

test.each(['timeoutBefore', 'error500', 'html', 'resetBefore', 'tooMany'])(
  'openInvoice, when the provider only answers with %s, then it is unavailable and nothing is lost',
  async (kind) => {
    await play(shop, '/faults', { kind, target: 'payment', times: 3 });
    const orderId = await newOrder();
    expect(await codeOf(openInvoice(app, { orderId }))).toBe('PROVIDER_UNAVAILABLE');
    await fetch(`${shop.sandbox.url}/play/heleket/faults`, { method: 'DELETE' });
    expect(await openInvoice(app, { orderId })).toMatchObject({ status: 'check' });
  },
);

test('openInvoice, when the provider refuses, then says so with its reason and is not repeated', async () => {
  await play(shop, '/faults', { kind: 'refuse', target: 'payment', description: 'You are forbidden' });
  await expect(openInvoice(app, { orderId: await newOrder() })).rejects.toMatchObject({
    code: 'PROVIDER_REFUSED',
    data: { message: 'You are forbidden' },
  });
});

test('openInvoice, when the provider answers with another amount, then refuses the answer', async () => {
  await play(shop, '/faults', { kind: 'lyingAmount', target: 'payment' });
  const orderId = await newOrder();
  expect(await codeOf(openInvoice(app, { orderId }))).toBe('PROVIDER_MISMATCH');
});

test('openInvoice, when twenty ask for one order at once, then all get the same invoice', async () => {
  const before = await invoicesAt();
  const orderId = await newOrder();
  const invoices = await Promise.all(Array.from({ length: 20 }, () => openInvoice(app, { orderId })));
  expect(new Set(invoices.map((invoice) => invoice.providerUuid)).size).toBe(1);
  expect(await invoicesAt()).toBe(before + 1);
});

test('the client, when asked for each thing, then understands the answer', async () => {
  const { invoice } = await buy(app);
  const uuid = invoice.providerUuid ?? '';
  expect(await provider.info({ uuid })).toMatchObject({ uuid, amount: '95.00000000', currency: 'TON' });
  expect(await provider.info({ orderId: 'nobody' })).toBeUndefined();
  const services = await provider.services();
  expect(services.find((s) => s.currency === 'DASH')?.usable).toBe(false);
  expect(services.find((s) => s.currency === 'TON')?.usable).toBe(true);
  expect((await provider.exchangeRate('TON')).length).toBeGreaterThan(0);
  expect(await provider.balance()).toBeInstanceOf(Array);
  expect(await codeOf(provider.resend(uuid))).toBe('PROVIDER_REFUSED');
});

test('the list, when walked by cursor, then gives each invoice of the period once', async () => {
  for (let n = 0; n < 20; n++) await buy(app);
  const now = app.clock.now().getTime();
  const query = { from: new Date(now - 3_600_000), to: new Date(now + 60_000) };
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await provider.list({ ...query, cursor });
    seen.push(...page.items.map((item) => item.uuid));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBe(await invoicesAt());
});

test('a locked payment, when asked about, then gives its questionnaire', async () => {
  const buying = await buy(app);
  await pay(shop, buying, { part: 'exact', hold: true });
  const [link] = await provider.amlLinks(buying.invoice.providerUuid ?? '');
  expect(link?.link).toMatch(/^http/);
});

test('a refund, when executed, then is signed with the payout key', async () => {
  const buying = await buy(app);
  await pay(shop, buying);
  const uuid = buying.invoice.providerUuid ?? '';
  await provider.refund({
    uuid,
    address: 'UQBvW8Z5huBkMJYdnfAEM5JqTNkuWX3diqYENkWsIL0XggGG',
    feeFromBalance: true,
  });
  expect(await provider.info({ uuid })).toMatchObject({ status: 'refund_process' });
});
