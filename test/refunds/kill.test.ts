import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { userBalances } from '../../src/ledger/index.ts';
import { checkOrder } from '../../src/payments/index.ts';
import {
  confirmAddress,
  findRefund,
  lookUpRefund,
  proposeAddress,
  requestRefund,
} from '../../src/refunds/index.ts';
import { buy, createStage, eventually, pay, play, TON } from '../payments/stage.ts';
import { hire } from './staff.ts';

const stage = await createStage();
const { app } = stage;
const finance = await hire(app, 'finance');
await play(stage, '/settings', { refunds: 'manual' });
const script = fileURLToPath(new URL('../jobs/workerProcess.ts', import.meta.url));
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

async function startWorker(): Promise<ChildProcess> {
  const { config } = app;
  const child = spawn(process.execPath, [script], {
    env: {
      PATH: process.env['PATH'] ?? '',
      ENVIRONMENT: 'test',
      SANDBOX: 'on',
      LOG_LEVEL: 'silent',
      DATABASE_URL: app.testDb.url,
      REDIS_URL: app.redisUrl,
      SANDBOX_PORT: String(config.SANDBOX_PORT),
      WEBHOOK_PORT: String(config.WEBHOOK_PORT),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  running.delete(child);
}

/** A refund with a confirmed address whose job is not taken yet. */
async function approved() {
  const buying = await buy(app);
  await pay(stage, buying);
  app.clock.advance(60_000);
  await checkOrder(app, buying.order.id);
  const refund = await requestRefund(app, {
    staffId: finance,
    of: { orderId: buying.order.id },
    destination: 'address',
    reason: 'duplicate_payment',
    note: 'paid twice',
    requestKey: `test-kill-${buying.order.id}`,
  });
  const where = { userId: buying.user.id, refundId: refund.id };
  const address = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
  const { code } = await proposeAddress(app, { ...where, address });
  await confirmAddress(app, { ...where, code });
  // The clock of the test is ahead of the worker's.
  await app.testDb.owner.query('ALTER TABLE refunds DISABLE TRIGGER USER');
  await app.testDb.owner.query('UPDATE refunds SET ready_at = now() WHERE id = $1', [refund.id]);
  await app.testDb.owner.query('ALTER TABLE refunds ENABLE TRIGGER USER');
  await app.testDb.owner.query(
    `UPDATE outbox SET run_at = now(), relayed_at = NULL WHERE job = 'refund.execute' AND payload ->> 'refundId' = $1`,
    [refund.id],
  );
  return { buying, refund };
}

async function asked(uuid: string | null): Promise<number> {
  const response = await fetch(`${stage.sandbox.url}/play/heleket/calls?target=payment/refund`);
  const calls = (await response.json()) as { params: Record<string, unknown> }[];
  return calls.filter(({ params }) => params['uuid'] === uuid).length;
}

const faultIsUsed = (): Promise<boolean> =>
  eventually(async () => {
    const response = await fetch(`${stage.sandbox.url}/play/heleket/faults`);
    return ((await response.json()) as unknown[]).length === 0;
  });

test.each([
  ['before anything was written', 'payment/info', 'slow', 'approved'],
  ['while the provider acts', 'payment/refund', 'timeoutAfter', 'executing'],
  ['while the provider does not act', 'payment/refund', 'timeoutBefore', 'executing'],
])(
  'a worker, when killed %s, then another one never sends a second time',
  async (_when, target, kind, left) => {
    const { buying, refund } = await approved();
    await play(stage, '/faults', { kind, target, ms: 60_000 });
    const first = await startWorker();
    await faultIsUsed();
    await kill(first);
    expect((await findRefund(app, refund.id))?.status).toBe(left);

    const second = await startWorker();
    if (left === 'approved') {
      await eventually(async () => (await findRefund(app, refund.id))?.acceptedAt !== null, 60);
      expect(await asked(buying.invoice.providerUuid)).toBe(1);
    } else {
      // The job comes back to the second worker, which must leave it alone.
      await eventually(async () => {
        const row = await app.db.one<{ open: bigint }>(
          `SELECT count(*) AS open FROM outbox WHERE job = 'refund.execute' AND payload ->> 'refundId' = $1 AND done_at IS NULL`,
          [refund.id],
        );
        return row?.open === 0n;
      }, 60);
      expect((await findRefund(app, refund.id))?.status).toBe('executing');
      app.clock.advance(180_000);
      await lookUpRefund(app, refund.id);
      expect((await findRefund(app, refund.id))?.status).toBe(
        kind === 'timeoutBefore' ? 'unknown' : 'executing',
      );
      expect(await asked(buying.invoice.providerUuid)).toBe(1);
    }
    expect(await userBalances(app.db, buying.user.id)).toEqual({ wallet: 0n, stars: 0n, hold: 95n * TON });
    await kill(second);
  },
  120_000,
);
