import { toAppError } from '../../src/lib/index.ts';
import { expect, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/index.ts';
import { pollInvoice, receiveWebhook, signBody } from '../../src/payments/index.ts';
import { buy, openShop, delivered, pay, play, jobsDone, stateOf } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { TON } from '../kit/money.ts';

const shop = await openShop();
const { app } = shop;
await shop.jobs().start();
const key = app.config.API_KEY.reveal();

const signed = (payload: object, secret = key): string => {
  const text = JSON.stringify(payload);
  return `${text.slice(0, -1)},"sign":"${signBody(text, secret)}"}`;
};
const send = async (body: string, headers: Record<string, string> = {}): Promise<number> => {
  const response = await fetch(shop.webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  await response.arrayBuffer();
  return response.status;
};
const hook = (invoice: { providerUuid: string | null }, orderId: string, extra: object = {}): object => ({
  type: 'payment',
  uuid: invoice.providerUuid,
  order_id: orderId,
  amount: '95.00000000',
  payment_amount: '95.00000000',
  merchant_amount: '93.10000000',
  commission: '1.90000000',
  is_final: true,
  status: 'paid',
  from: null,
  currency: 'TON',
  payer_currency: 'TON',
  ...extra,
});
const count = async (sql: string, values: unknown[] = []): Promise<number> => {
  const row = await app.db.one<{ n: bigint }>(`SELECT count(*) AS n FROM ${sql}`, values);
  return Number(row?.n);
};
const nameOf = (invoice: { id: string }): string => invoice.id.replaceAll('-', '');

test('the webhook, when it comes fifty times at once, then there is one event, one journal, one message', async () => {
  await play(shop, '/webhooks/settings', { copies: 50 });
  const buying = await buy(app);
  await pay(shop, buying);
  await eventually(async () => (await stateOf(app, buying)).order === 'paid');
  await play(shop, '/webhooks/settings', { copies: 1 });
  await delivered(shop);
  await jobsDone(app);
  expect(await stateOf(app, buying)).toMatchObject({
    stars: 110n,
    booked: 95n * TON,
    messages: ['order_paid'],
  });
  expect(
    await count(`provider_events WHERE provider_uuid = $1 AND status = 'paid' AND source = 'webhook'`, [
      buying.invoice.providerUuid,
    ]),
  ).toBe(1);
  expect(await count('ledger.journals WHERE invoice_id = $1', [buying.invoice.id])).toBe(1);
});

test('webhooks, when they come in reverse order, then the end is the same', async () => {
  await play(shop, '/webhooks/settings', { paused: true });
  const buying = await buy(app);
  await pay(shop, buying);
  await play(shop, '/webhooks/settings', { paused: false });
  await play(shop, '/webhooks/release', { order: 'reversed' });
  await eventually(async () => (await stateOf(app, buying)).order === 'paid');
  await delivered(shop);
  await jobsDone(app);
  expect(await stateOf(app, buying)).toMatchObject({ status: 'paid', stars: 110n });
});

test('the webhooks of a purchase, when all are replayed a month later byte for byte, then nothing changes', async () => {
  const buying = await buy(app);
  await pay(shop, buying);
  await eventually(async () => (await stateOf(app, buying)).order === 'paid');
  await delivered(shop);
  await jobsDone(app);
  const before = await stateOf(app, buying);
  app.clock.advance(30 * 86_400_000);
  const sent = (await (await fetch(`${shop.sandbox.url}/play/heleket/webhooks`)).json()) as {
    id: number;
    uuid: string;
  }[];
  const own = sent.filter(({ uuid }) => uuid === buying.invoice.providerUuid);
  expect(own.length).toBeGreaterThan(0);
  for (const { id } of own) await play(shop, `/webhooks/${id}/replay`);
  await delivered(shop);
  await jobsDone(app);
  expect(await stateOf(app, buying)).toEqual(before);
});

test('a webhook, when it is signed anew a month later, then it is accepted and changes nothing', async () => {
  const buying = await buy(app);
  await pay(shop, buying);
  await eventually(async () => (await stateOf(app, buying)).order === 'paid');
  const before = await stateOf(app, buying);
  app.clock.advance(30 * 86_400_000);
  const body = signed(hook(buying.invoice, nameOf(buying.invoice)));
  expect(await send(body)).toBe(200);
  await jobsDone(app);
  expect(await stateOf(app, buying)).toEqual(before);
});

test('a webhook, when it claims a payment that never came, then nothing is given', async () => {
  const buying = await buy(app);
  expect(await send(signed(hook(buying.invoice, nameOf(buying.invoice))))).toBe(200);
  await jobsDone(app);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'awaiting_payment', stars: 0n, messages: [] });
});

test.each([
  ['unsigned', JSON.stringify({ type: 'payment', status: 'paid' }), 401],
  ['signed with another key', signed({ type: 'payment', status: 'paid' }, 'another-key'), 401],
  ['signed with the payout key', signed({ type: 'payment', status: 'paid' }, 'sandbox-payout-key'), 401],
  ['no JSON', '<html></html>', 400],
  ['empty', '', 400],
  ['a list', '[]', 400],
  ['too large', 'x'.repeat(70_000), 413],
])('a webhook, when it is %s, then it is refused and an event tells of it', async (name, body, status) => {
  const events = await count('provider_events');
  const alarms = await count(`security_events WHERE kind = 'webhook_forged'`);
  expect(await send(body)).toBe(status);
  expect(await count('provider_events')).toBe(events);
  const told = name === 'too large' ? 0 : 1;
  expect(await count(`security_events WHERE kind = 'webhook_forged'`)).toBe(alarms + told);
});

test('forged webhooks, when they come as a flood from one address, then all are refused and some of them are recorded', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.77' };
  const flood = Array.from({ length: 100 }, () => send('{"type":"payment"}', headers));
  expect(new Set(await Promise.all(flood))).toEqual(new Set([401]));
  expect(await count(`security_events WHERE ip = '203.0.113.77'`)).toBe(60);
});

test('a webhook, when its order is not ours, then it is stored, answered and reported', async () => {
  const uuid = '11111111-2222-4333-8444-555555555555';
  const body = signed(hook({ providerUuid: uuid }, 'somebody-elses'));
  expect(await send(body)).toBe(200);
  expect(await send(body)).toBe(200);
  await jobsDone(app);
  expect(
    await app.db.one(
      `SELECT r.outcome FROM provider_events e JOIN provider_event_results r ON r.event_id = e.id WHERE e.provider_uuid = $1`,
      [uuid],
    ),
  ).toEqual({ outcome: 'unknown_order' });
  expect(await count(`security_events WHERE kind = 'webhook_unknown_order'`)).toBe(1);
});

test.each([
  ['of a wallet', { type: 'wallet', uuid: 'w', order_id: 'o', status: 'paid' }],
  ['without a status', { type: 'payment', uuid: 'u', order_id: 'o' }],
  ['with nulls for names', { type: 'payment', uuid: null, order_id: null, status: 'paid' }],
])(
  'a webhook, when it is rightly signed but %s, then it is answered, reported and not stored',
  async (_, payload) => {
    const events = await count('provider_events');
    const alarms = await count(`security_events WHERE kind = 'webhook_unreadable'`);
    expect(await send(signed(payload))).toBe(200);
    expect(await count('provider_events')).toBe(events);
    expect(await count(`security_events WHERE kind = 'webhook_unreadable'`)).toBe(alarms + 1);
  },
);

test('a webhook, when it has unknown and null fields, then it is stored as it came', async () => {
  const buying = await buy(app);
  const body = signed(
    hook(buying.invoice, nameOf(buying.invoice), {
      status: 'confirm_check',
      convert: null,
      txid: null,
      nobody_knows: { a: [1, null, 'Ы/'] },
    }),
  );
  expect(await send(body)).toBe(200);
  expect(
    await app.db.one(`SELECT body, signature_form FROM provider_events WHERE provider_uuid = $1`, [
      buying.invoice.providerUuid,
    ]),
  ).toEqual({ body, signature_form: 'raw' });
});

test('webhooks, when they are rightly signed but come from an address that is not on the list, then they are taken, and it is noted once', async () => {
  for (let n = 0; n < 3; n++) {
    const buying = await buy(app);
    const body = signed(hook(buying.invoice, nameOf(buying.invoice)));
    expect(await send(body, { 'x-forwarded-for': '203.0.113.9' })).toBe(200);
    expect(await count('provider_events WHERE provider_uuid = $1', [buying.invoice.providerUuid])).toBe(1);
  }
  expect(await kindsFrom('203.0.113.9')).toEqual(['webhook_source_unlisted']);
  expect(await count(`fraud_events WHERE ip = '203.0.113.9'`)).toBe(0);
});

test('a webhook, when the list of addresses is strict, then the signature alone does not do', async () => {
  const strict = { ...app, config: { ...app.config, PROVIDER_WEBHOOK_IPS_STRICT: true } };
  const buying = await buy(app);
  const receive = (body: string): Promise<string> =>
    codeOf(receiveWebhook(strict, { rawBody: Buffer.from(body), ip: '203.0.113.10' }));
  expect(await receive(signed(hook(buying.invoice, nameOf(buying.invoice))))).toBe('SOURCE_FORBIDDEN');
  expect(await receive('{"type":"payment"}')).toBe('SOURCE_FORBIDDEN');
  expect(await kindsFrom('203.0.113.10')).toEqual(['webhook_source_forbidden', 'webhook_source_unlisted']);
});

test.each([
  ['garbage', null],
  ['unknown', null],
  ['203.0.113.20:443', '203.0.113.20'],
  ['[2001:db8::7]:443', '2001:db8::7'],
  ['::ffff:203.0.113.21', '203.0.113.21'],
  ['fe80::7%eth0', 'fe80::7'],
  ['"><script>', null],
])(
  'a forged webhook, when a proxy tells %s as its address, then it is refused and the alarm is written',
  async (told, ip) => {
    const alarms = await count(`security_events WHERE kind = 'webhook_forged'`);
    expect(await send('{"type":"payment"}', { 'x-forwarded-for': told })).toBe(401);
    expect(await count(`security_events WHERE kind = 'webhook_forged'`)).toBe(alarms + 1);
    if (ip !== null) expect(await kindsFrom(ip)).toEqual(['webhook_forged']);
  },
);

test('a webhook, when its JSON nests 30 000 deep, then it is no JSON, and an event tells of it', async () => {
  const alarms = await count(`security_events WHERE details ->> 'reason' = 'not_json'`);
  const deep = `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)},"sign":"${'a'.repeat(32)}"}`;
  expect(await send(deep)).toBe(400);
  expect(await count(`security_events WHERE details ->> 'reason' = 'not_json'`)).toBe(alarms + 1);
});

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => toAppError(error).code,
  );

async function kindsFrom(ip: string): Promise<string[]> {
  const { rows } = await app.db.query<{ kind: string }>(
    'SELECT kind FROM security_events WHERE ip = $1 ORDER BY kind',
    [ip],
  );
  return rows.map(({ kind }) => kind);
}

test('a true webhook of another merchant, when it names our order, then is refused and changes nothing', async () => {
  const buying = await buy(app);
  await pay(shop, buying, { part: 'exact', wait: true });
  const body = signed(hook(buying.invoice, nameOf(buying.invoice)), 'payment-key-of-another-shop');
  expect(await send(body)).toBe(401);
  await jobsDone(app);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'awaiting_payment', stars: 0n, booked: 0n });
});

test('a webhook, when it tells of more money under the same status, then that is news and goes to the balance', async () => {
  const buying = await buy(app);
  const reaches = (wallet: bigint) =>
    eventually(async () => (await stateOf(app, buying)).wallet === wallet || undefined);
  await pay(shop, buying, { part: 'more' });
  await reaches((95n * TON) / 4n);
  await pay(shop, buying, { amount: '10' });
  await reaches((95n * TON) / 4n + 10n * TON);
  await delivered(shop);
  await jobsDone(app);
  expect(await stateOf(app, buying)).toMatchObject({
    order: 'paid',
    stars: 110n,
    status: 'paid_over',
    messages: ['order_paid', 'order_overpaid'],
  });
  const events = `provider_events WHERE provider_uuid = $1 AND status = 'paid_over' AND source = 'webhook'`;
  expect(await count(events, [buying.invoice.providerUuid])).toBe(2);
});

test('a webhook, when what answers questions lags behind it, then a jobsDone invoice is looked at once more', async () => {
  const buying = await buy(app);
  await pay(shop, buying);
  await eventually(async () => (await stateOf(app, buying)).order === 'paid');
  await delivered(shop);
  await jobsDone(app);
  const dueAt = async () =>
    (
      await app.db.one<{ at: Date | null }>('SELECT next_check_at AS at FROM invoices WHERE id = $1', [
        buying.invoice.id,
      ])
    )?.at;
  expect(await dueAt()).toBeNull();
  await play(shop, '/faults', { kind: 'lyingStatus', value: 'paid', target: 'payment/info', times: 1 });
  await play(shop, `/invoices/${buying.invoice.providerUuid}/status`, { status: 'refund_paid' });
  await delivered(shop);
  await jobsDone(app);
  expect(await stateOf(app, buying)).toMatchObject({ status: 'paid' });
  expect(await dueAt()).toBeInstanceOf(Date);
  await pollInvoice(app, buying.invoice.id);
  expect(await stateOf(app, buying)).toMatchObject({
    status: 'refund_paid',
    order: 'paid',
    messages: ['order_paid', 'payment_review'],
  });
  expect(await dueAt()).toBeNull();
});

test('a webhook, when its names hold control characters, then it is answered, reported and not stored', async () => {
  const events = await count('provider_events');
  expect(await send(signed({ type: 'payment', uuid: 'u\u0000', order_id: 'o', status: 'paid' }))).toBe(200);
  expect(await count('provider_events')).toBe(events);
});

test.each(['amount', 'order'])(
  'the provider, when it lies about the %s, then nothing is given and a person looks, and the truth heals it',
  async (about) => {
    const buying = await buy(app);
    await play(shop, '/faults', {
      kind: about === 'amount' ? 'lyingAmount' : 'lyingOrder',
      target: 'payment/info',
      times: 50,
    });
    await pay(shop, buying);
    await eventually(async () => (await stateOf(app, buying)).order === 'held');
    await jobsDone(app);
    await fetch(`${shop.sandbox.url}/play/heleket/faults`, { method: 'DELETE' });
    expect(await stateOf(app, buying)).toMatchObject({
      order: 'held',
      stars: 0n,
      wallet: 0n,
      booked: 0n,
      messages: ['payment_review'],
    });
    const breaks = 'SELECT status, resolution FROM breaks WHERE invoice_id = $1';
    expect(await app.db.one(breaks, [buying.invoice.id])).toEqual({ status: 'open', resolution: null });

    await pollInvoice(app, buying.invoice.id);
    expect(await stateOf(app, buying)).toMatchObject({
      order: 'paid',
      stars: 110n,
      messages: ['payment_review', 'order_paid'],
    });
    expect(await app.db.one(breaks, [buying.invoice.id])).toEqual({
      status: 'resolved',
      resolution: 'healed',
    });
  },
);

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
