import { expect, test } from 'vitest';
import { endStuckPayment, proveStuckPayment, type Delivery } from '../../src/delivery/index.ts';
import { checkLedger } from '../../src/ledger/index.ts';
import { collectIncoming } from '../../src/tonWallet/index.ts';
import {
  bookIncoming,
  bookReturns,
  previewIncoming,
  type IncomingBooking,
} from '../../src/treasury/index.ts';
import { createDeliveryStage, WHOLE } from '../delivery/scene.ts';
import { eventually } from '../kit/eventually.ts';
import { hire } from '../kit/hire.ts';
import { TON } from '../kit/money.ts';
import { playAt } from '../kit/play.ts';
import { codeOf } from '../kit/refusals.ts';

const stage = await createDeliveryStage({
  DELIVERY_SUPPLIER: 'mystars',
  CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000',
});
const { app, owner, send, now, until, supplier } = stage;
await supplier('/settings', { stepMs: 50, limits: { general: 100_000, orders: 100_000, probes: 100_000 } });
await stage.jobs().start();
const [finance, admin] = [await hire(app, 'finance'), await hire(app, 'admin')];

const ton = <T>(path: string, body?: unknown): Promise<T> =>
  playAt(`${stage.sandbox.url}/play/ton${path}`, body);
/** What the house holds, or has spent, in an account. */
const held = async (kind: string): Promise<bigint> =>
  (
    await app.db.one<{ held: bigint }>(
      `SELECT coalesce(sum(-balance), 0)::bigint AS held FROM ledger.house_balances WHERE kind = $1 AND asset = 'TON'`,
      [kind],
    )
  )?.held ?? 0n;
const figures = async (): Promise<Record<string, bigint>> => ({
  wallet: await held('ton_wallet'),
  due: await held('supplier_due'),
  cost: await held('delivery_cost'),
});
const change = async (work: () => Promise<unknown>): Promise<Record<string, bigint>> => {
  const before = await figures();
  await work();
  const after = await figures();
  return Object.fromEntries(
    Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0n)]),
  );
};
const bookings = async (deliveryId: string): Promise<unknown[]> =>
  (await app.db.query('SELECT kind, booked_by FROM treasury_bookings WHERE delivery_id = $1', [deliveryId]))
    .rows;
const booked = async ({ id }: Pick<Delivery, 'id'>): Promise<boolean> => (await bookings(id)).length > 0;

/** Somebody sends coins to our wallet. Gives the id of the transfer, when we know it. */
async function cameIn(body: { amount: bigint; from?: string; comment?: string }): Promise<string> {
  const { txHash } = await ton<{ txHash: string }>('/transfers', { ...body, amount: String(body.amount) });
  await eventually(async () => {
    await collectIncoming(app);
    return (await app.db.one('SELECT FROM ton_incoming WHERE tx_hash = $1', [txHash])) !== undefined;
  });
  return txHash;
}
const byHand = (txHash: string, more: Partial<IncomingBooking> = {}): IncomingBooking => ({
  txHash,
  as: 'capital',
  remark: 'seen in the explorer',
  staffId: finance,
  ...more,
});

test('coins of an order that the supplier reverses, when several workers see them come back, then they are booked once and nothing is due', async () => {
  const user = await owner();
  const before = await figures();
  const delivery = await send(user, 'undeliverable_1');
  const { cost } = await until(delivery, 'failed');
  await eventually(async () => {
    await Promise.all([collectIncoming(app), collectIncoming(app)]);
    await Promise.all([bookReturns(app), bookReturns(app), bookReturns(app)]);
    return booked(delivery);
  });
  await bookReturns(app);

  expect(await bookings(delivery.id)).toEqual([{ kind: 'return', booked_by: null }]);
  const payment = await app.db.one<{ fee: bigint }>('SELECT fee FROM ton_payments WHERE subject_id = $1', [
    delivery.id,
  ]);
  const after = await figures();
  const came = await app.db.one<{ amount: bigint }>(
    'SELECT amount FROM treasury_bookings WHERE delivery_id = $1',
    [delivery.id],
  );
  const lost = (payment?.fee ?? 0n) + (cost ?? 0n) - (came?.amount ?? 0n);
  expect(lost).toBeGreaterThan(0n);
  expect([after['wallet'], after['due'], after['cost']]).toEqual([
    (before['wallet'] ?? 0n) - lost,
    before['due'],
    (before['cost'] ?? 0n) + lost,
  ]);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('coins that no rule can match, when finance books them, then the preview is what is posted, and it happens once', async () => {
  const txHash = await cameIn({ amount: 3n * TON });
  expect(await change(() => bookReturns(app))).toEqual({ wallet: 0n, due: 0n, cost: 0n });

  const preview = await previewIncoming(app, byHand(txHash));
  expect(preview).toMatchObject({ amount: 3n * TON, needsSecond: false });
  expect(preview.lines).toEqual([
    {
      debit: { house: 'ton_wallet', asset: 'TON' },
      credit: { house: 'capital', asset: 'TON' },
      amount: 3n * TON,
    },
  ]);
  expect(await codeOf(bookIncoming(app, byHand(txHash, { staffId: admin })))).toBe('FORBIDDEN');
  expect(await codeOf(bookIncoming(app, byHand(txHash, { remark: ' ' })))).toBe('TEXT_INVALID');
  expect(await codeOf(bookIncoming(app, byHand('nothing')))).toBe('INPUT_INVALID');
  const results = async () => {
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => bookIncoming(app, byHand(txHash))));
    return outcomes.filter((one) => one.status === 'fulfilled' && !one.value.replayed);
  };
  expect(await change(async () => expect(await results()).toHaveLength(1))).toMatchObject({
    wallet: 3n * TON,
  });
  expect(await codeOf(bookIncoming(app, byHand(txHash)))).toBe('ALREADY_SO');
  expect(await checkLedger(app)).toEqual([]);
});

test('coins that were booked before, when finance says so, then nothing is posted and the transfer is settled', async () => {
  const txHash = await cameIn({ amount: 2n * TON });

  const moved = await change(() => bookIncoming(app, byHand(txHash, { as: 'known' })));

  expect(moved).toEqual({ wallet: 0n, due: 0n, cost: 0n });
  expect(await codeOf(bookIncoming(app, byHand(txHash)))).toBe('ALREADY_SO');
});

test('coins for a delivery, when a person names it, then only one that ended and was paid on the chain takes them', async () => {
  const delivered = await send(await owner(), 'happy_1');
  await until(delivered, 'confirmed');
  await eventually(async () => (await now(delivered)).paidAt !== null);
  const refused = await send(await owner(), 'nobody_here');
  await until(refused, 'failed');
  const txHash = await cameIn({ amount: 1_000n, comment: 'a present' });
  const as = (deliveryId: string) => byHand(txHash, { as: 'return', deliveryId });

  expect(await codeOf(bookIncoming(app, as(refused.id)))).toBe('DELIVERY_STATE');
  expect(await codeOf(bookIncoming(app, as('x')))).toBe('DELIVERY_UNKNOWN');
  // Its price is a cost by now, so what comes back makes the cost smaller.
  expect(await change(() => bookIncoming(app, as(delivered.id)))).toEqual({
    wallet: 1_000n,
    due: 0n,
    cost: -1_000n,
  });
  expect(await checkLedger(app)).toEqual([]);
});

test('a stuck payment that another message made, when a person proves it, then the delivery is booked and arrives', async () => {
  await playAt(`${stage.sandbox.url}/play/ton/faults`, { kind: 'drop', target: 'sendBoc', times: 1000 });
  const delivery = await send(await owner(), 'stuck_1');
  const signed = async () =>
    app.db.one<{ id: string; to: string; amount: bigint; memo: string; state: string }>(
      `SELECT id, to_address AS "to", amount, memo, state FROM ton_payments WHERE subject_id = $1 AND state IN ('signed', 'stuck')`,
      [delivery.id],
    );
  await eventually(async () => (await signed()) !== undefined);
  const payment = await signed();
  if (!payment) throw new Error('it is signed');
  const { id, to, memo } = payment;
  await ton('/foreign', { to, amount: String(payment.amount), comment: memo });
  await eventually(async () => (await signed())?.state === 'stuck', 60);
  const { last } = await app.ton.chain.account((await app.ton.wallet()).address);

  const proof = await proveStuckPayment(app, { paymentId: id, txHash: last?.hash ?? '' });
  await endStuckPayment(app, { paymentId: id, staffId: finance, remark: 'paid by hand', proof });

  await until(delivery, 'confirmed');
  await eventually(async () => (await now(delivery)).paidAt !== null);
  await eventually(async () => (await held('supplier_due')) === 0n);
  expect(await stage.invariants()).toEqual(WHOLE);
});
