import { describe, expect, test } from 'vitest';
import { isSupplierFailure, type Later, type Supplier } from '../../src/suppliers/index.ts';
import { AppError, Secret } from '../../src/lib/index.ts';
import { createBreaker } from '../../src/platform/index.ts';
import { createHook } from '../kit/sandbox.ts';
import { createStage, newIntent, newName, order } from './mystarsStage.ts';

const stage = await createStage();
const { supplier, play } = stage;
/** For calls that are never answered. */
const hasty = stage.client({ timeoutMs: 1000 });

const TARGETS = {
  'recipients/check': (client: Supplier) => client.checkRecipient(newName(), 50),
  'pricing/batch': (client: Supplier) => client.quote([50]),
  'orders/create': (client: Supplier) => {
    const intent = newIntent();
    return client.create({ key: intent.key, body: client.bodyOf(intent) });
  },
  'orders/get': (client: Supplier) => client.lookUp('7c9e6679-7425-40de-944b-e07fc1f90ae7'),
  'orders/list': (client: Supplier) => client.list(),
  'orders/cancel': (client: Supplier) => client.cancel('7c9e6679-7425-40de-944b-e07fc1f90ae7'),
} as const;

const FAULTS: readonly (readonly [string, { kind: string; retryAfter?: number }, Partial<Later>])[] = [
  ['is silent', { kind: 'silence' }, { why: 'down' }],
  ['cuts the line', { kind: 'reset' }, { why: 'down' }],
  ['fails', { kind: 'error500' }, { why: 'down' }],
  [
    'is away',
    { kind: 'unavailable' },
    { why: 'down', text: expect.stringContaining('unavailable') as string },
  ],
  ['answers with a page', { kind: 'html' }, { why: 'down' }],
  ['answers with half of its JSON', { kind: 'broken' }, { why: 'down' }],
  ['suspends us', { kind: 'suspended' }, { why: 'key' }],
  ['has a spent minute', { kind: 'tooMany', retryAfter: 7 }, { why: 'busy', afterMs: 7000 }],
  ['has a cap without headers', { kind: 'capped' }, { why: 'busy', afterMs: 900_000 }],
];

describe.each(Object.entries(TARGETS))('%s', (target, call) => {
  test.each(FAULTS)('a call, when the supplier %s, then nothing is claimed', async (_what, fault, later) => {
    await play('/faults', { target, ...fault });
    const outcome = await call(fault.kind === 'silence' ? hasty : supplier);
    if (target === 'recipients/check') expect(outcome).toMatchObject({ is: 'unknown' });
    else expect(outcome).toMatchObject({ is: 'later', ...later });
    expect(await play('/faults')).toEqual([]);
  });

  test('a call, when our key is wrong, then the key is named', async () => {
    const outcome = await call(stage.client({}, stage.breaker, { MYSTARS_API_KEY: new Secret('another') }));
    if (target === 'recipients/check') expect(outcome).toMatchObject({ is: 'unknown' });
    else expect(outcome).toMatchObject({ is: 'later', why: 'key' });
  });

  test('a call, when the circuit is open, then nobody is called', async () => {
    const before = await play<unknown[]>('/calls');
    const open = { ...stage.breaker, run: () => Promise.reject(new AppError('CIRCUIT_OPEN')) };
    const outcome = await call(stage.client({}, open));
    if (target === 'recipients/check') expect(outcome).toMatchObject({ is: 'unknown' });
    else expect(outcome).toMatchObject({ is: 'later', why: 'open' });
    expect(await play<unknown[]>('/calls')).toHaveLength(before.length);
  });
});

describe('a create whose answer did not come', () => {
  test.each([
    ['silence', 'silenceAfter'],
    ['a cut line', 'resetAfter'],
    ['an error', 'error500After'],
    ['a page of a gateway', 'htmlAfter'],
    ['half of the answer', 'broken'],
  ])(
    'an order, when it was made and %s came back, then the same call gives that order and no second one',
    async (_what, kind) => {
      await play('/faults', { kind, target: 'orders/create' });
      const intent = newIntent();
      const call = { key: intent.key, body: supplier.bodyOf(intent) };
      const first = await (kind === 'silenceAfter' ? hasty : supplier).create(call);
      expect(first).toMatchObject({ is: 'later', why: 'down' });
      const made = await play<{ order_id: string }>(`/orders/${intent.key}`);
      expect(await supplier.create(call)).toMatchObject({
        is: 'accepted',
        isNew: false,
        view: { ref: made.order_id },
        payment: { memo: made.order_id },
      });
      const all = await play<{ key: string }[]>('/orders');
      expect(all.filter(({ key }) => key === intent.key)).toHaveLength(1);
    },
  );

  test('an order, when the supplier is away three times and then is not, then it is made once', async () => {
    await play('/faults', { kind: 'unavailable', target: 'orders/create', times: 3 });
    const intent = newIntent();
    const call = { key: intent.key, body: supplier.bodyOf(intent) };
    const outcomes = [];
    for (let attempt = 0; attempt < 5; attempt++) outcomes.push(await supplier.create(call));
    expect(outcomes.map((outcome) => (outcome.is === 'accepted' ? outcome.isNew : outcome.is))).toEqual([
      'later',
      'later',
      'later',
      true,
      false,
    ]);
  });

  test('an answer, when it is slow but within our patience, then it is taken', async () => {
    await play('/faults', { kind: 'slow', ms: 400, target: 'orders/create' });
    expect((await order(supplier)).ref).toHaveLength(36);
  });
});

describe('an answer of a create that is not what it should be', () => {
  const payment = {
    currency: 'ton',
    chain: 'ton',
    pay_to_address: 'UQC8fcGSMfIHL0A_jNpACZ2nrZTreqZ8QA0cKOjSA3s36Vnf',
    memo: 'memo',
    amount: '1.5',
    amount_units: 'ton',
  };
  test.each([
    ['no payment', { payment: null }],
    ['no end of the time for it', { expires_at: null }],
    ['an amount as a number', { payment: { ...payment, amount: 1.5 } }],
    ['an amount with an exponent', { payment: { ...payment, amount: '1e3' } }],
    ['an amount of nothing', { payment: { ...payment, amount: '0.0' } }],
    ['another currency', { payment: { ...payment, currency: 'usdt_ton' } }],
    ['other units', { payment: { ...payment, amount_units: 'usdt' } }],
    [
      'an address with a typing error',
      { payment: { ...payment, pay_to_address: payment.pay_to_address.replace('UQC8', 'UQC9') } },
    ],
    ['no memo', { payment: { ...payment, memo: '' } }],
    ['another product', { type: 'premium' }],
    ['no order', { order_id: null }],
  ])(
    'an order, when it has %s, then later with what was read, and the order is there',
    async (_what, fields) => {
      await play('/faults', { kind: 'odd', target: 'orders/create', value: JSON.stringify(fields) });
      const intent = newIntent();
      const call = { key: intent.key, body: supplier.bodyOf(intent) };
      expect(await supplier.create(call)).toMatchObject({
        is: 'later',
        text: expect.stringMatching(/unreadable/),
      });
      expect(await supplier.create(call)).toMatchObject({ is: 'accepted', isNew: false });
    },
  );

  test('fields that nobody knows, when they come too, then they do not matter', async () => {
    const fields = { payment: { ...payment, later: { a: 1 } }, news: ['\u0000', '\ud800'] };
    await play('/faults', { kind: 'odd', target: 'orders/create', value: JSON.stringify(fields) });
    expect((await order(supplier)).payment).toMatchObject({
      to: payment.pay_to_address,
      memo: 'memo',
      cost: { amount: 1_500_000_000n, asset: 'TON' },
    });
  });

  test('an open order, when there are too many for one recipient, then the wait is long and the key stays free', async () => {
    const { intent } = await order(supplier);
    await play('/settings', { openPerRecipient: 1 });
    const second = newIntent({ recipient: intent.recipient });
    const call = { key: second.key, body: supplier.bodyOf(second) };
    const outcome = await supplier.create(call);
    await play('/settings', { openPerRecipient: 10 });
    expect(outcome).toMatchObject({ is: 'later', why: 'busy', afterMs: 900_000 });
    expect(await supplier.create(call)).toMatchObject({ is: 'accepted', isNew: true });
  });
});

describe('the circuit', () => {
  test('failures, when they are of the whole supplier, then they open it; refusals and limits never do', async () => {
    const config = { ...stage.context.config, CIRCUIT_BREAKER_FAILURE_THRESHOLD: 2 };
    const breaker = createBreaker({ ...stage.context, config }, 'istar', isSupplierFailure);
    const client = stage.client({}, breaker);
    const refused = newIntent({ recipient: newName('nobody') });
    await play('/faults', { kind: 'tooMany', target: 'orders/create', times: 2 });
    for (let attempt = 0; attempt < 5; attempt++)
      await client.create({ key: refused.key, body: client.bodyOf(refused) });
    expect((await breaker.state()).phase).toBe('closed');
    await play('/faults', { kind: 'suspended', target: 'orders/list' });
    await play('/faults', { kind: 'error500', target: 'orders/list' });
    await client.list();
    await client.list();
    expect((await breaker.state()).phase).toBe('open');
    expect(await client.list()).toMatchObject({ is: 'later', why: 'open' });
  });
});

describe('what the supplier says of one order', () => {
  const settle = async (ref: string, status: string, reason?: string) =>
    play(`/orders/${ref}/status`, { status, ...(reason === undefined ? {} : { reason }) });

  test('an order, when it is said to be expired although it was paid, then that is what we are told', async () => {
    const { ref } = await order(supplier, { recipient: newName('held') });
    await play('/pay', { order: ref });
    await settle(ref, 'expired', 'expired');
    const found = await supplier.lookUp(ref);
    expect(found).toMatchObject({ view: { state: 'expired', reason: 'expired' } });
    expect(found.is === 'found' && found.view.raw).toMatch(/"payment_tx":"[0-9a-f]{64}"/);
  });

  test('an order, when it is delivered and then said to have failed, then each look tells what is said now', async () => {
    const { ref } = await order(supplier);
    await settle(ref, 'delivered');
    expect(await supplier.lookUp(ref)).toMatchObject({ view: { state: 'delivered' } });
    await settle(ref, 'failed', 'underpaid');
    expect(await supplier.lookUp(ref)).toMatchObject({
      view: { state: 'failed', reason: 'underpaid', deliveryProof: expect.any(String) },
    });
  });

  test('an order, when its status is a word of tomorrow, then it goes on', async () => {
    const { ref } = await order(supplier);
    await play('/faults', { kind: 'odd', target: 'orders/get', value: '{"status":"polishing"}' });
    expect(await supplier.lookUp(ref)).toMatchObject({ view: { state: 'pending', status: 'polishing' } });
  });

  test('a webhook, when it arrives before the answer of the create, then it is authentic and about that order', async () => {
    const wasAnswered: boolean[] = [];
    let isAnswered = false;
    const hook = await createHook(() => {
      wasAnswered.push(isAnswered);
      return 200;
    });
    await play('/faults', { kind: 'webhookFirst', target: 'orders/create', value: 'reversed' });
    const intent = newIntent({ callbackUrl: hook.url });
    const outcome = await supplier.create({ key: intent.key, body: supplier.bodyOf(intent) });
    isAnswered = true;
    const [webhook] = hook.received;
    const event = supplier.readEvent(Buffer.from(webhook?.body ?? ''), {
      'x-faas-signature': String(webhook?.headers['x-faas-signature']),
    });
    expect(wasAnswered).toEqual([false]);
    expect(outcome).toMatchObject({ is: 'accepted', isNew: true });
    expect(event).toMatchObject({
      is: 'event',
      state: 'failed',
      ref: outcome.is === 'accepted' ? outcome.view.ref : '',
    });
  });
});
