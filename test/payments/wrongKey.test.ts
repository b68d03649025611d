import { expect, test } from 'vitest';
import { Secret } from '../../src/lib/index.ts';
import { createHeleket, queueDuePolls, signBody, type PaymentsContext } from '../../src/payments/index.ts';
import { scheduleHandlers } from '../../src/jobs/handlers.ts';
import { codeOf } from '../kit/refusals.ts';
import { buy, checkInvariants, openShop, pay, play, stateOf } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';

type Provider = PaymentsContext['provider'];

const shop = await openShop();
const { app } = shop;
await play(shop, '/webhooks/settings', { lose: 1_000_000 });

const right = app.provider;
const withKeys = (keys: { API_KEY?: Secret; HELEKET_PAYOUT_KEY?: Secret }): Provider =>
  createHeleket({ ...app, config: { ...app.config, ...keys } }, app.breakers.heleket);
const wrong = withKeys({ API_KEY: new Secret('of-another-shop') });
let current = wrong;
/** The provider behind whichever key is set now, as after a restart with another one. */
const provider = Object.fromEntries(
  Object.keys(right).map((name) => [
    name,
    (...input: never[]) => (current[name as keyof Provider] as (...all: never[]) => unknown)(...input),
  ]),
) as unknown as Provider;
Object.assign(app, { provider });

const count = async (sql: string): Promise<number> =>
  Number((await app.db.one<{ n: bigint }>(`SELECT count(*) AS n FROM ${sql}`))?.n ?? 0n);
const calls = async (): Promise<number> => {
  const response = await fetch(`${shop.sandbox.url}/play/heleket/calls`);
  return ((await response.json()) as unknown[]).length;
};
const pollsDone = (): Promise<boolean> =>
  eventually(
    async () =>
      (await count(`outbox WHERE job = 'invoice.poll' AND done_at IS NULL AND failed_at IS NULL`)) === 0,
  );

test('a wrong key, when forty invoices are polled for hours, then that is one problem: the circuit, one event, no dead job; with the right key all goes on by itself', async () => {
  current = right;
  const buyings = [];
  for (let n = 0; n < 40; n++) buyings.push(await buy(app));
  for (const buying of buyings.slice(0, 3)) await pay(shop, buying);
  current = wrong;
  // One webhook came before the key was changed; its job has to ask like every poll.
  const [told] = buyings;
  const body = JSON.stringify({
    type: 'payment',
    uuid: told?.invoice.providerUuid,
    order_id: told?.invoice.id.replaceAll('-', ''),
    status: 'paid',
    payment_amount: '95',
  });
  const sign = signBody(body, app.config.API_KEY.reveal());
  const { status } = await fetch(shop.webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `${body.slice(0, -1)},"sign":"${sign}"}`,
  });
  expect(status).toBe(200);
  await shop.jobs().start();
  const before = await calls();
  const rounds = 12;
  for (let round = 0; round < rounds; round++) {
    app.clock.advance(6 * 60_000);
    await queueDuePolls(app);
    await pollsDone();
  }
  expect(await count(`outbox WHERE failed_at IS NOT NULL`)).toBe(0);
  expect((await app.breakers.heleket.state()).phase).not.toBe('closed');
  // At most those under way when it opened, and then a few probes each time.
  expect((await calls()) - before).toBeLessThanOrEqual(20 + 5 * rounds);
  expect(await count(`security_events WHERE kind = 'provider_key_refused'`)).toBe(1);

  current = right;
  for (let round = 0; round < 6; round++) {
    app.clock.advance(3 * 60_000);
    await queueDuePolls(app);
    await pollsDone();
  }
  for (const buying of buyings.slice(0, 3))
    await eventually(async () => (await stateOf(app, buying)).order === 'paid');
  expect(await app.breakers.heleket.state()).toMatchObject({ phase: 'closed' });
  expect(await count(`outbox WHERE failed_at IS NOT NULL`)).toBe(0);
  await checkInvariants(app);
}, 120_000);

test('a sweep, when the key is wrong, then its record says so and its job is not dead', async () => {
  await app.breakers.heleket.reset();
  current = wrong;
  for (let n = 0; n < 8; n++) await scheduleHandlers(app)['reconciliation.sweep-recent']();
  const { rows } = await app.db.query<{ status: string }>(
    'SELECT status FROM sweeps ORDER BY id DESC LIMIT 8',
  );
  expect(rows.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'failed'));
  await app.breakers.heleket.reset();
});

test('a wrong payout key, when refunds are refused again and again, then payments go on: it counts against no circuit', async () => {
  await app.breakers.heleket.reset();
  const refunds = withKeys({ HELEKET_PAYOUT_KEY: new Secret('of-another-shop') });
  const send = {
    uuid: '00000000-0000-4000-8000-000000000001',
    address: 'UQ-somewhere',
    feeFromBalance: false,
  };
  for (let n = 0; n < 8; n++) expect(await codeOf(refunds.refund(send))).toBe('PROVIDER_REFUSED');
  expect((await app.breakers.heleket.state()).phase).toBe('closed');
});

test('another refusal, when it comes again and again, then it is an answer and counts against no circuit', async () => {
  current = right;
  for (let n = 0; n < 8; n++) {
    await play(shop, '/faults', { kind: 'refuse', target: 'payment/info', times: 1 });
    expect(await codeOf(provider.info({ orderId: 'x' }))).toBe('PROVIDER_REFUSED');
  }
  expect((await app.breakers.heleket.state()).phase).toBe('closed');
});
