import { expect, test } from 'vitest';
import type { IStarSandbox } from '../../sandbox/index.ts';
import { createIStarStage } from './istarStage.ts';

type Stage = Awaited<ReturnType<typeof createIStarStage>>;
type Webhook = IStarSandbox['world']['state']['webhooks'][number];

const reader = (await createIStarStage()).client();

/** What the shop makes of everything that came. */
const events = ({ received }: Stage) =>
  received.map(({ body, headers }) =>
    reader.readEvent(Buffer.from(body), {
      'x-istar-signature': headers['x-istar-signature']?.toString(),
    }),
  );

async function ordered({ client, intent: intentFor }: Stage, name: string): Promise<string> {
  const supplier = client();
  const intent = await intentFor(name);
  const outcome = await supplier.create({ key: intent.key, body: supplier.bodyOf(intent) });
  if (outcome.is !== 'accepted') throw new Error(outcome.is);
  return outcome.view.ref;
}

const complete = ({ play }: Stage, ref: string) =>
  play(`istar/orders/${ref}/status`, { status: 'completed' });
const webhooks = ({ play }: Stage) => play<Webhook[]>('istar/webhooks');

test('an order, when it is carried out by itself, then the shop hears of it and the account has its stars', async () => {
  const stage = await createIStarStage();
  await stage.play('istar/settings', { completeAfterMs: 60_000 });
  const ref = await ordered(stage, 'anna');
  await stage.play('clock/advance', { seconds: 30 });
  expect(stage.received).toEqual([]);
  await stage.play('clock/advance', { seconds: 31 });
  await expect.poll(() => events(stage)).toMatchObject([{ is: 'event', ref, state: 'delivered' }]);
  expect(await stage.play('telegram/users')).toMatchObject([
    { user: { username: 'anna' }, stars: 50 },
    { user: { username: 'bob_smith' }, stars: 0 },
  ]);
});

test('an order, when it is completed twice, then the stars come once; case does not matter in a name', async () => {
  const stage = await createIStarStage();
  await stage.play('telegram/users', { id: 7002, first_name: 'Big', username: 'BigName' });
  const ref = await ordered(stage, 'bigname');
  await complete(stage, ref);
  await complete(stage, ref);
  const people = await stage.play<{ user: { id: number }; stars: number }[]>('telegram/users');
  expect(people.find(({ user }) => user.id === 7002)?.stars).toBe(50);
});

test('an order, when it fails, then its price is back on the balance and the reason is told', async () => {
  const stage = await createIStarStage();
  const ref = await ordered(stage, 'failing_one');
  expect(await stage.play('istar/balance')).toEqual({ TON: '999.765625', USDT: '1000' });
  await stage.play(`istar/orders/${ref}/status`, { status: 'failed', error: 'No stars left' });
  expect(await stage.play('istar/balance')).toEqual({ TON: '1000', USDT: '1000' });
  expect(events(stage)).toMatchObject([{ ref, state: 'failed', view: { reason: 'No stars left' } }]);
});

test('an order, when it fails after it was completed, then both are told and neither stars nor price move again', async () => {
  const stage = await createIStarStage();
  const ref = await ordered(stage, 'anna');
  await complete(stage, ref);
  await stage.play(`istar/orders/${ref}/status`, { status: 'failed' });
  expect(events(stage)).toMatchObject([{ state: 'delivered' }, { state: 'failed' }]);
  expect(await stage.play('istar/balance')).toMatchObject({ TON: '999.765625' });
  expect(await stage.play('telegram/users')).toMatchObject([{ stars: 50 }, {}]);
});

test('a webhook, when it is lost, then the shop hears nothing although the stars are there', async () => {
  const stage = await createIStarStage();
  await stage.play('istar/webhooks/settings', { lose: 1 });
  await complete(stage, await ordered(stage, 'anna'));
  expect(await webhooks(stage)).toMatchObject([{ state: 'lost', attempts: [] }]);
  expect(stage.received).toEqual([]);
});

test('a webhook, when it is doubled or sent once more, then the same bytes come', async () => {
  const stage = await createIStarStage();
  await stage.play('istar/webhooks/settings', { copies: 2 });
  await complete(stage, await ordered(stage, 'anna'));
  const [first] = await webhooks(stage);
  await stage.play(`istar/webhooks/${first?.id}/replay`, {});
  await expect.poll(() => stage.received.length).toBe(3);
  expect(new Set(stage.received.map(({ body }) => body)).size).toBe(1);
  expect(events(stage)).toMatchObject([{ is: 'event' }, { is: 'event' }, { is: 'event' }]);
});

test('a webhook, when it is forged or written by somebody else, then the shop refuses it', async () => {
  const stage = await createIStarStage();
  await stage.play('istar/webhooks/settings', { forge: true });
  await complete(stage, await ordered(stage, 'anna'));
  await stage.play('istar/webhooks/settings', { forge: false });
  await stage.play('istar/webhooks/send', { body: '{}', signature: 'f'.repeat(64) });
  await stage.play('istar/webhooks/send', { body: '{"event_type":"order.odd","order":{"id":"x"}}' });
  await expect.poll(() => stage.received.length).toBe(3);
  expect(events(stage)).toEqual([
    { is: 'rejected', why: 'signature' },
    { is: 'rejected', why: 'signature' },
    { is: 'rejected', why: 'form' },
  ]);
});

test('a webhook, when it is late, then it comes when its time has come', async () => {
  const stage = await createIStarStage();
  await stage.play('istar/webhooks/settings', { delayMs: 3_600_000 });
  await complete(stage, await ordered(stage, 'anna'));
  expect(stage.received).toEqual([]);
  await stage.play('clock/advance', { seconds: 3601 });
  await expect.poll(() => events(stage)).toMatchObject([{ state: 'delivered' }]);
});

test('a webhook, when it is held, then it comes when it is released', async () => {
  const stage = await createIStarStage();
  await stage.play('istar/webhooks/settings', { paused: true });
  await complete(stage, await ordered(stage, 'anna'));
  expect(await webhooks(stage)).toMatchObject([{ state: 'held' }]);
  expect(await stage.play('istar/webhooks/release', {})).toEqual({ released: 1 });
  await expect.poll(() => stage.received.length).toBe(1);
});

test('a webhook, when it comes before the answer to the create, then both are about the same order', async () => {
  const stage = await createIStarStage();
  await stage.play('istar/settings', { early: true });
  await stage.fault('timeoutAfter', { target: 'orders/star' });
  const supplier = stage.client({ createMs: 5000 });
  const intent = await stage.intent('early_bird');
  const created = supplier.create({ key: intent.key, body: supplier.bodyOf(intent) });
  await expect.poll(() => events(stage)).toMatchObject([{ state: 'delivered' }]);
  const [order] = stage.sandbox.istar.world.state.orders;
  expect(events(stage)).toMatchObject([{ ref: order?.id }]);
  expect(await created).toMatchObject({ is: 'unknown' });
});

test('a webhook, when the shop does not take it, then it is repeated', async () => {
  const stage = await createIStarStage();
  await stage.play('istar/settings', { webhookUrl: 'http://127.0.0.1:1/nowhere' });
  await complete(stage, await ordered(stage, 'anna'));
  expect(await webhooks(stage)).toMatchObject([{ state: 'queued', attempts: [{ status: null }] }]);
  await stage.play('istar/settings', { webhookUrl: stage.hookUrl });
  await stage.play('clock/advance', { seconds: 2 });
  await expect.poll(() => stage.received.length).toBe(1);
  await expect.poll(async () => (await webhooks(stage))[0]?.state).toBe('delivered');
});
