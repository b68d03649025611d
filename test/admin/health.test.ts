import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { closeQueues, createQueues, pausedQueues } from '../../src/queue/index.ts';
import { atEnd } from '../kit/atEnd.ts';
import { createTemplate } from '../kit/template.ts';
import { openOffice } from '../kit/office.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'starboard-office-postgres-'));
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
const { app } = office;
const queues = createQueues(app);
atEnd(() => closeQueues(queues));
const admin = await office.logIn('admin');

interface SignView {
  kind: string;
  about: string;
  by: string | null;
}
const signs = async (): Promise<SignView[]> => {
  const response = await admin.get('/admin/api/dashboard');
  return ((await response.json()) as { signs: SignView[] }).signs;
};
const put = (address: string): Promise<Response> =>
  admin.send(`/admin/queues/api/queues/${address}`, { method: 'PUT' });

test('a queue, when it is paused on the board, then the first page, metrics and the audit log say so and by whom', async () => {
  expect((await put('polling/pause')).status).toBe(200);
  expect(await queues.polling.isPaused()).toBe(true);
  expect(await pausedQueues(app)).toEqual(['polling']);
  expect(await signs()).toContainEqual(
    expect.objectContaining({ kind: 'queue', about: 'polling', by: office.staff.admin.name }),
  );
  const metrics = await office.visit().get('/metrics', { authorization: `Bearer ${token}` });
  expect(await metrics.text()).toContain('starboard_queue_paused{queue="polling"} 1');
  expect(
    await app.db.one(
      `SELECT staff_name AS name, subject_id AS queue FROM audit_log WHERE action = 'queues.pause'`,
    ),
  ).toEqual({ name: office.staff.admin.name, queue: 'polling' });
  expect((await put('polling/resume')).status).toBe(200);
  expect((await signs()).filter(({ kind }) => kind === 'queue')).toEqual([]);
});

test('all queues, when they are paused at once, then each is named with who did it', async () => {
  expect((await put('pause')).status).toBe(200);
  const paused = (await signs()).filter(({ kind }) => kind === 'queue');
  expect(paused.map(({ about }) => about).toSorted()).toEqual(Object.keys(queues).toSorted());
  expect(new Set(paused.map(({ by }) => by))).toEqual(new Set([office.staff.admin.name]));
  expect((await put('resume')).status).toBe(200);
});

test('the back office, when PostgreSQL is away, then it answers 503 in words, with a code for programs', async () => {
  await postgres.stop('fast');
  const page = await admin.get('/admin', { accept: 'text/html', 'accept-language': 'en' });
  expect(page.status).toBe(503);
  expect(await page.text()).toContain('The database cannot be reached');
  for (const address of ['/admin/api/dashboard', '/admin/api/resources/orders/actions/list']) {
    const answer = await admin.get(address);
    expect({ status: answer.status, body: await answer.json() }).toEqual({
      status: 503,
      body: { code: 'DATABASE_UNAVAILABLE' },
    });
  }
  postgres = await startPostgres({ ...options, port: postgres.port });
  expect((await admin.get('/admin', { accept: 'text/html' })).status).toBe(200);
});
