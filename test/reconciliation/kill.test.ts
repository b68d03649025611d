import { expect, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/index.ts';
import { runSweep } from '../../src/reconciliation/index.ts';
import { buy, createStage, eventually, pay, play, stateOf, TON, type Buying } from '../payments/stage.ts';
import { createWorkers } from '../support/worker.ts';

// Webhooks are lost and the poller is not due: only the workers' own sweeps can find the payment.
const stage = await createStage();
const { app } = stage;
await play(stage, '/webhooks/settings', { lose: 1_000_000 });
const startWorker = createWorkers(app);

const MANY = 100;
const faults = `${stage.sandbox.url}/play/heleket/faults`;
const clearFaults = () => fetch(faults, { method: 'DELETE' });

interface Hold {
  reached(): Promise<unknown>;
  release(): Promise<unknown>;
}

async function slow(target: string): Promise<Hold> {
  await play(stage, '/faults', { kind: 'slow', target, ms: 60_000, times: MANY });
  return {
    reached: () =>
      eventually(async () => {
        const [fault] = (await (await fetch(faults)).json()) as { times: number }[];
        return fault !== undefined && fault.times < MANY;
      }),
    release: clearFaults,
  };
}

/** A transaction of the test's own that keeps whoever comes to this row waiting. */
async function locked(sql: string, id: unknown): Promise<Hold> {
  const client = await app.testDb.owner.pool.connect();
  await client.query('BEGIN');
  await client.query(sql, [id]);
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return {
    reached: () =>
      eventually(async () => {
        const waiting = await app.testDb.owner.one<{ n: bigint }>(
          'SELECT count(*) AS n FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))',
          [rows[0]?.pid],
        );
        return (waiting?.n ?? 0n) > 0n;
      }),
    release: async () => {
      await client.query('ROLLBACK');
      client.release();
    },
  };
}

/** Where the sweep stands when its process is killed, and how the test holds it there. */
const PLACES: Record<string, (buying: Buying) => Promise<Hold>> = {
  'it waits for the list': () => slow('payment/list'),
  'it asks about a difference': () => slow('payment/info'),
  'it is about to lock the invoice': ({ invoice }) =>
    locked('SELECT 1 FROM invoices WHERE id = $1 FOR UPDATE', invoice.id),
  // The buyer's account for stars: user << 7 | kind 1 << 4 | asset 2.
  'everything but the posting is written': ({ user }) =>
    locked('SELECT 1 FROM ledger.balance WHERE id = (($1::bigint << 7) | 18) FOR UPDATE', user.id),
};

test.each(Object.keys(PLACES))(
  'a sweep, when its process is killed while %s, then another one settles everything once',
  async (place) => {
    const buying = await buy(app);
    await pay(stage, buying);
    // Old enough for the sweeps of the workers, and not for their pollers.
    await app.db.query(
      `UPDATE invoices SET created_at = created_at - interval '10 minutes', next_check_at = now() + interval '1 hour' WHERE id = $1`,
      [buying.invoice.id],
    );
    // Each round begins as on the first start: schedules run at once.
    await app.redis.flushall();
    const hold = await PLACES[place]?.(buying);
    const first = await startWorker();
    await hold?.reached();
    await first.end('SIGKILL');
    expect(await stateOf(app, buying)).toMatchObject({ order: 'awaiting_payment', stars: 0n, booked: 0n });
    await hold?.release();

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
