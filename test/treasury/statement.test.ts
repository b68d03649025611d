import { expect, test } from 'vitest';
import { trialBalance } from '../../src/ledger/index.ts';
import { collectIncoming } from '../../src/tonWallet/index.ts';
import { bookFunding, bookReturns, readTheirList, supplierStatement } from '../../src/treasury/index.ts';
import { createDeliveryStage } from '../delivery/scene.ts';
import { eventually } from '../kit/eventually.ts';
import { hire } from '../kit/hire.ts';
import { TON } from '../kit/money.ts';

const stage = await createDeliveryStage({
  DELIVERY_SUPPLIER: 'mystars',
  CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000',
});
const { app, owner, send, now, until, supplier } = stage;
await supplier('/settings', { stepMs: 50, limits: { general: 100_000, orders: 100_000, probes: 100_000 } });
await stage.jobs().start();
const finance = await hire(app, 'finance');

/** A moment with nothing at it: a time in JavaScript has no microseconds, and would be before what has just happened. */
const dbNow = async (): Promise<Date> => {
  const row = await app.db.one<{ at: Date }>('SELECT clock_timestamp() AS at FROM pg_sleep(0.002)');
  await app.db.query('SELECT pg_sleep(0.002)');
  return row?.at ?? new Date();
};
const fund = (amount: bigint, remark: string) =>
  bookFunding(app, { from: 'capital', to: 'ton_wallet', amount, remark, staffId: finance });
/** What the ledger says that the house holds in an account at a moment. */
const held = async (kind: string, at: Date): Promise<bigint> =>
  (await trialBalance(app.db, at))
    .filter((line) => line.kind === kind && line.asset === 'TON')
    .reduce((sum, { balance }) => sum - balance, 0n);
/** What was added to an account of the house in a period. */
const debited = async (kind: string, { from, to }: { from: Date; to: Date }): Promise<bigint> =>
  (
    await app.db.one<{ sum: bigint }>(
      `SELECT coalesce(sum(-e.amount), 0)::bigint AS sum FROM ledger.entries e JOIN ledger.accounts a ON a.id = e.account_id
       WHERE a.kind = $1 AND a.asset = 'TON' AND e.side = 'debit' AND e.recorded_at > $2 AND e.recorded_at <= $3`,
      [kind, from, to],
    )
  )?.sum ?? 0n;
const delivered = async (name: string) => {
  const delivery = await send(await owner(), name);
  await until(delivery, 'confirmed');
  await eventually(async () => (await now(delivery)).paidAt !== null);
  return now(delivery);
};
const feeOf = async (id: string): Promise<bigint> =>
  (await app.db.one<{ fee: bigint }>('SELECT fee FROM ton_payments WHERE subject_id = $1', [id]))?.fee ?? 0n;

test('the statement of MyStars, when orders arrive and one comes back, then each figure is that of the ledger, and all make the closing one', async () => {
  await fund(20n * TON, 'before the period');
  await delivered('early_1');
  const from = await dbNow();
  await fund(30n * TON, 'within the period');
  const [first, second] = [await delivered('happy_1'), await delivered('happy_2')];
  const back = await send(await owner(), 'undeliverable_1');
  const { cost: lost } = await until(back, 'failed');
  await eventually(async () => {
    await collectIncoming(app);
    await bookReturns(app);
    return (
      (await app.db.one('SELECT FROM treasury_bookings WHERE delivery_id = $1', [back.id])) !== undefined
    );
  });
  const to = await dbNow();
  await fund(5n * TON, 'after the period');

  const found = await supplierStatement(app.db, app.config, { supplier: 'mystars', from, to });

  const costs = (first.cost ?? 0n) + (second.cost ?? 0n);
  const came = await app.db.one<{ amount: bigint }>(
    'SELECT amount FROM treasury_bookings WHERE delivery_id = $1',
    [back.id],
  );
  const returned = came?.amount ?? 0n;
  const fees = (await feeOf(first.id)) + (await feeOf(second.id)) + (await feeOf(back.id));
  expect(found.float).toEqual({
    opening: await held('ton_wallet', from),
    moves: { funding: 30n * TON, spent: -costs - (lost ?? 0n), fee: -fees, returned, other: 0n },
    closing: await held('ton_wallet', to),
  });
  const paid = await debited('supplier_due', { from, to });
  expect(found.due).toEqual({
    opening: await held('supplier_due', from),
    moves: {
      paid,
      // A price whose payment was seen after the stars is a cost at once, and was never due.
      delivered: (lost ?? 0n) - paid,
      returned: -returned,
      lost: returned - (lost ?? 0n),
      other: 0n,
    },
    closing: await held('supplier_due', to),
  });
  expect(found.isWhole).toBe(true);
  expect(found.lines.reduce((sum, { amount }) => sum + amount, found.float.opening)).toBe(
    found.float.closing,
  );
  const linesOf = (id: string) =>
    found.lines.filter(({ deliveryId }) => deliveryId === id).map(({ move, amount }) => [move, amount]);
  expect(linesOf(first.id)).toEqual([
    ['spent', -(first.cost ?? 0n)],
    ['fee', -(await feeOf(first.id))],
  ]);
  expect(linesOf(back.id)).toEqual([
    ['spent', -(lost ?? 0n)],
    ['fee', -(await feeOf(back.id))],
    ['returned', returned],
  ]);
  expect(found.lines.filter(({ deliveryId }) => deliveryId === null).map(({ move }) => move)).toEqual([
    'funding',
  ]);
});

test('the supplier’s own list, when it is read back to the beginning of the period, then both sides have the same orders and price', async () => {
  const mystars = app.suppliers.mystars;
  if (!mystars) throw new Error('MyStars is in use');
  const period = { from: new Date(0), to: new Date(app.clock.now().getTime() + 1000), asset: 'TON' };

  const listed = await readTheirList(app.db, mystars, period);

  expect(listed).toMatchObject({ isWhole: true });
  expect(listed?.theirs.orders).toBeGreaterThan(1);
  expect(listed?.theirs).toEqual(listed?.ours);
  await supplier('/faults', { kind: 'unavailable', target: 'orders/list', times: 100 });
  expect(await readTheirList(app.db, mystars, period)).toMatchObject({
    isWhole: false,
    theirs: { orders: 0, cost: 0n },
  });
});
