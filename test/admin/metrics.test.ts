import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { atEnd } from '../kit/atEnd.ts';
import { createTemplate } from '../kit/template.ts';
import { openOffice } from '../kit/office.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'starboard-metrics-postgres-'));
chmodSync(directory, 0o755);
const options = { directory: path.join(directory, 'postgres') };
let postgres = await startPostgres(options);
atEnd(async () => {
  await postgres.stop('immediate');
  rmSync(path.dirname(postgres.directory), { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
});
await createTemplate(postgres);
const token = 'metrics-token-of-this-test-file';
const office = await openOffice({ METRICS_TOKEN: token }, undefined, postgres.url('postgres'));

/** The page, and how long it took. */
async function read(): Promise<{ status: number; text: string; ms: number }> {
  const started = performance.now();
  const response = await office.visit().get('/metrics', { authorization: `Bearer ${token}` });
  const text = await response.text();
  return { status: response.status, text, ms: performance.now() - started };
}

const WHOLE = ['starboard_database_up 1', 'starboard_outbox_open 0', 'starboard_tickets_unattended 0'];
const linesOf = (text: string): string[] => text.split('\n');

async function expectWhole(): Promise<void> {
  await expect
    .poll(async () => linesOf((await read()).text), { timeout: 20_000 })
    .toEqual(expect.arrayContaining(WHOLE));
}

/** What stands on the page whatever happens to PostgreSQL. */
async function expectRest(): Promise<void> {
  const { status, text, ms } = await read();
  expect(status).toBe(200);
  expect(ms).toBeLessThan(5000);
  const lines = linesOf(text);
  expect(lines).toEqual(
    expect.arrayContaining([
      'starboard_database_up 0',
      'starboard_redis_up 1',
      'starboard_circuit_state{circuit="heleket"} 0',
      'starboard_queue_jobs{queue="polling",state="failed"} 0',
    ]),
  );
  expect(text).toContain('starboard_process_cpu_seconds_total');
  // No figure of before, and none that was made up.
  expect(lines.filter((line) => line.startsWith('starboard_outbox_open '))).toEqual([]);
}

test('metrics, when PostgreSQL is away, then they tell so and the rest; when it is back, then they are whole', async () => {
  await expectWhole();
  await postgres.stop('immediate');
  await expectRest();
  expect((await read()).text).toContain('starboard_sign{sign="check.outbox",severity="unhealthy"} 1');
  postgres = await startPostgres({ ...options, port: postgres.port });
  await expectWhole();
});

test('metrics, when PostgreSQL takes connections and does not answer, then they come in time all the same', async () => {
  await expectWhole();
  const { owner } = office.context.testDb;
  const { rows } = await owner.query<{ pid: number }>('SELECT pid FROM pg_stat_activity');
  const pids = [postgres.pid, ...rows.map(({ pid }) => pid)];
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    await expectRest();
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
  await expectWhole();
});
