import type { Db } from '../../src/platform/index.ts';
import { eventually, play, type Stage } from '../payments/stage.ts';

/** Something that keeps a process waiting at one place: `reached` when it waits there, `release` lets it go on. */
export interface Hold {
  reached(): Promise<unknown>;
  release(): Promise<unknown>;
}

/** A transaction of the test's own that takes what `sql` locks, so that whoever comes to it waits. */
export async function holdRows(owner: Db, sql: string, values: unknown[]): Promise<Hold> {
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
    release: async () => {
      await client.query('ROLLBACK');
      client.release();
    },
  };
}

/** The provider does not answer in time. Every call is held, since more than one job may look at the same time. */
export async function holdProvider(stage: Stage, target: string, fault: object): Promise<Hold> {
  const times = 100;
  await play(stage, '/faults', { target, times, ...fault });
  const faults = `${stage.sandbox.url}/play/heleket/faults`;
  return {
    reached: () =>
      eventually(async () => {
        const [left] = (await (await fetch(faults)).json()) as { times: number }[];
        return left !== undefined && left.times < times;
      }),
    release: () => fetch(faults, { method: 'DELETE' }),
  };
}
