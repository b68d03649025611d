import { expect, test } from 'vitest';
import { userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { AppError } from '../../src/lib/index.ts';
import { checkOrder } from '../../src/payments/index.ts';
import {
  ADDRESS_WAIT_MS,
  approveRefund,
  askForAddress,
  cancelRefund,
  confirmAddress,
  executeRefund,
  findRefund,
  lookUpRefund,
  proposeAddress,
  refundEvents,
  requestRefund,
  retryRefund,
  watchOpenRefunds,
  type Refund,
  type RefundRequest,
} from '../../src/refunds/index.ts';
import { findOrder } from '../../src/shop/index.ts';
import { buy, openShop, pay, play, stateOf, topUp, type Buying } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { codeOf, dataOf } from '../kit/refusals.ts';
import { hire } from '../kit/hire.ts';

const shop = await openShop({ CIRCUIT_BREAKER_FAILURE_THRESHOLD: '100' }, { timeoutMs: 1000 });
const { app } = shop;
const [finance, other] = [await hire(app, 'finance'), await hire(app, 'finance')];
await play(shop, '/settings', { refunds: 'manual' });

const HERE = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
const THERE = 'EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs';
const MINUTE = 60_000;

let keys = 0;

async function paid(start: Promise<Buying>, payment: object = { part: 'exact' }): Promise<Buying> {
  const buying = await start;
  await pay(shop, buying, payment);
  app.clock.advance(MINUTE);
  await checkOrder(app, buying.order.id);
  expect((await stateOf(app, buying)).order).toBe('paid');
  return buying;
}

function ask({ order }: Buying, change: Partial<RefundRequest> = {}): Promise<Refund> {
  return requestRefund(app, {
    staffId: finance,
    of: { orderId: order.id },
    destination: 'address',
    reason: 'not_delivered',
    note: 'wanted back on the chain',
    requestKey: `test-crypto-${++keys}`,
    ...change,
  });
}

async function name(refund: Refund, address = HERE): Promise<Refund> {
  const where = { userId: refund.userId, refundId: refund.id };
  const { code } = await proposeAddress(app, { ...where, address });
  return confirmAddress(app, { ...where, code });
}

/** A refund with a confirmed address, ready to be sent. */
async function ready(buying: Buying, change: Partial<RefundRequest> = {}): Promise<Refund> {
  const refund = await ask(buying, change);
  if (refund.status === 'requested') await approveRefund(app, { refundId: refund.id, staffId: other });
  return name(refund);
}

async function now({ id }: Refund): Promise<Refund> {
  const refund = await findRefund(app, id);
  if (!refund) throw new Error('the refund is gone');
  return refund;
}

/** The calls that asked the provider to pay this invoice back. */
async function calls({ invoice }: Buying): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${shop.sandbox.url}/play/heleket/calls?target=payment/refund`);
  const all = (await response.json()) as { params: Record<string, unknown> }[];
  return all.map(({ params }) => params).filter((body) => body['uuid'] === invoice.providerUuid);
}

const fault = (kind: string, target = 'payment/refund', more = {}): Promise<unknown> =>
  play(shop, '/faults', { kind, target, ...more });
const finish = ({ invoice }: Buying, outcome: 'paid' | 'fail'): Promise<unknown> =>
  play(shop, `/invoices/${invoice.providerUuid}/refund`, { outcome });
const steps = async ({ id }: Refund): Promise<string[]> => (await refundEvents(app, id)).map(({ to }) => to);
const held = (buying: Buying) => userBalances(app.db, buying.user.id);

test('a refund to an address, when all goes well, then the money leaves the hold and the stars are back', async () => {
  const buying = await paid(buy(app));
  const refund = await ask(buying);
  expect(refund).toMatchObject({
    status: 'awaiting_address',
    network: 'TON',
    currency: 'TON',
    stars: 100n,
    bonusStars: 10n,
  });
  await name(refund);

  await executeRefund(app, refund.id);
  expect(await now(refund)).toMatchObject({ status: 'executing', attempts: 1 });
  expect(await held(buying)).toEqual({ wallet: 0n, stars: 0n, hold: 95n * TON, delivery: 0n });
  expect(await calls(buying)).toEqual([
    { uuid: buying.invoice.providerUuid, address: HERE, is_subtract: false },
  ]);
  await lookUpRefund(app, refund.id);
  expect(await now(refund)).toMatchObject({ status: 'executing', seenStatus: 'refund_process' });
  await finish(buying, 'paid');
  await lookUpRefund(app, refund.id);

  expect(await now(refund)).toMatchObject({ status: 'done', addressHint: 'UQCD39…qEBI' });
  expect(await held(buying)).toEqual({ wallet: 0n, stars: 0n, hold: 0n, delivery: 0n });
  expect(await findOrder(app, buying.order.id)).toMatchObject({ status: 'refunded' });
  expect(await steps(refund)).toEqual(['requested', 'awaiting_address', 'approved', 'executing', 'done']);
  await lookUpRefund(app, refund.id);
  await executeRefund(app, refund.id);
  expect(await calls(buying)).toHaveLength(1);
});

test('a refund in part, when the rest went to the balance, then together they are what was paid and no more', async () => {
  const buying = await paid(buy(app));
  const refund = await ready(buying, { amount: 19n * TON });
  await executeRefund(app, refund.id);
  expect(await calls(buying)).toMatchObject([{ amount: '19.00000000' }]);
  expect(await codeOf(ask(buying, { amount: TON }))).toBe('REFUND_BUSY');

  const rest = await ask(buying, { destination: 'balance', amount: 76n * TON });
  await executeRefund(app, rest.id);
  expect(await codeOf(ask(buying, { destination: 'balance', amount: 1n }))).toBe('REFUND_EXCEEDS_PAID');
  await finish(buying, 'paid');
  await lookUpRefund(app, refund.id);

  expect(await held(buying)).toEqual({ wallet: 76n * TON, stars: 0n, hold: 0n, delivery: 0n });
  expect(await findOrder(app, buying.order.id)).toMatchObject({ status: 'refunded' });
});

test('a balance, when it is paid back, then it goes through the top-up that filled it', async () => {
  const buying = await paid(topUp(app, 50n * TON));
  const refund = await ready(buying, { of: { userId: buying.user.id }, amount: 30n * TON });
  expect(refund).toMatchObject({ orderId: buying.order.id, stars: 0n });

  await executeRefund(app, refund.id);
  expect(await held(buying)).toEqual({ wallet: 20n * TON, stars: 0n, hold: 30n * TON, delivery: 0n });
  expect(await dataOf(ask(buying, { of: { userId: buying.user.id }, amount: 21n * TON }))).toMatchObject({
    left: '20',
  });
  await finish(buying, 'paid');
  await lookUpRefund(app, refund.id);

  expect(await held(buying)).toEqual({ wallet: 20n * TON, stars: 0n, hold: 0n, delivery: 0n });
  expect(await findOrder(app, buying.order.id)).toMatchObject({ status: 'paid' });
});

test.each(['timeoutAfter', 'resetAfter', 'error500After', 'htmlAfter', 'broken'])(
  'a refund, when the provider acts and then fails (%s), then it is unknown, looked up and never sent twice',
  async (kind) => {
    const buying = await paid(buy(app));
    const refund = await ready(buying);
    await fault(kind);

    await executeRefund(app, refund.id);
    expect(await now(refund)).toMatchObject({ status: 'unknown', attempts: 1 });
    await executeRefund(app, refund.id);
    expect(await codeOf(retryRefund(app, { refundId: refund.id, staffId: other }))).toBe('REFUND_UNCERTAIN');
    await lookUpRefund(app, refund.id);
    expect((await now(refund)).status).toBe('executing');
    await finish(buying, 'paid');
    await lookUpRefund(app, refund.id);

    expect((await now(refund)).status).toBe('done');
    expect(await calls(buying)).toHaveLength(1);
    expect(await held(buying)).toEqual({ wallet: 0n, stars: 0n, hold: 0n, delivery: 0n });
  },
);

test.each(['timeoutBefore', 'resetBefore', 'error500', 'html'])(
  'a refund, when the provider fails before it acts (%s), then only a person sends it again, and only when that is certain',
  async (kind) => {
    const buying = await paid(buy(app));
    const refund = await ready(buying);
    await fault(kind);

    await executeRefund(app, refund.id);
    await lookUpRefund(app, refund.id);
    expect(await now(refund)).toMatchObject({ status: 'unknown', seenStatus: 'paid' });
    const again = () => retryRefund(app, { refundId: refund.id, staffId: other });
    expect(await dataOf(again())).toMatchObject({ status: 'paid' });
    expect(await codeOf(cancelRefund(app, { refundId: refund.id, staffId: other }))).toBe('REFUND_STATE');
    app.clock.advance(3 * MINUTE);
    expect(await codeOf(again())).toBe('REFUND_UNCERTAIN');
    await lookUpRefund(app, refund.id);
    await again();
    expect(await codeOf(again())).toBe('REFUND_STATE');
    await executeRefund(app, refund.id);

    expect(await now(refund)).toMatchObject({ status: 'executing', attempts: 2 });
    expect(await held(buying)).toEqual({ wallet: 0n, stars: 0n, hold: 95n * TON, delivery: 0n });
    await finish(buying, 'paid');
    await lookUpRefund(app, refund.id);
    expect((await now(refund)).status).toBe('done');
  },
);

test('an unknown refund, when it was sent after all before the second try, then it is only watched', async () => {
  const buying = await paid(buy(app));
  const refund = await ready(buying);
  await fault('timeoutBefore');
  await executeRefund(app, refund.id);
  app.clock.advance(3 * MINUTE);
  await lookUpRefund(app, refund.id);
  await retryRefund(app, { refundId: refund.id, staffId: other });
  const before = (await calls(buying)).length;

  await play(shop, `/invoices/${buying.invoice.providerUuid}/status`, { status: 'refund_process' });
  await executeRefund(app, refund.id);

  expect((await now(refund)).status).toBe('executing');
  expect(await calls(buying)).toHaveLength(before);
  await finish(buying, 'paid');
  await lookUpRefund(app, refund.id);
  expect((await now(refund)).status).toBe('done');
});

test('a refund, when the provider refuses it, then it failed, and another address can be asked for', async () => {
  const buying = await paid(buy(app));
  const refund = await ready(buying);
  await fault('refuse', 'payment/refund', { status: 400, description: 'Not enough funds' });

  await executeRefund(app, refund.id);
  expect(await now(refund)).toMatchObject({ status: 'failed', error: 'PROVIDER_REFUSED' });
  expect((await held(buying)).hold).toBe(95n * TON);
  await askForAddress(app, { refundId: refund.id, staffId: other });
  const named = await name(refund, THERE);
  expect(named.readyAt?.getTime()).toBeGreaterThan(app.clock.now().getTime() + ADDRESS_WAIT_MS - MINUTE);
  await executeRefund(app, refund.id);
  expect((await now(refund)).status).toBe('approved');
  app.clock.advance(ADDRESS_WAIT_MS + MINUTE);
  await executeRefund(app, refund.id);
  await finish(buying, 'paid');
  await lookUpRefund(app, refund.id);

  expect((await now(refund)).status).toBe('done');
  expect((await calls(buying)).at(-1)).toMatchObject({ address: THERE });
  expect(await held(buying)).toEqual({ wallet: 0n, stars: 0n, hold: 0n, delivery: 0n });
});

test('a refund, when the provider cannot carry it out and a person gives it up, then the money is on the balance', async () => {
  const buying = await paid(buy(app));
  const refund = await ready(buying);
  await executeRefund(app, refund.id);
  await finish(buying, 'fail');
  await lookUpRefund(app, refund.id);
  expect(await now(refund)).toMatchObject({ status: 'failed', error: 'PROVIDER_REFUSED' });

  await Promise.all([1, 2, 3].map(() => codeOf(cancelRefund(app, { refundId: refund.id, staffId: other }))));

  expect(await held(buying)).toEqual({ wallet: 95n * TON, stars: 0n, hold: 0n, delivery: 0n });
  expect((await now(refund)).status).toBe('cancelled');
  expect(await codeOf(ask(buying, { destination: 'balance', amount: 1n }))).toBe('REFUND_EXCEEDS_PAID');
});

test('a refund, when two workers take it at once, then the provider is asked once', async () => {
  const buying = await paid(buy(app));
  const refund = await ready(buying);

  await Promise.all([1, 2, 3, 4].map(() => executeRefund(app, refund.id)));

  expect(await calls(buying)).toHaveLength(1);
  expect(await now(refund)).toMatchObject({ status: 'executing', attempts: 1 });
});

test('a refund, when its worker vanished before it could say what happened, then a look-up makes it unknown', async () => {
  const buying = await paid(buy(app));
  const refund = await ready(buying);
  await fault('timeoutBefore');
  const sending = executeRefund(app, refund.id);
  await expect.poll(async () => (await now(refund)).status).toBe('executing');
  await lookUpRefund(app, refund.id);
  expect((await now(refund)).status).toBe('executing');
  app.clock.advance(3 * MINUTE);
  await lookUpRefund(app, refund.id);

  expect((await now(refund)).status).toBe('unknown');
  await sending;
  expect((await now(refund)).status).toBe('unknown');
});

test('a refund, when the circuit is open, then it is not sent and waits', async () => {
  const buying = await paid(buy(app));
  const refund = await ready(buying);
  const paused = { ...app.provider, refund: () => Promise.reject(new AppError('CIRCUIT_OPEN')) };
  expect(await codeOf(executeRefund({ ...app, provider: paused }, refund.id))).toBe('CIRCUIT_OPEN');
  expect(await now(refund)).toMatchObject({ status: 'approved', error: 'CIRCUIT_OPEN' });
  expect((await held(buying)).hold).toBe(95n * TON);
  await executeRefund(app, refund.id);
  expect(await now(refund)).toMatchObject({ status: 'executing', attempts: 2 });
  expect(await calls(buying)).toHaveLength(1);
});

test('a refund, when the provider has too many requests, then nothing was sent: it waits and goes out once', async () => {
  const buying = await paid(buy(app));
  const refund = await ready(buying);
  await play(shop, '/faults', { kind: 'tooMany', target: 'payment/refund', times: 1 });

  await expect(executeRefund(app, refund.id)).rejects.toMatchObject({ data: { retryAfter: 5 } });
  expect(await now(refund)).toMatchObject({ status: 'approved' });
  await executeRefund(app, refund.id);

  expect(await now(refund)).toMatchObject({ status: 'executing', attempts: 2 });
});

test('a refund, when a process without the worker role gets it, then nothing is sent', async () => {
  const buying = await paid(buy(app));
  const refund = await ready(buying);
  expect(await codeOf(executeRefund({ ...app, config: { ...app.config, ROLES: ['web'] } }, refund.id))).toBe(
    'PAYOUT_KEY_MISSING',
  );
  expect(await now(refund)).toMatchObject({ status: 'approved', attempts: 0 });
});

test('an address, when it is wrong or of another network, then it is refused and nothing is kept', async () => {
  const buying = await paid(buy(app));
  const refund = await ask(buying);
  const where = { userId: buying.user.id, refundId: refund.id };

  for (const address of ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', HERE.replace('EBI', 'EBJ'), 'hello', ''])
    expect(await dataOf(proposeAddress(app, { ...where, address }))).toEqual({ network: 'TON' });
  const { code } = await proposeAddress(app, { ...where, address: ` ${HERE} ` });
  expect(await codeOf(confirmAddress(app, { ...where, code: '00000000' }))).toBe('REFUND_STATE');
  const stranger = (await buy(app)).user.id;
  expect(await codeOf(confirmAddress(app, { ...where, userId: stranger, code }))).toBe('REFUND_UNKNOWN');
  expect(await codeOf(proposeAddress(app, { ...where, userId: stranger, address: HERE }))).toBe(
    'REFUND_UNKNOWN',
  );

  const both = await Promise.all([
    confirmAddress(app, { ...where, code }),
    confirmAddress(app, { ...where, code }),
  ]);
  expect(both.map(({ status }) => status)).toEqual(['approved', 'approved']);
  const stored = await app.db.one<{ sealed: string }>(
    'SELECT address_sealed AS sealed FROM refunds WHERE id = $1',
    [refund.id],
  );
  expect(stored?.sealed).not.toContain(HERE);
});

test('an address, when the user changes it before the sending, then the new one waits for a day', async () => {
  const buying = await paid(buy(app));
  const refund = await ready(buying);

  const changed = await name(refund, THERE);
  await executeRefund(app, refund.id);
  expect(await now(refund)).toMatchObject({ status: 'approved', attempts: 0 });
  app.clock.advance(ADDRESS_WAIT_MS + MINUTE);
  await executeRefund(app, refund.id);

  expect(changed.addressHint).toBe('EQCxE6…_sDs');
  expect(await calls(buying)).toMatchObject([{ address: THERE }]);
  expect(await codeOf(name(refund))).toBe('REFUND_STATE');
});

test('a refund of unknown fate, when its look-up gave up, then it is looked after again, once', async () => {
  const buying = await paid(buy(app));
  const refund = await ready(buying);
  await fault('timeoutBefore');
  await executeRefund(app, refund.id);
  const lookUps = `job = 'refund.look-up' AND payload ->> 'refundId' = '${refund.id}'`;
  await app.db.query(`UPDATE outbox SET failed_at = now() WHERE ${lookUps}`);

  expect(await watchOpenRefunds(app)).toBeGreaterThanOrEqual(1);
  await watchOpenRefunds(app);

  const row = await app.db.one(`SELECT count(*) AS n FROM outbox WHERE failed_at IS NULL AND ${lookUps}`);
  expect(row).toEqual({ n: 1n });
});

test('the ledger, when all of this is over, then stands', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});

test('a request that nobody approved, when finance asks for an address, then it is refused by its state and waits as before', async () => {
  const refund = await ask(await paid(topUp(app, 800n * TON)));
  expect(refund.status).toBe('requested');
  expect(await codeOf(askForAddress(app, { refundId: refund.id, staffId: other }))).toBe('REFUND_STATE');
  expect((await now(refund)).status).toBe('requested');
});
