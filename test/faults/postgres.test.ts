import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { buy, checkInvariants, openShop, pay, jobsDone, stateOf } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { signBody } from '../../src/payments/index.ts';
import { createTemplate } from '../kit/template.ts';

// A server of this file's own, which keeps what it confirmed through a crash. What did not wait for the disk is
// written late, so that a crash surely takes it back.
const directory = mkdtempSync(path.join(tmpdir(), 'starboard-own-postgres-'));
chmodSync(directory, 0o755);
const options = {
  directory: path.join(directory, 'postgres'),
  settings: { synchronous_commit: 'on', fsync: 'off', wal_writer_delay: '10000' },
};
let postgres = await startPostgres(options);
afterAll(async () => {
  await postgres.stop('immediate');
  rmSync(path.dirname(postgres.directory), { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
});
await createTemplate(postgres);
const shop = await openShop({}, { recoveryMs: 500, postgresUrl: postgres.url('postgres') });
const { app } = shop;

test.each(['fast', 'immediate'] as const)(
  'purchases, when PostgreSQL is restarted in the middle (%s), then all are delivered once',
  async (mode) => {
    const jobs = shop.jobs();
    await jobs.start();
    const buyings = await Promise.all(Array.from({ length: 20 }, () => buy(app)));
    const paid = async (): Promise<number> => {
      const states = await Promise.all(buyings.map((buying) => stateOf(app, buying)));
      return states.filter(({ order }) => order === 'paid').length;
    };
    const paying = Promise.all(buyings.map((buying) => pay(shop, buying)));
    await eventually(async () => (await paid()) > 0);
    await postgres.stop(mode);
    await paying;
    postgres = await startPostgres({ ...options, port: postgres.port });
    await eventually(async () => (await paid().catch(() => 0)) === buyings.length, 50);
    await jobsDone(app, 50);
    for (const buying of buyings)
      expect(await stateOf(app, buying)).toMatchObject({ stars: 110n, wallet: 0n, messages: ['order_paid'] });
    await checkInvariants(app);
    await jobs.close();
  },
);

test('a webhook of the provider, when PostgreSQL is away, then it gets 503, and 200 when it comes again', async () => {
  const buying = await buy(app);
  const text = JSON.stringify({
    type: 'payment',
    uuid: buying.invoice.providerUuid,
    order_id: buying.invoice.id.replaceAll('-', ''),
    amount: '95.00000000',
    payment_amount: '95.00000000',
    merchant_amount: '93.10000000',
    commission: '1.90000000',
    is_final: true,
    status: 'paid',
    from: null,
    currency: 'TON',
    payer_currency: 'TON',
  });
  const send = async (): Promise<{ status: number; body: unknown }> => {
    const response = await fetch(shop.webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `${text.slice(0, -1)},"sign":"${signBody(text, app.config.API_KEY.reveal())}"}`,
    });
    return { status: response.status, body: await response.json() };
  };
  await postgres.stop('fast');
  expect(await send()).toMatchObject({ status: 503, body: { error: { code: 'DATABASE_UNAVAILABLE' } } });
  postgres = await startPostgres({ ...options, port: postgres.port });
  expect((await send()).status).toBe(200);
});
