import { expect, test } from 'vitest';
import { userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { checkOrder } from '../../src/payments/index.ts';
import {
  confirmAddress,
  executeRefund,
  findRefund,
  lookUpRefund,
  proposeAddress,
  requestRefund,
} from '../../src/refunds/index.ts';
import { stallRows, type Stall } from '../kit/stall.ts';
import { buy, openShop, pay, play } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { TON } from '../kit/money.ts';
import { createWorkers } from '../kit/worker.ts';
import { hire } from '../kit/hire.ts';

const shop = await openShop();
const { app } = shop;
const finance = await hire(app, 'finance');
await play(shop, '/settings', { refunds: 'manual' });
const startWorker = createWorkers(app);

/** A refund with a confirmed address whose job is not taken yet. */
async function approved() {
  const buying = await buy(app);
  await pay(shop, buying);
  app.clock.advance(60_000);
  await checkOrder(app, buying.order.id);
  const refund = await requestRefund(app, {
    staffId: finance,
    of: { orderId: buying.order.id },
    destination: 'address',
    reason: 'duplicate_payment',
    note: 'paid twice',
    requestKey: `test-kill-${buying.order.id}`,
  });
  const where = { userId: buying.user.id, refundId: refund.id };
  const address = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
  const { code } = await proposeAddress(app, { ...where, address });
  await confirmAddress(app, { ...where, code });
  // The clock of the test is ahead of the worker's.
  await app.testDb.owner.query('ALTER TABLE refunds DISABLE TRIGGER USER');
  await app.testDb.owner.query('UPDATE refunds SET ready_at = now() WHERE id = $1', [refund.id]);
  await app.testDb.owner.query('ALTER TABLE refunds ENABLE TRIGGER USER');
  await app.testDb.owner.query(
    `UPDATE outbox SET run_at = now(), relayed_at = NULL WHERE job = 'refund.execute' AND payload ->> 'refundId' = $1`,
    [refund.id],
  );
  return { buying, refund };
}

async function asked(uuid: string | null): Promise<number> {
  const response = await fetch(`${shop.sandbox.url}/play/heleket/calls?target=payment/refund`);
  const calls = (await response.json()) as { params: Record<string, unknown> }[];
  return calls.filter(({ params }) => params['uuid'] === uuid).length;
}

const faults = `${shop.sandbox.url}/play/heleket/faults`;

// Every call of the endpoint ends so, whichever job makes it.
const MANY = 100;

const faultIsUsed = (): Promise<boolean> =>
  eventually(async () => {
    const [fault] = (await (await fetch(faults)).json()) as { times: number }[];
    return fault !== undefined && fault.times < MANY;
  });

const clearFaults = (): Promise<Response> => fetch(faults, { method: 'DELETE' });

test.each([
  ['before anything was written', 'payment/info', 'slow', 'approved'],
  ['while the provider acts', 'payment/refund', 'timeoutAfter', 'executing'],
  ['while the provider does not act', 'payment/refund', 'timeoutBefore', 'executing'],
])(
  'a worker, when killed %s, then another one never sends a second time',
  async (_when, target, kind, left) => {
    const { buying, refund } = await approved();
    await play(shop, '/faults', { kind, target, ms: 60_000, times: MANY });
    const first = await startWorker();
    await faultIsUsed();
    await first.end('SIGKILL');
    await clearFaults();
    expect((await findRefund(app, refund.id))?.status).toBe(left);

    const second = await startWorker();
    if (left === 'approved') {
      await eventually(async () => (await findRefund(app, refund.id))?.acceptedAt !== null, 60);
      expect(await asked(buying.invoice.providerUuid)).toBe(1);
    } else {
      // The job comes back to the second worker, which must leave it alone.
      await eventually(async () => {
        const row = await app.db.one<{ open: bigint }>(
          `SELECT count(*) AS open FROM outbox WHERE job = 'refund.execute' AND payload ->> 'refundId' = $1 AND done_at IS NULL`,
          [refund.id],
        );
        return row?.open === 0n;
      }, 60);
      expect((await findRefund(app, refund.id))?.status).toBe('executing');
      app.clock.advance(180_000);
      await lookUpRefund(app, refund.id);
      expect((await findRefund(app, refund.id))?.status).toBe(
        kind === 'timeoutBefore' ? 'unknown' : 'executing',
      );
      expect(await asked(buying.invoice.providerUuid)).toBe(1);
    }
    expect(await userBalances(app.db, buying.user.id)).toEqual({
      wallet: 0n,
      stars: 0n,
      hold: 95n * TON,
      delivery: 0n,
    });
    await second.end('SIGKILL');
  },
  120_000,
);

/** Keeps whoever posts to this account of a user waiting: user << 7 | kind << 4 | asset 1, wallet is kind 0, hold is kind 2. */
const stallAccount = (userId: bigint, account: 'wallet' | 'hold'): Promise<Stall> =>
  stallRows(app.testDb.owner, 'SELECT 1 FROM ledger.balance WHERE id = (($1::bigint << 7) | $2) FOR UPDATE', [
    userId,
    account === 'wallet' ? 1 : 33,
  ]);

const journalsOf = async (refundId: string): Promise<bigint | undefined> =>
  (
    await app.db.one<{ n: bigint }>('SELECT count(*) AS n FROM ledger.journals WHERE refund_id = $1', [
      refundId,
    ])
  )?.n;

test('a worker, when killed with everything of a sent refund written but the posting, then another one books it once', async () => {
  const { buying, refund } = await approved();
  await executeRefund(app, refund.id);
  await play(shop, `/invoices/${buying.invoice.providerUuid}/refund`, { outcome: 'paid' });
  await app.testDb.owner.query(
    `UPDATE outbox SET run_at = now(), relayed_at = NULL WHERE job = 'refund.look-up' AND payload ->> 'refundId' = $1`,
    [refund.id],
  );
  const stall = await stallAccount(buying.user.id, 'hold');
  const first = await startWorker();
  await stall.reached();
  await first.end('SIGKILL');
  expect((await findRefund(app, refund.id))?.status).toBe('executing');
  await stall.letGo();

  const second = await startWorker();
  await eventually(async () => (await findRefund(app, refund.id))?.status === 'done', 60);
  expect(await userBalances(app.db, buying.user.id)).toEqual({
    wallet: 0n,
    stars: 0n,
    hold: 0n,
    delivery: 0n,
  });
  expect(await journalsOf(refund.id)).toBe(2n);
  expect(await asked(buying.invoice.providerUuid)).toBe(1);
  expect(await second.end('SIGTERM')).toBe(0);
}, 120_000);

test('a worker, when killed in the middle of a refund to the balance, then another one gives it once', async () => {
  const buying = await buy(app);
  await pay(shop, buying);
  app.clock.advance(60_000);
  await checkOrder(app, buying.order.id);
  const stall = await stallAccount(buying.user.id, 'wallet');
  const refund = await requestRefund(app, {
    staffId: finance,
    of: { orderId: buying.order.id },
    destination: 'balance',
    reason: 'goodwill',
    note: 'to the balance',
    requestKey: `test-kill-balance-${buying.order.id}`,
  });
  const first = await startWorker();
  await stall.reached();
  await first.end('SIGKILL');
  expect((await findRefund(app, refund.id))?.status).toBe('approved');
  await stall.letGo();

  const second = await startWorker();
  await eventually(async () => (await findRefund(app, refund.id))?.status === 'done', 60);
  expect(await userBalances(app.db, buying.user.id)).toEqual({
    wallet: 95n * TON,
    stars: 0n,
    hold: 0n,
    delivery: 0n,
  });
  expect(await journalsOf(refund.id)).toBe(1n);
  expect(await second.end('SIGTERM')).toBe(0);
}, 120_000);

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
