import type { Db } from '../../src/platform/index.ts';
import { eventually } from './eventually.ts';
import { play, type Shop } from './shop.ts';

/** Makes a process wait at one place. `reached` resolves when it waits there, `letGo` lets it go on. */
export interface Stall {
  reached(): Promise<unknown>;
  letGo(): Promise<unknown>;
}

/** A transaction of the test that locks the rows of `sql`. Any other transaction that needs them waits. */
export async function stallRows(owner: Db, sql: string, values: unknown[]): Promise<Stall> {
  const client = await owner.pool.connect();
  await client.query('BEGIN');
  await client.query(sql, values);
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return {
    reached: () =>
      eventually(async () => {
        const waiting = await owner.one<{ n: bigint }>(
          'SELECT count(*) AS n FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))',
          [rows[0]?.pid],
        );
        return (waiting?.n ?? 0n) > 0n;
      }),
    letGo: async () => {
      await client.query('ROLLBACK');
      client.release();
    },
  };
}

/** The provider does not answer in time. Every call is stalled, because more than one job may ask at the same time. */
export async function stallProvider(shop: Shop, target: string, fault: object): Promise<Stall> {
  const times = 100;
  await play(shop, '/faults', { target, times, ...fault });
  const faults = `${shop.sandbox.url}/play/heleket/faults`;
  return {
    reached: () =>
      eventually(async () => {
        const [left] = (await (await fetch(faults)).json()) as { times: number }[];
        return left !== undefined && left.times < times;
      }),
    letGo: () => fetch(faults, { method: 'DELETE' }),
  };
}
