import { expect, test } from 'vitest';
import { readSigns } from '../../src/health/index.ts';
import { AppError } from '../../src/lib/index.ts';
import { pollInvoice, queueDuePolls, type PaymentsContext } from '../../src/payments/index.ts';
import { buy, openShop, pay, play, stateOf, type Buying } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';

const shop = await openShop({}, { recoveryMs: 500 });
const { app } = shop;
await play(shop, '/webhooks/settings', { lose: 1_000_000 });

const HOUR_MS = 3_600_000;
const right = { ...app.provider };
const answer = (how: PaymentsContext['provider']['info']): void =>
  void Object.assign(app.provider, { info: how });
const unknown = async (): Promise<undefined> => undefined;
const refused = (data: Record<string, string | number>) => (): Promise<never> =>
  Promise.reject(new AppError('PROVIDER_REFUSED', data));

const invoiceOf = async ({ invoice }: Buying) =>
  app.db.one<{ status: string; next: Date | null }>(
    'SELECT status, next_check_at AS next FROM invoices WHERE id = $1',
    [invoice.id],
  );
const breaksOf = async ({ invoice }: Buying) =>
  (
    await app.db.query<{ class: string; status: string }>(
      'SELECT class, status FROM breaks WHERE invoice_id = $1',
      [invoice.id],
    )
  ).rows;
const dead = async (): Promise<number> =>
  Number(
    (await app.db.one<{ n: bigint }>('SELECT count(*) AS n FROM outbox WHERE failed_at IS NOT NULL'))?.n,
  );

test('an invoice that the provider does not know any more, when its time and an hour are over, then the order ends with one break, and nothing is asked again', async () => {
  const buying = await buy(app);
  answer(unknown);
  await pollInvoice(app, buying.invoice.id);
  await pollInvoice(app, buying.invoice.id);
  expect(await breaksOf(buying)).toEqual([{ class: 'missing_at_provider', status: 'open' }]);
  expect((await readSigns(app)).map(({ name }) => name)).toContain('heleket.invoices');
  expect(await stateOf(app, buying)).toMatchObject({ order: 'awaiting_payment', messages: [] });

  app.clock.advance(1.5 * HOUR_MS);
  await pollInvoice(app, buying.invoice.id);
  // Its hour is over for thirty minutes only.
  expect(await stateOf(app, buying)).toMatchObject({ order: 'awaiting_payment' });

  app.clock.advance(HOUR_MS);
  await pollInvoice(app, buying.invoice.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'expired', messages: ['order_expired'] });
  expect(await invoiceOf(buying)).toEqual({ status: 'absent', next: null });
  expect(await breaksOf(buying)).toHaveLength(1);
  expect(await queueDuePolls(app)).toBe(0);
});

test('an invoice that comes back at the provider with money after the order ended, when it is looked at, then it is delivered and the break closes', async () => {
  const buying = await buy(app);
  answer(unknown);
  await pollInvoice(app, buying.invoice.id);
  app.clock.advance(3 * HOUR_MS);
  await pollInvoice(app, buying.invoice.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'expired' });
  answer((reference) => right.info(reference));
  await pay(shop, buying);
  // As a webhook or a sweep would make us look.
  await app.db.query('UPDATE invoices SET next_check_at = now() WHERE id = $1', [buying.invoice.id]);
  await pollInvoice(app, buying.invoice.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n });
  expect(await breaksOf(buying)).toEqual([{ class: 'missing_at_provider', status: 'resolved' }]);
});

test.each<[string, Record<string, string | number>]>([
  ['a gateway says 404', { status: 404, message: 'Not Found' }],
  ['the provider forbids us', { status: 403, state: 1, message: 'You are forbidden' }],
])('an invoice, when %s for hours, then its order does not end and no job dies', async (_what, data) => {
  const buying = await buy(app);
  answer(refused(data));
  const before = await dead();
  await pollInvoice(app, buying.invoice.id);
  app.clock.advance(3 * HOUR_MS);
  await pollInvoice(app, buying.invoice.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'awaiting_payment', messages: [] });
  expect(await breaksOf(buying)).toEqual([]);
  // It waits longer with its age.
  const wait = ((await invoiceOf(buying))?.next?.getTime() ?? 0) - app.clock.now().getTime();
  expect(wait).toBeGreaterThan(5 * 60_000);
  expect(await dead()).toBe(before);
  answer((reference) => right.info(reference));
});

test('the keys of another merchant, when many invoices are polled by workers for hours, then no job dies', async () => {
  const buyings = await Promise.all(Array.from({ length: 5 }, () => buy(app)));
  answer(unknown);
  const jobs = shop.jobs();
  await jobs.start();
  for (let hour = 0; hour < 4; hour++) {
    await queueDuePolls(app);
    await eventually(
      async () =>
        (await app.db.one(
          `SELECT 1 FROM outbox WHERE job = 'invoice.poll' AND done_at IS NULL AND failed_at IS NULL`,
        )) === undefined,
    );
    app.clock.advance(HOUR_MS);
  }
  await jobs.close();
  for (const buying of buyings) expect(await stateOf(app, buying)).toMatchObject({ order: 'expired' });
  expect(await dead()).toBe(0);
});
