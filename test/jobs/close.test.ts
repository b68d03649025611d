import { expect, test } from 'vitest';
import {
  buy,
  checkInvariants,
  createStage,
  eventually,
  pay,
  play,
  settled,
  stateOf,
} from '../payments/stage.ts';

const stage = await createStage();
const { app } = stage;
const TIMES = 1000;
/** Questions that one process has under way at once. */
const AT_ONCE = 20;

const asked = async (): Promise<number> => {
  const response = await fetch(`${stage.sandbox.url}/play/heleket/faults`);
  const [fault] = (await response.json()) as { times: number }[];
  return TIMES - (fault?.times ?? 0);
};

test('jobs, when their process closes while the provider is slow, then it asks nothing more, and others do the rest', async () => {
  const jobs = stage.jobs();
  await jobs.start();
  await play(stage, '/webhooks/settings', { paused: true });
  await play(stage, '/faults', { kind: 'slow', ms: 5000, target: 'payment/info', times: TIMES });
  const buyings = await Promise.all(Array.from({ length: AT_ONCE + 10 }, () => buy(app)));
  await Promise.all(buyings.map((buying) => pay(stage, buying)));
  await play(stage, '/webhooks/settings', { paused: false });
  await play(stage, '/webhooks/release');
  await eventually(async () => (await asked()) === AT_ONCE);

  await jobs.close();

  expect(await asked()).toBe(AT_ONCE);
  await fetch(`${stage.sandbox.url}/play/heleket/faults`, { method: 'DELETE' });
  await stage.jobs().start();
  await eventually(async () => {
    const states = await Promise.all(buyings.map((buying) => stateOf(app, buying)));
    return states.every(({ order }) => order === 'paid');
  });
  await settled(app);
  await checkInvariants(app);
});
