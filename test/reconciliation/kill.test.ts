import { expect, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/index.ts';
import { runSweep } from '../../src/reconciliation/index.ts';
import { buy, openShop, pay, play, stateOf, type Buying } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { TON } from '../kit/money.ts';
import { stallProvider, stallRows, type Stall } from '../kit/stall.ts';
import { createWorkers } from '../kit/worker.ts';

// Webhooks are lost and the poller is not due: only the workers' own sweeps can find the payment.
const shop = await openShop();
const { app } = shop;
await play(shop, '/webhooks/settings', { lose: 1_000_000 });
const startWorker = createWorkers(app);

const slow = (target: string) => stallProvider(shop, target, { kind: 'slow', ms: 60_000 });

/** Where the sweep stands when its process is killed, and how the test holds it there. */
const PLACES: Record<string, (buying: Buying) => Promise<Stall>> = {
  'it waits for the list': () => slow('payment/list'),
  'it asks about a difference': () => slow('payment/info'),
  'it is about to lock the invoice': ({ invoice }) =>
    stallRows(app.testDb.owner, 'SELECT 1 FROM invoices WHERE id = $1 FOR UPDATE', [invoice.id]),
  // The buyer's account for stars: user << 7 | kind 1 << 4 | asset 2.
  'everything but the posting is written': ({ user }) =>
    stallRows(
      app.testDb.owner,
      'SELECT 1 FROM ledger.balance WHERE id = (($1::bigint << 7) | 18) FOR UPDATE',
      [user.id],
    ),
};

test.each(Object.keys(PLACES))(
  'a sweep, when its process is killed while %s, then another one settles everything once',
  async (place) => {
    const buying = await buy(app);
    await pay(shop, buying);
    // Old enough for the sweeps of the workers, and not for their pollers.
    await app.db.query(
      `UPDATE invoices SET created_at = created_at - interval '10 minutes', next_check_at = now() + interval '1 hour' WHERE id = $1`,
      [buying.invoice.id],
    );
    // Each round begins as on the first start: schedules run at once.
    await app.redis.flushall();
    const stall = await PLACES[place]?.(buying);
    const first = await startWorker();
    await stall?.reached();
    await first.end('SIGKILL');
    expect(await stateOf(app, buying)).toMatchObject({ order: 'awaiting_payment', stars: 0n, booked: 0n });
    await stall?.letGo();

    const second = await startWorker();
    await eventually(async () => (await stateOf(app, buying)).order === 'paid', 60);
    expect(await stateOf(app, buying)).toMatchObject({
      stars: 110n,
      booked: 95n * TON,
      messages: ['order_paid'],
    });
    expect(await second.end('SIGTERM')).toBe(0);

    const killed = await app.db.query(
      `UPDATE sweeps SET seen_at = now() - interval '1 hour' WHERE status = 'running' RETURNING id`,
    );
    expect(killed.rows.length).toBeGreaterThan(0);
    const now = Date.now();
    const period = { from: new Date(now - 3_600_000), to: new Date(now + 60_000) };
    expect(await runSweep(app, { ...period, startedBy: 'system' })).toMatchObject({
      healed: 0,
      opened: 0,
      left: 0,
    });
    const row = await app.db.one(`SELECT count(*) AS n FROM sweeps WHERE status = 'running'`);
    expect(row).toEqual({ n: 0n });
    const journals = await app.db.one('SELECT count(*) AS n FROM ledger.journals WHERE invoice_id = $1', [
      buying.invoice.id,
    ]);
    expect(journals).toEqual({ n: 1n });
  },
  120_000,
);

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
