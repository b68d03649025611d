import { expect, test } from 'vitest';
import type { Supplier } from '../../src/suppliers/index.ts';
import { createStage, newIntent, newName } from './mystarsStage.ts';

const stage = await createStage();

const create = (client: Supplier) => {
  const intent = newIntent();
  return client.create({ key: intent.key, body: client.bodyOf(intent) });
};
const outcomeOf = (outcome: { is: string }) => outcome.is;
const calls = async () => (await stage.play<unknown[]>('/calls')).length;

test('two processes, when together they call more often than the supplier takes, then it is asked no more than that', async () => {
  // Before Redis is connected, each process counts by itself.
  await stage.context.redis.ping();
  // New turns come after a minute, long after this test.
  const options = { perMinute: 4, turnMs: 0 };
  const [one, other] = [stage.client(options), stage.client(options)];
  const before = await calls();
  const orders = [];
  for (const client of [one, other, one, other, one]) orders.push(outcomeOf(await create(client)));
  expect(orders).toEqual(['accepted', 'accepted', 'accepted', 'accepted', 'later']);
  expect(await one.lookUp('x')).toMatchObject({ is: 'later', why: 'busy', text: 'our own pace' });
  expect(await one.cancel('x')).toMatchObject({ is: 'later', why: 'busy' });
  // Probes and reads have turns of their own; a probe takes one of both.
  const probes = [await one.quote([50]), await other.checkRecipient(newName(), 50), await one.quote([50])];
  expect(probes.map(outcomeOf)).toEqual(['quotes', 'ok', 'quotes']);
  const lists = [await one.list(), await other.list()];
  expect(lists).toMatchObject([{ views: expect.any(Array) }, { is: 'later', why: 'busy' }]);
  expect(await one.checkRecipient(newName(), 50)).toMatchObject({ is: 'unknown', text: 'our own pace' });
  expect((await calls()) - before).toBe(8);
});
