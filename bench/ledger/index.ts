import pg from 'pg';
import { createSubmitter } from '../../src/ledger/index.ts';
import { createDb, createLogger, dbOptions, loadConfig } from '../../src/platform/index.ts';
import { fillHistory } from './history.ts';
import { connections, measure, together, type Caller, type Measured } from './load.ts';
import { boundTable, median, workloadTable, type Bound } from './report.ts';
import { startServer, type BenchDatabase } from './server.ts';
import * as work from './workloads.ts';

const REPETITIONS = 3;
/** Each run is cut into slices that take turns, so that other work of the machine affects all of them equally. */
const SLICES = 6;

/**
 * The workloads of one group run one after another in every repetition. So a ratio compares measurements that are close
 * in time.
 */
type Group = ReadonlyMap<string, readonly Caller[]>;

/**
 * Measures the ledger against the best that PostgreSQL can do on this machine, in ratios of the same run.
 * docs/ledger.md says what each ratio means.
 */
export async function run({ quick }: { quick: boolean }): Promise<void> {
  const started = Date.now();
  const ms = quick ? 1200 : 4000;
  const rows = quick ? 1_000_000 : 10_000_000;
  const server = await startServer();
  const say = (text: string): void =>
    console.log(`[${((Date.now() - started) / 1000).toFixed(0)} s] ${text}`);
  try {
    const runs = new Map<string, Measured[]>();
    const database = await server.database('bench');
    const one = [await database.connect()];
    const sixteen = await connections(database.connect, 16);
    const doors = openDoors(database);
    const groups: Group[] = [
      new Map([
        ['insert c1', one.map(work.insert)],
        ['raw c1', one.map(work.raw)],
        ['post c1', one.map(work.post)],
        ['batch100 c1', one.map(work.batch100)],
        ['purchase c1', one.map(work.postPurchase)],
      ]),
      new Map([
        ['raw c16', sixteen.map(work.raw)],
        ['post c16', sixteen.map(work.post)],
        ['post sharded c16', sixteen.map(work.postSharded)],
        ['purchase c16', sixteen.map(work.postPurchase)],
      ]),
      new Map([
        ['post c32 pool16', times(32, () => work.post(doors.pool))],
        ['submit c32', times(32, () => work.submit(doors.submitter, 'between'))],
        ['post hot c32 pool16', times(32, () => work.postHot(doors.pool))],
        ['submit hot c32', times(32, () => work.submit(doors.submitter, 'hot'))],
      ]),
    ];
    for (const group of groups) await interleave(group, { ms, owner: database.owner, runs, say });
    const bytes = await bytesPerTransfer(database);
    await doors.close();
    for (const client of [...one, ...sixteen]) await client.end();

    say(`filling ${rows} transfers`);
    const [small, large] = [await server.database('small'), await server.database('large')];
    await fillHistory(small.owner, 10_000);
    await fillHistory(large.owner, rows);
    const clients = await Promise.all([small, large].map((each) => connections(each.connect, 16)));
    const [few = [], many = []] = clients;
    // Warms up both, because the first postings after a bulk load split full index pages.
    for (const group of clients) await measure(group.map(work.post), ms);
    await interleave(
      new Map([
        ['post, 10k rows', few.map(work.post)],
        ['post, many rows', many.map(work.post)],
      ]),
      { ms, owner: large.owner, runs, say },
    );
    for (const client of clients.flat()) await client.end();
    report(runs, bytes, rows);
  } finally {
    await server.close();
  }
}

function openDoors(database: BenchDatabase) {
  const config = loadConfig({
    SANDBOX: 'on',
    LOG_LEVEL: 'silent',
    DATABASE_URL: database.url,
  });
  const log = createLogger(config);
  const db = createDb(dbOptions(config), log);
  const submitter = createSubmitter({ config, log, db });
  const pool = new pg.Pool({ connectionString: database.url, max: 16 });
  return {
    submitter,
    pool,
    close: async (): Promise<void> => {
      await submitter.close();
      await pool.end();
      await db.close();
    },
  };
}

function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

async function interleave(
  group: Group,
  options: { ms: number; owner: pg.Client; runs: Map<string, Measured[]>; say: (text: string) => void },
): Promise<void> {
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    await options.owner.query('CHECKPOINT');
    // The first round after a checkpoint writes whole pages and fills caches, so it is not counted.
    for (const callers of group.values()) await measure(callers, options.ms / SLICES);
    const slices = new Map<string, Measured[]>();
    for (let slice = 0; slice < SLICES; slice++) {
      for (const [name, callers] of group)
        slices.set(name, [...(slices.get(name) ?? []), await measure(callers, options.ms / SLICES)]);
    }
    for (const [name, measured] of slices) {
      const whole = together(measured);
      options.runs.set(name, [...(options.runs.get(name) ?? []), whole]);
      options.say(`${name}: ${whole.perSecond.toFixed(0)}/s`);
    }
  }
}

/**
 * The size of everything that a transfer leaves, indexes and seals included, after random postings by all workloads.
 */
async function bytesPerTransfer({ owner }: BenchDatabase): Promise<number> {
  for (;;) {
    const { rows } = await owner.query<{ made: number }>('SELECT ledger.seal(64) AS made');
    if ((rows[0]?.made ?? 0) < 64) break;
  }
  const { rows } = await owner.query<{ bytes: number }>(
    `SELECT (pg_total_relation_size('ledger.transfer') + pg_total_relation_size('ledger.block')
       + pg_total_relation_size('ledger.journal_link') + pg_total_relation_size('ledger.backdated'))::float8
       / (SELECT count(*) FROM ledger.transfer) AS bytes`,
  );
  return rows[0]?.bytes ?? 0;
}

function report(runs: ReadonlyMap<string, readonly Measured[]>, bytes: number, rows: number): void {
  /** The median of the ratios of the repetitions. */
  const ratio = (above: string, below: string): number => {
    const [a = [], b = []] = [runs.get(above), runs.get(below)];
    return median(a.map(({ perSecond }, i) => perSecond / (b[i]?.perSecond ?? Infinity)));
  };
  const bounds: Bound[] = [
    {
      key: 'post_vs_insert_c1',
      about: 'post / one durable row, 1 client',
      value: ratio('post c1', 'insert c1'),
      min: 0.8,
    },
    {
      key: 'post_vs_raw_c16',
      about: 'post / raw, 16 clients',
      value: ratio('post c16', 'raw c16'),
      min: 0.6,
    },
    {
      key: 'submit_vs_post_c32',
      about: 'submit / post over a pool of 16, 32 callers',
      value: ratio('submit c32', 'post c32 pool16'),
      min: 2,
    },
    {
      key: 'submit_hot_vs_post_hot_c32',
      about: 'the same on one hot account',
      value: ratio('submit hot c32', 'post hot c32 pool16'),
      min: 8,
    },
    {
      key: 'batch100_vs_single_c1',
      about: '100 in one call / single, per transfer, 1 client',
      value: ratio('batch100 c1', 'post c1'),
      min: 8,
    },
    {
      key: 'sharded_vs_random_c16',
      about: 'sharded house account / random wallets, 16 clients',
      value: ratio('post sharded c16', 'post c16'),
      min: 0.75,
    },
    {
      key: 'rows10m_vs_rows10k',
      about: `${rows} transfers in the tables / 10000`,
      value: ratio('post, many rows', 'post, 10k rows'),
      min: 0.85,
    },
    { key: 'bytes_per_transfer', about: 'with indexes and seals', value: bytes, max: 320 },
    {
      key: 'raw_vs_insert_c1',
      about: 'raw / one durable row, 1 client: no ledger can be above it',
      value: ratio('raw c1', 'insert c1'),
    },
    {
      key: 'post_vs_raw_c1',
      about: 'post / raw, 1 client',
      value: ratio('post c1', 'raw c1'),
    },
    {
      key: 'purchase_vs_post_c1',
      about: 'a purchase (three transfers) / post, 1 client',
      value: ratio('purchase c1', 'post c1'),
    },
    {
      key: 'purchase_vs_post_c16',
      about: 'a purchase (three transfers) / post, 16 clients',
      value: ratio('purchase c16', 'post c16'),
    },
  ];
  console.log(`\n${workloadTable(runs)}\n\n${boundTable(bounds)}\n`);
  console.log(
    JSON.stringify(Object.fromEntries(bounds.map(({ key, value }) => [key, Number(value.toFixed(3))]))),
  );
}
