import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run mutate:ledger [-- name part]`: removes one safeguard at a time from a copy of the ledger's SQL and runs the tests
 * that should fail. If a mutant survives, the tests have a hole, and the exit code is 1.
 */
interface Mutation {
  name: string;
  from: string;
  to: string;
  /** Every place, or only the first. */
  everywhere?: boolean;
  /** Test files of test/ledger that must fail. */
  tests: readonly string[];
}

const MUTATIONS: readonly Mutation[] = [
  {
    name: 'post without the lock order',
    from: 'IF p_debit < p_credit AND',
    to: 'IF p_debit <> p_credit AND',
    tests: ['concurrency'],
  },
  {
    name: 'several lines without the lock order',
    from: ') r GROUP BY r.account ORDER BY r.account',
    to: ') r GROUP BY r.account ORDER BY min(r.delta)',
    tests: ['concurrency'],
  },
  {
    name: 'batch without the lock order',
    from: 'ORDER BY b.id FOR UPDATE OF b',
    to: 'ORDER BY md5(b.id::text || clock_timestamp()::text) FOR UPDATE OF b',
    tests: ['concurrency'],
  },
  {
    name: 'post without the floor',
    from: 'AND b.balance >= b.floor + p_amount AND NOT b.frozen',
    to: 'AND NOT b.frozen',
    everywhere: true,
    tests: ['post', 'properties'],
  },
  {
    name: 'several lines without the floor',
    from: 'AND b.balance >= b.floor - step.lowest',
    to: '',
    tests: ['post', 'properties'],
  },
  {
    name: 'several lines with a floor for the end only',
    from: 'b.floor - step.lowest',
    to: 'b.floor - step.total',
    tests: ['post', 'properties'],
  },
  {
    name: 'batch without the floor',
    from: 'AND balances[d] >= floors[d] + amount AND',
    to: 'AND',
    tests: ['submit', 'properties'],
  },
  {
    name: 'post without the probe',
    from: 'IF NOT FOUND THEN RETURN false; END IF;\n  IF NOT ledger.is_same',
    to: 'RETURN false;\n  IF NOT ledger.is_same',
    tests: ['post'],
  },
  {
    name: 'post without the key in its first update',
    from: 'AND NOT EXISTS (SELECT FROM ledger.transfer t WHERE t.journal_id = p_journal AND t.line = 1)',
    to: '',
    everywhere: true,
    tests: ['post'],
  },
  { name: 'batch without the probe', from: 'IF is_known[i] THEN', to: 'IF false THEN', tests: ['submit'] },
  {
    name: 'a key that covers any content',
    from: 'IF NOT ledger.is_same(',
    to: 'IF false AND NOT ledger.is_same(',
    tests: ['post'],
  },
  {
    name: 'a refusal that forgets the twin',
    from: 'IF EXISTS (SELECT FROM ledger.transfer WHERE journal_id = p_journal AND line = 1) THEN',
    to: 'IF false THEN',
    tests: ['concurrency'],
  },
  {
    name: 'frozen accounts that pay',
    from: ' AND NOT b.frozen',
    to: '',
    everywhere: true,
    tests: ['operations'],
  },
  {
    name: 'refunds without the lock of their original',
    from: 'AND t.line = 1 FOR NO KEY UPDATE',
    to: 'AND t.line = 1',
    tests: ['operations'],
  },
  {
    name: 'refunds without the bound',
    from: 'u.earlier + u.asked > u.paid',
    to: 'false',
    tests: ['operations', 'bounds'],
  },
  {
    name: 'holds that count for anybody',
    from: 'GROUP BY a.code, n.account',
    to: 'GROUP BY a.code',
    tests: ['operations'],
  },
  {
    name: 'batch without the limit of a journal',
    from: 'AND amount <= 9223372036854775807 - total AND l < firsts[i] + 100',
    to: '',
    tests: ['submit', 'differential'],
  },
  {
    name: 'a group that is not taken back',
    from: 'CONTINUE WHEN line_numbers[l] IS NULL;',
    to: 'CONTINUE;',
    tests: ['submit', 'properties'],
  },
  {
    name: 'sealing over postings that still run',
    from: 'IF pg_snapshot_xmin(pg_current_snapshot()) < running THEN',
    to: 'IF false THEN',
    tests: ['seal'],
  },
  {
    name: 'sealing that waits for a horizon of another cluster',
    from: 'IF bound.next_xid > pg_snapshot_xmax(pg_current_snapshot()) THEN bound := NULL; END IF;',
    to: '',
    tests: ['closing'],
  },
  {
    name: 'a chain that covers no rows',
    from: '|| int8send(b.transfers) || rows_hash)',
    to: '|| int8send(b.transfers))',
    tests: ['verifyBehind'],
  },
  {
    name: 'tables that can be changed',
    from: 'CREATE TRIGGER transfer_fixed BEFORE UPDATE OR DELETE OR TRUNCATE',
    to: 'CREATE TRIGGER transfer_fixed BEFORE TRUNCATE',
    tests: ['post'],
  },
];

const root = fileURLToPath(new URL('..', import.meta.url));
const MIGRATIONS = 'sql/migrations';
const originals = readdirSync(path.join(root, MIGRATIONS))
  .filter((file) => /_ledger_\w+\.up\.sql$/.test(file))
  .map((file) => ({
    file: path.join(MIGRATIONS, file),
    sql: readFileSync(path.join(root, MIGRATIONS, file), 'utf8'),
  }));
const wanted = process.argv[2] ?? '';

const copy = mkdtempSync(path.join(tmpdir(), 'starboard-mutants-'));
for (const part of ['src', 'test', 'scripts', 'sql', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
  cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));

let survivors = 0;
try {
  for (const mutation of MUTATIONS.filter(({ name }) => name.includes(wanted))) {
    const original = originals.find(({ sql }) => sql.includes(mutation.from));
    if (!original) throw new Error(`nothing to mutate for: ${mutation.name}`);
    const mutant = mutation.everywhere
      ? original.sql.replaceAll(mutation.from, mutation.to)
      : original.sql.replace(mutation.from, mutation.to);
    writeFileSync(path.join(copy, original.file), mutant);
    const files = mutation.tests.map((name) => `test/ledger/${name}.test.ts`);
    const { status, stdout } = spawnSync('vitest', ['run', '--bail=1', ...files], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${path.join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}` },
    });
    writeFileSync(path.join(copy, original.file), original.sql);
    // Count only failing tests, not a migration that cannot be applied.
    const killed = status !== 0 && /Tests .*failed/.test(stdout);
    if (!killed) survivors++;
    console.log(`${killed ? 'killed  ' : 'SURVIVED'} ${mutation.name}`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(survivors === 0 ? 'Every mutant was noticed.' : `${survivors} mutants survived.`);
process.exitCode = survivors === 0 ? 0 : 1;
