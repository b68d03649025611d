import { expect, test } from 'vitest';
import { walletState } from '../../src/tonWallet/index.ts';
import { eventually } from '../kit/eventually.ts';
import { stallRows, type Stall } from '../kit/stall.ts';
import { createWorkers } from '../kit/worker.ts';
import { createStage } from './stage.ts';

const stage = await createStage();
const { app } = stage;
await walletState(app);
const startWorker = createWorkers(app);

const MANY = 100;

/** The node does not answer calls of this method in time, though it may act on them. */
async function holdNode(target: string, kind: string): Promise<Stall> {
  await stage.play('/faults', { kind, target, times: MANY });
  return {
    reached: () =>
      eventually(async () => {
        const [left] = await stage.play<{ times: number }[]>('/faults', undefined, 'GET');
        return left !== undefined && left.times < MANY;
      }),
    letGo: () => stage.play('/faults', undefined, 'DELETE'),
  };
}

test.each<[string, () => Promise<Stall>]>([
  ['before it looks', () => holdNode('getAddressInformation', 'timeoutBefore')],
  ['before it signs', () => stallRows(app.testDb.owner, 'SELECT FROM ton_wallets FOR UPDATE', [])],
  [
    'when it signed and has not stored it',
    () => stallRows(app.testDb.owner, 'LOCK TABLE ton_payment_events IN SHARE MODE', []),
  ],
  ['when it is stored and not sent', () => holdNode('sendBoc', 'timeoutBefore')],
  ['when it is sent and no answer came', () => holdNode('sendBoc', 'timeoutAfter')],
])('a worker, when it is killed with kill -9 %s, then another one pays once', async (_when, hold) => {
  const { id } = await stage.want();
  const held = await hold();
  const first = await startWorker();
  await held.reached();
  await first.end('SIGKILL');
  await held.letGo();
  const second = await startWorker();
  const payment = await eventually(async () => {
    const now = await stage.payment(id);
    return now.state === 'seen' && now;
  }, 60);
  expect(await stage.landed(payment)).toHaveLength(1);
  expect(await second.end('SIGTERM')).toBe(0);
});
