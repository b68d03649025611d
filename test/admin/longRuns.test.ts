import net from 'node:net';
import { expect, test } from 'vitest';
import { createRuns, type Work } from '../../src/admin/longRuns/runs.ts';
import { atEnd } from '../kit/atEnd.ts';
import { openOffice, type Browser } from '../kit/office.ts';

const office = await openOffice();
const { owner } = office.context.testDb;

/** Work that goes on until it is let go. */
function heldWork(): { work: Work; begun: () => number; let: () => void; ended: Promise<string> } {
  let begun = 0;
  let go: () => void = () => {};
  let end: (how: string) => void = () => {};
  const ended = new Promise<string>((resolve) => (end = resolve));
  const work: Work = (tell, signal) => {
    begun++;
    tell({ done: 1, total: 2 });
    return new Promise((resolve, reject) => {
      go = () => (end('done'), resolve({ n: begun }));
      signal.addEventListener('abort', () => (end('stopped'), reject(signal.reason as Error)));
    });
  };
  return { work, begun: () => begun, let: () => go(), ended };
}

const reader = (staffId: bigint, heard: object[] = []) => {
  const controller = new AbortController();
  const tell = (progress: object): void => void heard.push(progress);
  return { controller, as: { staffId, tell, signal: controller.signal } };
};
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 20));

test('a run, when it is asked for again while it goes on, then both see the one run, and a third of another kind is refused', async () => {
  const runs = createRuns();
  const [held, other] = [heldWork(), heldWork()];
  const late: object[] = [];
  const first = runs.follow(reader(1n).as, 'verify', held.work);
  await aMoment();
  const second = runs.follow(reader(2n, late).as, 'verify', held.work);
  await expect(runs.follow(reader(1n).as, 'try a', other.work)).rejects.toMatchObject({
    code: 'TOO_MANY_AT_ONCE',
  });
  const third = runs.follow(reader(3n).as, 'try b', other.work);
  await aMoment();
  await expect(runs.follow(reader(4n).as, 'try c', other.work)).rejects.toMatchObject({
    code: 'TOO_MANY_AT_ONCE',
  });
  expect([late, held.begun()]).toEqual([[{ done: 1, total: 2 }], 1]);
  held.let();
  other.let();
  expect(await Promise.all([first, second])).toEqual([{ n: 1 }, { n: 1 }]);
  await third;
  const again = runs.follow(reader(1n).as, 'verify', held.work);
  await aMoment();
  held.let();
  expect(await again).toEqual({ n: 2 });
});

test('a run, when one of two readers goes, then it goes on; when the last one goes, then it ends and its place is free', async () => {
  const runs = createRuns();
  const [held, next] = [heldWork(), heldWork()];
  const [one, two] = [reader(1n), reader(2n)];
  const outcomes = [one, two].map(({ as }) => runs.follow(as, 'verify', held.work).catch(() => 'gone'));
  await aMoment();
  one.controller.abort();
  await aMoment();
  expect(held.begun()).toBe(1);
  two.controller.abort();
  expect(await held.ended).toBe('stopped');
  expect(await Promise.all(outcomes)).toEqual(['gone', 'gone']);
  const again = runs.follow(reader(1n).as, 'verify', next.work);
  await aMoment();
  next.let();
  expect(await again).toEqual({ n: 1 });
});

test('a run, when its reader was gone before it began, then it does not begin', async () => {
  const runs = createRuns();
  const [held, gone] = [heldWork(), reader(1n)];
  gone.controller.abort();
  await expect(runs.follow(gone.as, 'verify', held.work)).rejects.toThrow();
  expect(held.begun()).toBe(0);
});

/** Starts the walk over the ledger and reads nothing more than its head. */
function startWalk(browser: Browser): net.Socket {
  const socket = net.connect(Number(new URL(office.origin).port), 'localhost');
  socket.on('error', () => {});
  socket.write(
    `POST /admin/runs/verify HTTP/1.1\r\nHost: ${new URL(office.origin).host}\r\nOrigin: ${office.origin}\r\nCookie: ${browser.cookie()}\r\nContent-Length: 0\r\n\r\n`,
  );
  atEnd(() => void socket.destroy());
  return socket;
}
const walking = async (): Promise<number> => {
  const row = await owner.one<{ n: bigint }>(
    `SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'starboard-panel-work' AND state <> 'idle' AND datname = current_database()`,
  );
  return Number(row?.n);
};

test('the walk over the ledger, when forty start it, then it is one walk with one connection, pages answer, and PostgreSQL stops when the last one is gone', async () => {
  const [auditor, finance] = [await office.logIn('auditor'), await office.logIn('finance')];
  // Every walk waits here, so that nothing depends on how long one takes.
  const lock = await owner.pool.connect();
  await lock.query('BEGIN; LOCK TABLE ledger.block IN ACCESS EXCLUSIVE MODE');
  const sockets = Array.from({ length: 40 }, (_, n) => startWalk(n % 2 ? auditor : finance));
  await expect.poll(walking, { timeout: 20_000 }).toBe(1);
  expect((await auditor.get('/admin/api/resources/orders/actions/list')).status).toBe(200);
  expect(await walking()).toBe(1);
  for (const socket of sockets) socket.destroy();
  await expect.poll(walking, { timeout: 20_000 }).toBe(0);
  await lock.query('ROLLBACK');
  lock.release();
  const answer = await auditor.post('/admin/runs/verify');
  expect(await answer.text()).toContain('"result"');
}, 60_000);

test('a run, when the session of its only reader ends, then it ends', async () => {
  const leaver = await office.logIn('auditor');
  const lock = await owner.pool.connect();
  await lock.query('BEGIN; LOCK TABLE ledger.block IN ACCESS EXCLUSIVE MODE');
  startWalk(leaver);
  await expect.poll(walking, { timeout: 20_000 }).toBe(1);
  await leaver.form('/logout', {});
  await expect.poll(walking, { timeout: 20_000 }).toBe(0);
  await lock.query('ROLLBACK');
  lock.release();
}, 60_000);
