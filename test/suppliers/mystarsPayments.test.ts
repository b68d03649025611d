import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { createMyStars } from '../../sandbox/mystars/index.ts';
import { PAY_TO, type MyStarsParts } from '../../sandbox/mystars/world.ts';
import { createTime } from '../../sandbox/shared/index.ts';
import { eventually } from '../kit/eventually.ts';
import { createHook, openSandbox, type Received } from '../kit/sandbox.ts';
import { atEnd } from '../kit/atEnd.ts';
import { TestClock } from '../kit/testContext.ts';
import { createStage, newName, order } from './mystarsStage.ts';

const stage = await createStage();
const { supplier, play, call, sandbox } = stage;

interface Sent {
  id: number;
  orderId: string;
  status: string;
  state: string;
  attempts: unknown[];
}

const orderOf = async (ref: string) => (await call('GET', `orders/${ref}`)).body;
const statusIs = (ref: string, status: string) =>
  eventually(async () => (await orderOf(ref))['status'] === status);
const eventOf = ({ body, headers }: Received) =>
  supplier.readEvent(Buffer.from(body), { 'x-faas-signature': headers['x-faas-signature']?.toString() });
const sentOf = async (ref: string) =>
  (await play<Sent[]>('/webhooks')).filter(({ orderId }) => orderId === ref);

describe('a payment', () => {
  // 100 stars cost 0.46875.
  test.each([
    ['exact', '0.46875', 'paid', 'delivered'],
    ['one percent short', '0.4640625', 'paid', 'delivered'],
    ['a little more than one percent short', '0.464062499', 'underpaid', 'failed'],
    ['two percent over', '0.478125', 'paid', 'delivered'],
    ['a little more than two percent over', '0.478125001', 'overpaid', 'failed'],
  ])('money, when it is %s, then it is judged by the band', async (_what, amount, verdict, status) => {
    const { ref } = await order(supplier);
    expect(await play('/pay', { order: ref, amount })).toEqual({ verdict });
    await statusIs(ref, status);
    const now = await orderOf(ref);
    expect(now).toMatchObject({
      failure_reason: verdict === 'paid' ? null : verdict,
      payment_tx: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(now['reversal_tx'] !== null).toBe(status === 'failed');
  });

  test.each([
    ['no memo', { memo: '' }, 'no_memo'],
    ['a memo that was cut', { memo: '7c9e6679-7425-40de' }, 'wrong_memo'],
    ['another coin', { asset: 'USDT' }, 'wrong_asset'],
    ['another address', { to: 'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N' }, 'notOurs'],
  ])('money, when it has %s, then the order still waits', async (_what, change, verdict) => {
    const { ref } = await order(supplier);
    expect(await play('/pay', { order: ref, ...change })).toEqual({ verdict });
    expect(await orderOf(ref)).toMatchObject({ status: 'awaiting_payment', payment_tx: null });
  });

  test('a transfer, when it is told twice, then it counts once, and a second one is late', async () => {
    const { ref } = await order(supplier);
    const txId = randomUUID();
    const verdicts = [
      await play('/pay', { order: ref, txId }),
      await play('/pay', { order: ref, txId }),
      await play('/pay', { order: ref }),
    ];
    expect(verdicts).toEqual([{ verdict: 'paid' }, { verdict: 'known' }, { verdict: 'late' }]);
    expect(await play('/payments')).toContainEqual(expect.objectContaining({ txId, verdict: 'paid' }));
  });

  test('money, when it is to go back, then the sender gets it without the fee of the network, once', () => {
    const back: object[] = [];
    const clock = new TestClock();
    const time = createTime(clock);
    atEnd(() => time.stop());
    const parts: MyStarsParts = {
      apiKey: 'k',
      webhookSecret: 's',
      time,
      log: pino({ level: 'silent' }),
      saved: undefined,
      changed: () => {},
      accountOf: () => undefined,
      onDelivered: () => {},
      giveBack: (given) => {
        back.push(given);
        return 'tx-of-the-chain';
      },
    };
    const mystars = createMyStars(parts);
    const pay = (amount: bigint, memo: string) =>
      mystars.paymentSeen({ to: PAY_TO, from: 'payer', memo, amount, asset: 'TON', txId: randomUUID() });
    expect([pay(1_000_000_000n, 'x'), pay(5_000_000n, 'dust')]).toEqual(['wrong_memo', 'wrong_memo']);
    expect(back).toEqual([{ to: 'payer', amount: 995_000_000n, asset: 'TON', memo: 'x' }]);
  });
});

describe('stars', () => {
  test('stars, when an order is delivered and said to be so again, then they arrive once', async () => {
    const { ref } = await order(supplier, { recipient: 'anna', stars: 70 });
    for (const status of ['delivered', 'failed', 'delivered'])
      await play(`/orders/${ref}/status`, { status });
    const people = (await (await fetch(`${sandbox.url}/play/telegram/users`)).json()) as object[];
    expect(people).toContainEqual(expect.objectContaining({ stars: 70 }));
  });
});

describe('a webhook', () => {
  test('an order, when it goes its way, then only its end is told, signed, and read by us', async () => {
    const hook = await createHook();
    const { ref } = await order(supplier, { callbackUrl: hook.url });
    await play('/pay', { order: ref });
    await eventually(() => hook.received.length > 0);
    const [received] = hook.received;
    const signature = String(received?.headers['x-faas-signature']);
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    expect(received && eventOf(received)).toMatchObject({
      is: 'event',
      ref,
      state: 'delivered',
      status: 'delivered',
    });
    await eventually(async () => (await sentOf(ref)).every(({ state }) => state === 'delivered'));
    expect((await sentOf(ref)).map(({ status }) => status)).toEqual(['delivered']);
  });

  test('an order, when we cancel it, then nothing is told', async () => {
    const hook = await createHook();
    const { ref } = await order(supplier, { callbackUrl: hook.url });
    await supplier.cancel(ref);
    expect(await sentOf(ref)).toEqual([]);
  });

  test.each([
    ['an error', 500],
    ['a redirect', 302],
  ])(
    'the receiver, when it answers with %s, then the same bytes come again until a 2xx',
    async (_what, status) => {
      const hook = await createHook((_request, index) => (index < 2 ? status : 204));
      const { ref } = await order(supplier, { callbackUrl: hook.url });
      await play(`/orders/${ref}/status`, { status: 'failed', reason: 'underpaid' });
      await eventually(async () => {
        stage.context.clock.advance(1000);
        return (await sentOf(ref)).every(({ state }) => state === 'delivered');
      });
      expect(hook.received).toHaveLength(3);
      expect(
        new Set(hook.received.map(({ body, headers }) => body + String(headers['x-faas-signature']))).size,
      ).toBe(1);
    },
  );

  test('the receiver, when it is too slow, then the try counts as failed', async () => {
    let release: (status: number) => void = () => {};
    const hook = await createHook((_request, index) =>
      index === 0 ? new Promise<number>((resolve) => (release = resolve)) : 200,
    );
    await play('/webhooks/settings', { timeoutMs: 200 });
    const { ref } = await order(supplier, { callbackUrl: hook.url });
    await play(`/orders/${ref}/status`, { status: 'expired' });
    await eventually(async () => {
      stage.context.clock.advance(1000);
      return (await sentOf(ref)).every(({ state }) => state === 'delivered');
    });
    release(200);
    await play('/webhooks/settings', { timeoutMs: 5000 });
    const attempts = (await sentOf(ref))[0]?.attempts;
    expect([attempts?.at(0), attempts?.at(-1)]).toMatchObject([{ status: null }, { status: 200 }]);
  });

  test('webhooks, when they are held, copied and released the other way round, then all arrive so', async () => {
    const hook = await createHook();
    const { ref } = await order(supplier, { callbackUrl: hook.url });
    await play('/webhooks/settings', { paused: true, copies: 2 });
    await play(`/orders/${ref}/status`, { status: 'delivered' });
    await play(`/orders/${ref}/status`, { status: 'reversed' });
    await play('/webhooks/settings', { paused: false, copies: 1 });
    const ids = (await sentOf(ref)).map(({ id }) => id).toReversed();
    for (const [index, id] of ids.entries()) {
      await play('/webhooks/release', { order: [id] });
      await eventually(() => hook.received.length === index + 1);
    }
    const statuses = hook.received
      .map((received) => eventOf(received))
      .map((event) => event.is === 'event' && event.status);
    expect(statuses).toEqual(['reversed', 'reversed', 'delivered', 'delivered']);
  });

  test('webhooks, when one is late, one lost and one sent again, then each does what was asked', async () => {
    const hook = await createHook();
    const { ref } = await order(supplier, { callbackUrl: hook.url });
    await play('/webhooks/settings', { lose: 1 });
    await play(`/orders/${ref}/status`, { status: 'failed' });
    await play('/webhooks/settings', { delayMs: 3_600_000 });
    await play(`/orders/${ref}/status`, { status: 'reversed' });
    await play('/webhooks/settings', { delayMs: 0 });
    expect((await sentOf(ref)).map(({ state }) => state)).toEqual(['lost', 'queued']);
    stage.context.clock.advance(3_600_000);
    await eventually(() => hook.received.length === 1);
    await play(`/webhooks/${(await sentOf(ref))[1]?.id}/replay`, {});
    await eventually(() => hook.received.length === 2);
    expect(hook.received[1]?.body).toBe(hook.received[0]?.body);
  });

  test.each([
    ['with another secret', 'wrong'],
    ['without a signature', 'none'],
  ])('a webhook, when it is sent %s, then we refuse it', async (_what, sign) => {
    const hook = await createHook();
    const payload = { order_id: randomUUID(), status: 'delivered' };
    await play('/webhooks/send', { url: hook.url, payload, sign });
    await eventually(() => hook.received.length === 1);
    expect(hook.received.map(eventOf)).toEqual([{ is: 'rejected', why: 'signature' }]);
  });

  test('the secret, when it is rotated, then for a day both sign, and then only the new one', async () => {
    const hook = await createHook();
    const payload = { order_id: randomUUID(), status: 'failed' };
    const send = async (): Promise<string> => {
      const before = hook.received.length;
      await play('/webhooks/send', { url: hook.url, payload });
      await eventually(() => hook.received.length > before);
      return String(hook.received.at(-1)?.headers['x-faas-signature']);
    };
    // We hold this one as our previous secret and the sandbox's first one as our present one.
    await play('/secret/rotate', { secret: 'the-secret-before' });
    const both = await send();
    stage.context.clock.advance(24 * 3600_000);
    const one = await send();
    expect([both.split(',').length, one]).toEqual([2, both.split(',')[0]]);
    expect(hook.received.map(eventOf).map(({ is }) => is)).toEqual(['event', 'event']);
    await play('/secret/rotate', { secret: 'sandbox-mystars-webhook-secret' });
  });
});

test('the sandbox, when it starts again with its file, then orders, keys and payments are known', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'starboard-mystars-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const options = {
    stateFile: path.join(folder, 'state.json'),
    mystars: { apiKey: 'k', webhookSecret: 's' },
  };
  const body = JSON.stringify({ type: 'stars', recipient: { username: newName() }, quantity: 50 });
  const create = async (url: string) => {
    const headers = { 'x-api-key': 'k', 'idempotency-key': 'one' };
    const response = await fetch(`${url}/mystars/v1/orders`, { method: 'POST', headers, body });
    return [response.status, ((await response.json()) as { order_id: string }).order_id] as const;
  };
  const first = await openSandbox(options);
  const [status, ref] = await create(first.sandbox.url);
  await first.sandbox.close();
  const second = await openSandbox(options);
  expect([status, await create(second.sandbox.url)]).toEqual([201, [200, ref]]);
});
