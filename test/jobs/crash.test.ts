import type pg from 'pg';
import { expect, test } from 'vitest';
import {
  buy,
  createStage,
  eventually,
  pay,
  play,
  settled,
  stateOf,
  TON,
  type Buying,
} from '../payments/stage.ts';
import { createWorkers } from '../support/worker.ts';

const stage = await createStage();
const { app } = stage;
const startWorker = createWorkers(app);

/** A transaction of the test's own that keeps the worker waiting at one place. */
async function block(
  sql: string,
  values: unknown[],
): Promise<{ reached(): Promise<boolean>; release(): Promise<void> }> {
  const client: pg.PoolClient = await app.testDb.owner.pool.connect();
  await client.query('BEGIN');
  await client.query(sql, values);
  const row = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const pid = row.rows[0]?.pid;
  return {
    reached: () =>
      eventually(async () => {
        const waiting = await app.testDb.owner.one<{ n: bigint }>(
          'SELECT count(*) AS n FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))',
          [pid],
        );
        return (waiting?.n ?? 0n) > 0n;
      }),
    release: async () => {
      await client.query('ROLLBACK');
      client.release();
    },
  };
}

/** Where the worker stands when it is killed, and how the test holds it there. */
const PLACES: Record<
  string,
  (buying: Buying) => Promise<{ reached(): Promise<boolean>; release(): Promise<void> }>
> = {
  'it waits for the provider': async () => {
    // Every look is held, since more than one job may look at the same time (two statuses are two events).
    const times = 100;
    await play(stage, '/faults', { kind: 'slow', target: 'payment/info', ms: 60_000, times });
    const faults = `${stage.sandbox.url}/play/heleket/faults`;
    return {
      reached: () =>
        eventually(async () => {
          const [fault] = (await (await fetch(faults)).json()) as { times: number }[];
          return fault !== undefined && fault.times < times;
        }),
      release: async () => void (await fetch(faults, { method: 'DELETE' })),
    };
  },
  'it is about to lock the invoice': ({ invoice }) =>
    block('SELECT 1 FROM invoices WHERE id = $1 FOR UPDATE', [invoice.id]),
  // The buyer's account for stars: user << 7 | kind 1 << 4 | asset 2.
  'everything but the posting is written': ({ user }) =>
    block('SELECT 1 FROM ledger.balance WHERE id = (($1::bigint << 7) | 18) FOR UPDATE', [user.id]),
  'the posting is committed but not reported': () => block('SELECT pg_advisory_xact_lock(4242)', []),
};
// Makes the report of a finished job wait for the lock above.
await app.testDb.owner.query(`
  CREATE FUNCTION hold_report() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4242); RETURN NEW; END $$;
  CREATE TRIGGER hold_report BEFORE UPDATE ON outbox FOR EACH ROW
    WHEN (OLD.done_at IS NULL AND NEW.done_at IS NOT NULL AND NEW.job = 'provider-event.apply')
    EXECUTE FUNCTION hold_report()`);

test.each(Object.keys(PLACES))(
  'a worker, when killed while %s, then another gives the value once',
  async (place) => {
    const first = await startWorker();
    await play(stage, '/webhooks/settings', { paused: true });
    const buying = await buy(app);
    await pay(stage, buying);
    const hold = await PLACES[place]?.(buying);
    await play(stage, '/webhooks/settings', { paused: false });
    await play(stage, '/webhooks/release');
    await hold?.reached();
    await first.end('SIGKILL');
    const committed = place.startsWith('the posting is committed');
    expect(await stateOf(app, buying)).toMatchObject(
      committed ? { order: 'paid', stars: 110n } : { order: 'awaiting_payment', stars: 0n, booked: 0n },
    );
    await hold?.release();

    const second = await startWorker();
    await eventually(async () => (await stateOf(app, buying)).order === 'paid', 60);
    await settled(app, 60);
    expect(await stateOf(app, buying)).toMatchObject({
      stars: 110n,
      booked: 95n * TON,
      messages: ['order_paid'],
    });
    const journals = await app.db.one('SELECT count(*) AS n FROM ledger.journals WHERE invoice_id = $1', [
      buying.invoice.id,
    ]);
    expect(journals).toEqual({ n: 1n });
    expect(await second.end('SIGTERM')).toBe(0);
  },
);
