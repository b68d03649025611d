import { describe, expect, test } from 'vitest';
import { openSandbox, MERCHANT, PAYOUT_KEY, sign, PAYMENT_KEY } from '../kit/sandbox.ts';

const { sandbox, heleket, player, clock } = await openSandbox();

type Invoice = Record<string, unknown> & { uuid: string; url: string; expired_at: number };
const create = async (fields: Record<string, unknown>): Promise<Invoice> => {
  const answer = await heleket('payment', { amount: '95', currency: 'TON', ...fields });
  expect([answer.status, answer.body.state]).toEqual([200, 0]);
  return answer.body.result as Invoice;
};
const info = async (orderId: string): Promise<Invoice> =>
  (await heleket('payment/info', { order_id: orderId })).body.result as Invoice;

describe('signatures', () => {
  test('a call, when the sign is over other bytes, with another key or for another merchant, then is refused', async () => {
    const invalid = { status: 401, body: { message: 'Invalid Sign.' } };
    expect(await heleket('payment/info', { order_id: 'x' }, { key: 'another-key' })).toEqual(invalid);
    expect(await heleket('payment/refund', { order_id: 'x' })).toEqual(invalid);
    const body = '{"order_id":"x"}';
    const wrong = await fetch(`${sandbox.heleketUrl}/v1/payment/info`, {
      method: 'POST',
      headers: { merchant: MERCHANT, sign: sign(body, PAYMENT_KEY) },
      body: '{"order_id": "x"}',
    });
    const stranger = await fetch(`${sandbox.heleketUrl}/v1/payment/info`, {
      method: 'POST',
      headers: { merchant: 'another', sign: sign(body, PAYMENT_KEY) },
      body,
    });
    expect([wrong.status, stranger.status]).toEqual([401, 401]);
  });

  test.each(['', '{}', '[]'])(
    'a call without parameters, when it sends %j signed as such, then passes',
    async (raw) => {
      expect(await heleket('balance', undefined, { raw })).toMatchObject({ status: 200, body: { state: 0 } });
    },
  );

  test('a body with escaped slashes, when signed as sent, then passes', async () => {
    const raw = String.raw`{"amount":"10","currency":"TON","order_id":"slash-1","url_return":"https:\/\/shop.example\/x"}`;
    expect(await heleket('payment', undefined, { raw })).toMatchObject({ status: 200, body: { state: 0 } });
  });
});

describe('create', () => {
  test('create, when only the price is known, then everything of the payer is null', async () => {
    const invoice = await create({
      amount: '5000',
      currency: 'RUB',
      order_id: 'rub-1',
      additional_data: 'Заказ',
    });
    expect(invoice).toMatchObject({
      amount: '5000.00',
      currency: 'RUB',
      payer_currency: null,
      payer_amount: null,
      payment_amount: null,
      payment_amount_usd: '0.00',
      network: null,
      address: null,
      merchant_amount: null,
      commission: null,
      payment_status: 'check',
      status: 'check',
      is_final: false,
      additional_data: 'Заказ',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/),
    });
    expect(invoice.url).toBe(`${sandbox.url}/pay/${invoice.uuid}`);
    expect(invoice.expired_at).toBeGreaterThan(clock.now().getTime() / 1000 + 3500);
  });

  test('create, when a coin and its network are given, then the address and the fee of 2 % are there', async () => {
    expect(await create({ order_id: 'ton-1', network: 'TON' })).toMatchObject({
      amount: '95.00000000',
      payer_amount: '95.00000000',
      payer_currency: 'TON',
      network: 'ton',
      address: expect.stringMatching(/^UQ\w{46}$/),
      merchant_amount: '93.10000000',
      commission: '1.90000000',
    });
  });

  test('create, when converted with a surcharge, then the payer pays amount less discount', async () => {
    const invoice = await create({
      amount: '15.00',
      currency: 'USD',
      order_id: 'conv-1',
      to_currency: 'USDT',
      network: 'bsc',
      discount_percent: -5,
    });
    expect(invoice).toMatchObject({
      discount: '-0.75',
      payer_amount: '15.75',
      payer_amount_exchange_rate: '1.00000000',
    });
  });

  test('create, when the order id exists, then the first invoice comes back and the new amount is ignored', async () => {
    const first = await create({ order_id: 'twice-1' });
    expect(await create({ order_id: 'twice-1', amount: '1000' })).toEqual(first);
  });

  test('create, when fields are wrong, then answers 422 with every one of them', async () => {
    const answer = await heleket('payment', {
      amount: '1e3',
      order_id: 'no spaces',
      lifetime: 299,
      url_callback: 'http://shop.example/x',
      additional_data: 'x'.repeat(256),
      accuracy_payment_percent: 6,
      is_payment_multiple: 'yes',
    });
    expect(answer).toEqual({
      status: 422,
      body: {
        state: 1,
        errors: {
          amount: ['validation.regex'],
          currency: ['validation.required'],
          order_id: ['validation.alpha_dash'],
          url_callback: ['validation.url'],
          is_payment_multiple: ['validation.boolean'],
          lifetime: ['validation.min.numeric'],
          accuracy_payment_percent: ['validation.max.numeric'],
          additional_data: ['validation.max.string'],
        },
      },
    });
  });

  test.each([
    [{ currency: 'GOLD' }, 'The currency was not found'],
    [{ network: 'MOON' }, 'The network was not found'],
    [{ to_currency: 'RUB' }, 'Not found service to_currency'],
    [{ amount: '0.1' }, 'Minimum amount 0.5 USDT'],
    [{ amount: '9999999999' }, 'Maximum amount 10000000 USDT'],
  ])('create, when given %j, then refuses: %s', async (fields, message) => {
    const answer = await heleket('payment', { amount: '95', currency: 'TON', order_id: 'bad-1', ...fields });
    expect(answer).toEqual({ status: 400, body: { state: 1, message } });
  });

  test('create, when the invoice expired and a refresh is asked, then address and lifetime are new', async () => {
    const old = await create({ order_id: 'fresh-1', network: 'TON', lifetime: 300 });
    clock.advance(301_000);
    await expect.poll(async () => (await info('fresh-1'))['status']).toBe('cancel');
    const fresh = await create({ order_id: 'fresh-1', amount: '7', is_refresh: true });
    expect(fresh).toMatchObject({ uuid: old.uuid, amount: '95.00000000', status: 'check', is_final: false });
    expect(fresh['address']).not.toBe(old['address']);
    expect(fresh.expired_at).toBeGreaterThan(old.expired_at);
  });
});

describe('other endpoints', () => {
  test('info, when both names are sent, then the order id wins; when unknown, then 404', async () => {
    const one = await create({ order_id: 'one-1' });
    const two = await create({ order_id: 'two-1' });
    const both = await heleket('payment/info', { uuid: one.uuid, order_id: 'two-1' });
    expect(both.body.result).toMatchObject({ uuid: two.uuid });
    expect(await heleket('payment/info', { order_id: 'none' })).toEqual({
      status: 404,
      body: { state: 1, message: 'No query results for model [App\\Models\\MerchantPayment].' },
    });
    expect((await heleket('payment/info', {})).status).toBe(422);
  });

  test('list, when there are more than 15, then pages follow by the cursor of the query string', async () => {
    for (let index = 0; index < 17; index++) await create({ order_id: `page-${index}` });
    const all = (await player.invoices()).length;
    const seen: string[] = [];
    let cursor: string | null = '';
    let pages = 0;
    while (cursor !== null) {
      const answer = await heleket(`payment/list?cursor=${cursor}`, {
        cursor: 'in the body it means nothing',
      });
      const { items, paginate } = answer.body.result as {
        items: { order_id: string }[];
        paginate: { nextCursor: string | null; perPage: number; hasPages: boolean; count: number };
      };
      expect(paginate).toMatchObject({ perPage: 15, hasPages: true, count: items.length });
      seen.push(...items.map((item) => item.order_id));
      cursor = paginate.nextCursor;
      pages += 1;
    }
    expect([pages, new Set(seen).size, seen[0]]).toEqual([Math.ceil(all / 15), all, 'page-16']);
  });

  test('list, when the rows shift between pages, then the last row of a page opens the next one too', async () => {
    interface Page {
      items: { order_id: string }[];
      paginate: { nextCursor: string };
    }
    const first = (await heleket('payment/list')).body.result as Page;
    await player.heleketFault({ kind: 'duplicateRows', target: 'payment/list' });
    const answer = await heleket(`payment/list?cursor=${first.paginate.nextCursor}`);
    expect((answer.body.result as Page).items[0]).toEqual(first.items[14]);
  });

  test('list, when dates are given, then they are Moscow time of creation', async () => {
    clock.advance(24 * 3600_000);
    await create({ order_id: 'dated-1' });
    const moscow = (ms: number): string =>
      new Date(ms + 3 * 3600_000).toISOString().slice(0, 19).replace('T', ' ');
    const now = clock.now().getTime();
    const near = await heleket('payment/list', {
      date_from: moscow(now - 60_000),
      date_to: moscow(now + 60_000),
    });
    expect(
      (near.body.result as { items: { order_id: string }[] }).items.map((item) => item.order_id),
    ).toEqual(['dated-1']);
    expect((await heleket('payment/list', { date_from: 'yesterday' })).status).toBe(422);
  });

  test('services, when read, then both flags matter', async () => {
    const { body } = await heleket('payment/services');
    const services = body.result as { currency: string; is_available: boolean; is_enabled: boolean }[];
    expect(services.find((item) => item.currency === 'TON')).toEqual({
      network: 'TON',
      currency: 'TON',
      is_available: true,
      is_enabled: true,
      limit: { min_amount: '0.15625000', max_amount: '10000000.00000000' },
      commission: { fee_amount: '0.00', percent: '2.00' },
    });
    expect(services.filter((item) => !item.is_available || !item.is_enabled)).toHaveLength(2);
  });

  test('exchange rates, when asked by GET without any sign, then come as texts', async () => {
    const response = await fetch(`${sandbox.heleketUrl}/v1/exchange-rate/TON/list`);
    const { result } = (await response.json()) as { result: { to: string }[] };
    expect(result.find((item) => item.to === 'RUB')).toEqual({
      from: 'TON',
      to: 'RUB',
      course: '256.00000000',
      source: 'Sandbox',
    });
  });

  test('refund, when signed with the payout key, then runs to its end and leaves the balance', async () => {
    const invoice = await create({ order_id: 'refund-1', network: 'TON' });
    await player.pay('refund-1');
    const address = 'UQ-address-of-the-payer';
    const refund = (fields: object) =>
      heleket(
        'payment/refund',
        { order_id: 'none', uuid: invoice.uuid, address, is_subtract: true, ...fields },
        { key: PAYOUT_KEY },
      );
    expect((await refund({ is_subtract: undefined })).body.errors).toEqual({
      is_subtract: ['validation.required'],
    });
    expect(await refund({ amount: '96' })).toMatchObject({
      status: 400,
      body: { message: 'Not enough funds' },
    });
    expect(await refund({ amount: '40' })).toEqual({ status: 200, body: { state: 0, result: [] } });
    expect(await info('refund-1')).toMatchObject({ status: 'refund_process' });
    await player.act('refund-1', 'refund', { outcome: 'fail' });
    expect(await info('refund-1')).toMatchObject({ status: 'refund_fail', is_final: true });
  });

  test('AML links, when the invoice is locked, then name the questionnaire', async () => {
    await create({ order_id: 'aml-1', network: 'TON' });
    expect((await heleket('payment/aml-links', { order_id: 'aml-1' })).body.result).toEqual([]);
    await player.pay('aml-1', { hold: true });
    const { body } = await heleket('payment/aml-links', { order_id: 'aml-1' });
    expect(body.result).toEqual([
      { link: expect.stringContaining('/pay/'), status: 'init', expired_at: expect.stringMatching(/Z$/) },
    ]);
  });
});
