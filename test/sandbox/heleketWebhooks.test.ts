import { describe, expect, test } from 'vitest';
import { createHook, openSandbox, PAYMENT_KEY, sign } from '../kit/sandbox.ts';
import { eventually } from '../kit/eventually.ts';

const opened = await openSandbox();
const { heleket, player, sandbox } = opened;
const hook = await createHook();
let next = 1;

async function open(fields: Record<string, unknown> = {}): Promise<string> {
  const orderId = `w-${next++}`;
  const answer = await heleket('payment', {
    amount: '95',
    currency: 'TON',
    network: 'TON',
    order_id: orderId,
    url_callback: hook.url,
    ...fields,
  });
  expect(answer.status).toBe(200);
  return orderId;
}

const statusOf = async (orderId: string): Promise<string> => (await player.invoice(orderId)).status;
const toldOf = async (orderId: string): Promise<string[]> => {
  await eventually(async () =>
    (await player.webhooks()).every((item) => item.orderId !== orderId || item.state !== 'queued'),
  );
  return (await player.webhooks()).filter((item) => item.orderId === orderId).map((item) => item.status);
};

describe('what is told of each outcome', () => {
  test.each([
    ['exact', { part: 'exact' }, 'paid', ['confirm_check', 'paid']],
    ['too much', { part: 'more' }, 'paid_over', ['confirm_check', 'paid_over']],
    ['too little', { part: 'less' }, 'wrong_amount_waiting', ['confirm_check']],
    ['held by AML', { hold: true }, 'locked', ['confirm_check']],
  ] as const)(
    'a payment, when %s, then ends so and only documented statuses are sent',
    async (_what, payment, status, told) => {
      const orderId = await open();
      await player.pay(orderId, payment);
      expect([await statusOf(orderId), await toldOf(orderId)]).toEqual([status, told]);
    },
  );

  test('a shortfall, when the invoice takes one transfer only, then closes at once as wrong_amount', async () => {
    const orderId = await open({ is_payment_multiple: false });
    await player.pay(orderId, { amount: '94.99999999' });
    expect([await statusOf(orderId), await toldOf(orderId)]).toEqual([
      'wrong_amount',
      ['confirm_check', 'wrong_amount'],
    ]);
  });

  test('a shortfall, when within the tolerated percent, then counts as paid with what really came', async () => {
    const orderId = await open({ accuracy_payment_percent: 5 });
    await player.pay(orderId, { amount: '90.25' });
    expect(await player.invoice(orderId)).toMatchObject({ status: 'paid', payment_amount: '90.25000000' });
  });

  test('the rest, when paid in time, then completes the invoice; when not, then wrong_amount is told at expiry', async () => {
    const completed = await open();
    const left = await open();
    await player.pay(completed, { part: 'less' });
    await player.pay(left, { part: 'less' });
    await player.pay(completed, { part: 'rest' });
    expect(await statusOf(completed)).toBe('paid');
    opened.clock.advance(3601_000);
    await eventually(async () => (await statusOf(left)) === 'wrong_amount');
    expect(await toldOf(left)).toEqual(['confirm_check', 'wrong_amount']);
  });

  test('an unpaid invoice, when its time is over, then is cancelled, and late money still changes it', async () => {
    const orderId = await open({ lifetime: 300 });
    opened.clock.advance(301_000);
    await eventually(async () => (await statusOf(orderId)) === 'cancel');
    await player.pay(orderId);
    expect(await toldOf(orderId)).toEqual(['cancel', 'confirm_check', 'paid']);
  });

  test('a locked invoice, when the hold is lifted, then is paid; further money makes it paid_over', async () => {
    const orderId = await open();
    await player.pay(orderId, { hold: true });
    await player.act(orderId, 'release');
    await player.pay(orderId, { amount: '1' });
    expect(await toldOf(orderId)).toEqual(['confirm_check', 'paid', 'paid_over']);
  });

  test('an invoice, when marked as paid by hand, then has status paid and nothing on chain', async () => {
    const orderId = await open();
    await player.act(orderId, 'mark-paid');
    await toldOf(orderId);
    const body = JSON.parse((await player.webhooks()).at(-1)?.body ?? '') as Record<string, unknown>;
    expect(body).toMatchObject({
      status: 'paid',
      is_final: true,
      payment_amount: '0.00000000',
      payment_amount_usd: '0.00',
      merchant_amount: '93.10000000',
    });
    expect(body).not.toHaveProperty('txid');
  });
});

describe('the message', () => {
  test('a webhook, when sent, then has the documented members, 8 decimals, nulls and a sign over its bytes', async () => {
    const orderId = await open({ additional_data: 'Заказ 7/Иван' });
    await player.pay(orderId, { from: 'payer-wallet' });
    await toldOf(orderId);
    const raw =
      hook.received.find(
        (item) => item.body.includes(`"${orderId}"`) && item.body.includes('"status":"paid"'),
      )?.body ?? '';
    const [unsigned, given] = raw.split(',"sign":"');
    expect(given?.slice(0, 32)).toBe(sign(`${unsigned}}`, PAYMENT_KEY));
    expect(raw).toContain(String.raw`Заказ 7\/Иван`);
    expect(JSON.parse(raw)).toMatchObject({
      type: 'payment',
      amount: '95.00000000',
      payment_amount: '95.00000000',
      payment_amount_usd: '304.00',
      merchant_amount: '93.10000000',
      commission: '1.90000000',
      is_final: true,
      from: 'payer-wallet',
      wallet_address_uuid: null,
      network: 'ton',
      transfer_id: null,
      payer_comment: null,
    });
  });

  test('resend, when the invoice is paid, then the same status comes again; otherwise it is not found', async () => {
    const orderId = await open();
    const notFound = { status: 400, body: { state: 1, message: 'Payment not found' } };
    expect(await heleket('payment/resend', { order_id: orderId })).toEqual(notFound);
    await player.pay(orderId);
    expect(await heleket('payment/resend', { order_id: orderId })).toEqual({
      status: 200,
      body: { state: 0, result: [] },
    });
    expect(await toldOf(orderId)).toEqual(['confirm_check', 'paid', 'paid']);
  });

  test('test-webhook, when called, then sends a signed message and stores no invoice', async () => {
    const before = (await player.invoices()).length;
    const fields = {
      url_callback: hook.url,
      currency: 'USDT',
      network: 'tron',
      status: 'paid_over',
      order_id: 'test-hook',
    };
    expect((await heleket('test-webhook/payment', fields)).status).toBe(200);
    await eventually(() => hook.received.some((item) => item.body.includes('"order_id":"test-hook"')));
    expect((await player.invoices()).length).toBe(before);
  });
});

describe('bad weather', () => {
  test('a webhook, when refused, then the same bytes come again eventually 200', async () => {
    const stubborn = await createHook((_request, index) =>
      index < 3 ? ([500, 302, 204][index] ?? 500) : 200,
    );
    const orderId = await open({ url_callback: stubborn.url });
    await player.act(orderId, 'cancel');
    await eventually(() => {
      sandbox.time.advance(20_000);
      return stubborn.received.length === 4;
    });
    expect(await toldOf(orderId)).toEqual(['cancel']);
    expect(new Set(stubborn.received.map((item) => item.body)).size).toBe(1);
  });

  test('webhooks, when paused, then leave in the order of release; when copied, then come twice; when lost, never', async () => {
    const own = await createHook();
    const orderId = await open({ url_callback: own.url });
    await player.webhookSettings({ paused: true, copies: 2 });
    await player.pay(orderId);
    await player.webhookSettings({ paused: false, copies: 1 });
    const held = (await player.webhooks()).filter((item) => item.state === 'held');
    expect(held.map((item) => item.status)).toEqual(['confirm_check', 'confirm_check', 'paid', 'paid']);
    await player.releaseWebhooks(held.slice(2).map((item) => item.id));
    await eventually(() => own.received.length === 2);
    await player.releaseWebhooks('reversed');
    await eventually(() => own.received.length === 4);
    expect(own.received.map((item) => (JSON.parse(item.body) as { status: string }).status)).toEqual([
      'paid',
      'paid',
      'confirm_check',
      'confirm_check',
    ]);
    await player.webhookSettings({ lose: 1 });
    const lost = await open({ url_callback: own.url });
    await player.act(lost, 'cancel');
    expect((await player.webhooks()).at(-1)).toMatchObject({ orderId: lost, state: 'lost', attempts: [] });
    await player.replayWebhook(held[2]?.id ?? 0);
    await eventually(() => own.received.length === 5);
    expect(own.received[4]?.body).toBe(held[2]?.body);
  });

  test('a webhook, when another source, style or a wrong sign is set, then it shows', async () => {
    const own = await createHook();
    await player.webhookSettings({ style: 'mixed', sourceIp: '31.133.220.8', signFirst: true });
    const mixed = await open({ url_callback: own.url, additional_data: 'Ёж' });
    await player.act(mixed, 'cancel');
    await eventually(() => own.received.length === 1);
    expect(own.received[0]?.headers['x-forwarded-for']).toBe('31.133.220.8');
    expect(own.received[0]?.body).toMatch(/^\{"sign":"[0-9a-f]{32}","type":"payment",/);
    expect(own.received[0]?.body).toContain(String.raw`\u0401\u0436`);
    await player.webhookSettings({ style: 'php', signFirst: false, wrongSign: true, sourceIp: null });
    const wrong = await open({ url_callback: own.url });
    await player.act(wrong, 'cancel');
    await eventually(() => own.received.length === 2);
    const [unsigned, given] = (own.received[1]?.body ?? '').split(',"sign":"');
    expect(given?.slice(0, 32)).not.toBe(sign(`${unsigned}}`, PAYMENT_KEY));
    await player.webhookSettings({ wrongSign: false });
  });
});
