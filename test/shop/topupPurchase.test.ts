import { expect, test } from 'vitest';
import { userBalances, verifyLedger } from '../../src/ledger/index.ts';
import { openInvoice } from '../../src/payments/index.ts';
import { createTopup, starPrice } from '../../src/shop/index.ts';
import { eventually } from '../kit/eventually.ts';
import { TON } from '../kit/money.ts';
import { delivered, jobsDone, openShop, pay, type Buying } from '../kit/shop.ts';
import { newUser } from '../kit/users.ts';
import { createWorkers } from '../kit/worker.ts';

const shop = await openShop();
const { app } = shop;
const startWorker = createWorkers(app);

/** A new buyer with the open invoice of a top-up that buys this many stars. */
async function funding(stars: number): Promise<Buying> {
  const [user, { id: priceId }] = [await newUser(app), await starPrice(app)];
  const order = await createTopup(app, {
    userId: user.id,
    amount: BigInt(stars) * TON,
    wish: { stars, priceId },
    requestKey: `test-fund:${user.id}`,
  });
  return { user, order, invoice: await openInvoice(app, { orderId: order.id }) };
}

test('purchases behind top-ups, when the workers are killed again and again, then each is made once and told once', async () => {
  const buyers = await Promise.all(Array.from({ length: 12 }, () => funding(60)));
  await Promise.all(buyers.map((buying) => pay(shop, buying)));
  await delivered(shop);
  const ids = buyers.map(({ user }) => user.id);
  const bought = async (): Promise<number> => {
    const { rows } = await app.testDb.owner.query(
      `SELECT 1 FROM orders WHERE user_id = ANY ($1) AND kind = 'balance_purchase'`,
      [ids],
    );
    return rows.length;
  };

  for (const most of [0, 3, 6]) {
    const worker = await startWorker();
    await eventually(async () => (await bought()) > most, 60);
    await worker.end('SIGKILL');
  }
  await startWorker();
  await eventually(async () => (await bought()) === 12, 60);
  await jobsDone(app, 60);

  for (const id of ids) expect(await userBalances(app.db, id)).toMatchObject({ wallet: 0n, stars: 60n });
  const { rows } = await app.testDb.owner.query<{ kind: string; n: bigint }>(
    'SELECT kind, count(*) AS n FROM notifications WHERE user_id = ANY ($1) GROUP BY kind ORDER BY kind',
    [ids],
  );
  expect(rows).toEqual([
    { kind: 'order_paid', n: 12n },
    { kind: 'topup_paid', n: 12n },
  ]);
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
