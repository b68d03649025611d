import { expect, test } from 'vitest';
import { AppError } from '../../src/lib/index.ts';
import { checkOrder } from '../../src/payments/index.ts';
import {
  confirmAddress,
  executeRefund,
  findRefund,
  lookUpRefund,
  proposeAddress,
  requestAdjustment,
  requestRefund,
  watchOpenRefunds,
  type Refund,
} from '../../src/refunds/index.ts';
import { setSwitch } from '../../src/switches/index.ts';
import { buy, openShop, pay, play, type Buying } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { hire } from '../kit/hire.ts';

const shop = await openShop({ CIRCUIT_BREAKER_FAILURE_THRESHOLD: '100' }, { timeoutMs: 1000 });
const { app } = shop;
const [finance, other] = [await hire(app, 'finance'), await hire(app, 'finance')];
await play(shop, '/settings', { refunds: 'manual' });

const HERE = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
let keys = 0;

async function paid(): Promise<Buying> {
  const buying = await buy(app);
  await pay(shop, buying);
  app.clock.advance(60_000);
  await checkOrder(app, buying.order.id);
  return buying;
}

function wish({ order }: Buying, destination: 'address' | 'balance' = 'address') {
  return {
    staffId: finance,
    of: { orderId: order.id },
    destination,
    reason: 'not_delivered',
    note: 'wanted back',
    requestKey: `tries-${++keys}`,
  } as const;
}

/** A refund with a confirmed address, ready to be sent. */
async function ready(buying: Buying): Promise<Refund> {
  const refund = await requestRefund(app, wish(buying));
  const where = { userId: buying.user.id, refundId: refund.id };
  const { code } = await proposeAddress(app, { ...where, address: HERE });
  return confirmAddress(app, { ...where, code });
}

const now = async ({ id }: Refund): Promise<Refund | undefined> => findRefund(app, id);
const nextTryIn = async (refund: Refund): Promise<number> =>
  ((await now(refund))?.nextTryAt?.getTime() ?? 0) - app.clock.now().getTime();
const failing = (code: 'PROVIDER_MISMATCH' | 'PROVIDER_UNAVAILABLE') => ({
  ...app,
  provider: { ...app.provider, info: () => Promise.reject(new AppError(code)) },
});
async function sent({ invoice }: Buying): Promise<number> {
  const response = await fetch(`${shop.sandbox.url}/play/heleket/calls?target=payment/refund`);
  const all = (await response.json()) as { params: Record<string, unknown>; status?: number }[];
  return all.filter(({ params }) => params['uuid'] === invoice.providerUuid).length;
}

test('a refund, when it cannot be sent, then it carries the code, the tries and the next one, and soon needs a person', async () => {
  const refund = await ready(await paid());

  for (const [tries, seconds] of [
    [1, 5],
    [2, 10],
    [3, 20],
    [4, 40],
  ] as const) {
    expect(await dataOf(executeRefund(failing('PROVIDER_MISMATCH'), refund.id))).toMatchObject({
      retryAfter: seconds,
    });
    expect(await now(refund)).toMatchObject({
      status: 'approved',
      attempts: 0,
      error: 'PROVIDER_MISMATCH',
      failures: tries,
      needsPerson: tries >= 3,
    });
    expect(await nextTryIn(refund)).toBeLessThanOrEqual(seconds * 1000);
    expect(await nextTryIn(refund)).toBeGreaterThan(seconds * 1000 - 5000);
  }
  await executeRefund(app, refund.id);
  expect(await now(refund)).toMatchObject({
    status: 'executing',
    error: null,
    failures: 0,
    nextTryAt: null,
    needsPerson: false,
  });
});

test.each([
  [
    'no payout key',
    () => ({ ...app, config: { ...app.config, ROLES: ['web' as const] } }),
    'PAYOUT_KEY_MISSING',
  ],
  ['the provider is silent', () => failing('PROVIDER_UNAVAILABLE'), 'PROVIDER_UNAVAILABLE'],
  [
    'the provider does not know the invoice',
    () => ({ ...app, provider: { ...app.provider, info: () => Promise.resolve(undefined) } }),
    'PROVIDER_MISMATCH',
  ],
  [
    'something is broken',
    () => ({ ...app, provider: { ...app.provider, info: () => Promise.reject(new Error('oops')) } }),
    'INTERNAL',
  ],
] as const)('a refund, when %s, then it says so', async (_, context, code) => {
  const refund = await ready(await paid());

  expect(await codeOf(executeRefund(context(), refund.id))).toBe(code);

  expect(await now(refund)).toMatchObject({ status: 'approved', error: code, failures: 1 });
});

test('a refund, when refunds are switched off, then it says so and does not count as failing', async () => {
  const buying = await paid();
  const refund = await requestRefund(app, wish(buying, 'balance'));
  await setSwitch(app, { name: 'refund', enabled: false, note: 'a pause', staffId: null });

  for (let i = 0; i < 4; i++) expect(await codeOf(executeRefund(app, refund.id))).toBe('SWITCHED_OFF');

  expect(await now(refund)).toMatchObject({ error: 'SWITCHED_OFF', failures: 0, needsPerson: false });
  expect((await now(refund))?.nextTryAt).not.toBeNull();
  await setSwitch(app, { name: 'refund', enabled: true, note: '', staffId: null });
  await executeRefund(app, refund.id);
  expect(await now(refund)).toMatchObject({ status: 'done', error: null, nextTryAt: null });
});

test('a refund, when the provider has too many calls, then nothing was done and it is sent later', async () => {
  const buying = await paid();
  const refund = await ready(buying);
  await play(shop, '/faults', { kind: 'tooMany', target: 'payment/refund', times: 3 });

  for (let tries = 1; tries <= 3; tries++) {
    expect(await codeOf(executeRefund(app, refund.id))).toBe('PROVIDER_UNAVAILABLE');
    expect(await now(refund)).toMatchObject({ status: 'approved', failures: tries });
  }
  expect(await now(refund)).toMatchObject({ needsPerson: true });
  await lookUpRefund(app, refund.id);
  await executeRefund(app, refund.id);

  expect(await now(refund)).toMatchObject({ status: 'executing', failures: 0, needsPerson: false });
  await play(shop, `/invoices/${buying.invoice.providerUuid}/refund`, { outcome: 'paid' });
  await lookUpRefund(app, refund.id);
  expect((await now(refund))?.status).toBe('done');
  expect(await sent(buying)).toBe(4);
});

test('a refund that was sent, when nobody can learn what became of it, then it says so and needs a person until it is known', async () => {
  const buying = await paid();
  const refund = await ready(buying);
  await executeRefund(app, refund.id);

  for (let tries = 1; tries <= 3; tries++) {
    expect(await codeOf(lookUpRefund(failing('PROVIDER_UNAVAILABLE'), refund.id))).toBe(
      'PROVIDER_UNAVAILABLE',
    );
    expect(await now(refund)).toMatchObject({
      status: 'executing',
      error: 'PROVIDER_UNAVAILABLE',
      failures: tries,
      needsPerson: tries >= 3,
    });
  }
  await lookUpRefund(app, refund.id);

  expect(await now(refund)).toMatchObject({
    status: 'executing',
    error: null,
    failures: 0,
    needsPerson: false,
  });
});

test('an approved refund, when its job is lost, then it gets another, and the refund tells', async () => {
  const refund = await ready(await paid());
  await app.testDb.owner.query(
    `UPDATE outbox SET failed_at = now() WHERE job = 'refund.execute' AND payload ->> 'refundId' = $1`,
    [refund.id],
  );
  app.clock.advance(2 * 3_600_000);

  await watchOpenRefunds(app);

  expect(await now(refund)).toMatchObject({ error: 'JOB_LOST', failures: 1 });
  expect(await nextTryIn(refund)).toBeLessThanOrEqual(0);
});

test('a key, when it belongs to another person, order, amount or kind of request, then is refused and nothing is given', async () => {
  const [one, two] = [await paid(), await paid()];
  const first = { ...wish(one), amount: 10n * TON };
  const made = await requestRefund(app, first);
  const { requestKey } = first;

  expect(await requestRefund(app, first)).toMatchObject({ id: made.id, isRepeat: true });
  for (const other_ of [
    { ...first, staffId: other },
    { ...first, of: { orderId: two.order.id } },
    { ...first, of: { userId: two.user.id } },
    { ...first, amount: 11n * TON },
    { ...first, destination: 'balance' as const },
  ])
    expect(await codeOf(requestRefund(app, other_))).toBe('KEY_REUSED');
  const { of: _of, destination: _destination, ...rest } = first;
  const adjustment = {
    ...rest,
    userId: one.user.id,
    asset: 'TON',
    direction: 'credit' as const,
    requestKey: `tries-${++keys}`,
  };
  expect(await codeOf(requestAdjustment(app, { ...adjustment, requestKey }))).toBe('KEY_REUSED');
  await requestAdjustment(app, adjustment);
  for (const changed of [
    { ...adjustment, userId: two.user.id },
    { ...adjustment, direction: 'debit' as const },
    { ...adjustment, asset: 'STAR' },
    { ...adjustment, amount: 1n },
    { ...adjustment, staffId: other },
  ])
    expect(await codeOf(requestAdjustment(app, changed))).toBe('KEY_REUSED');
});
