import { expect, test } from 'vitest';
import { buy, checkInvariants, openShop, pay, play, jobsDone, stateOf } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';

const shop = await openShop();
const { app } = shop;
const TIMES = 1000;
/** Questions that one process has under way at once. */
const AT_ONCE = 20;

const asked = async (): Promise<number> => {
  const response = await fetch(`${shop.sandbox.url}/play/heleket/faults`);
  const [fault] = (await response.json()) as { times: number }[];
  return TIMES - (fault?.times ?? 0);
};

test('jobs, when their process closes while the provider is slow by 20 s, then it waits for what it asked and asks no more', async () => {
  const jobs = shop.jobs();
  await jobs.start();
  await play(shop, '/webhooks/settings', { paused: true });
  await play(shop, '/faults', { kind: 'slow', ms: 20_000, target: 'payment/info', times: TIMES });
  const buyings = await Promise.all(Array.from({ length: AT_ONCE + 10 }, () => buy(app)));
  const paid = async (): Promise<number> => {
    const states = await Promise.all(buyings.map((buying) => stateOf(app, buying)));
    return states.filter(({ order }) => order === 'paid').length;
  };
  await Promise.all(buyings.map((buying) => pay(shop, buying)));
  await play(shop, '/webhooks/settings', { paused: false });
  await play(shop, '/webhooks/release');
  await eventually(async () => (await asked()) === AT_ONCE);

  await jobs.close();

  expect(await asked()).toBe(AT_ONCE);
  expect(await paid()).toBeGreaterThan(0);
  expect((await app.breakers.heleket.state()).phase).toBe('closed');
  await fetch(`${shop.sandbox.url}/play/heleket/faults`, { method: 'DELETE' });
  await shop.jobs().start();
  await eventually(async () => (await paid()) === buyings.length);
  await jobsDone(app);
  await checkInvariants(app);
});
