import { expect, test } from 'vitest';
import {
  applyEvent,
  checkOrder,
  createSettler,
  pollInvoice,
  queueDuePolls,
  queuePollsOfTheFuture,
} from '../../src/payments/index.ts';
import {
  buy,
  checkInvariants,
  openShop,
  delivered,
  pay,
  play,
  jobsDone,
  stateOf,
  type Buying,
} from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { TON } from '../kit/money.ts';

// No workers until the last test: the others say who looks when.
const shop = await openShop();
const { app } = shop;
// A second process: its payments gather apart from those of the first.
const second = { ...app, settler: createSettler(app) };
const HOUR = 3_600_000;

const eventsOf = async ({ invoice }: Buying): Promise<string[]> => {
  const { rows } = await app.db.query<{ id: string }>(
    'SELECT id FROM provider_events WHERE provider_uuid = $1',
    [invoice.providerUuid],
  );
  return rows.map(({ id }) => id);
};

test('an order, when two workers, the poller and its buyer settle it at once, then it is delivered once', async () => {
  const buyings = await Promise.all(Array.from({ length: 10 }, () => buy(app)));
  await Promise.all(buyings.map((buying) => pay(shop, buying)));
  await delivered(shop);
  const work = [];
  for (const buying of buyings) {
    const events = await eventsOf(buying);
    expect(events.length).toBeGreaterThan(0);
    for (const worker of [app, second]) {
      for (const id of events) work.push(() => applyEvent(worker, id));
      work.push(
        () => pollInvoice(worker, buying.invoice.id),
        () => checkOrder(worker, buying.order.id),
      );
    }
  }
  await Promise.all(work.map((one) => one()));
  for (const buying of buyings)
    expect(await stateOf(app, buying)).toMatchObject({
      order: 'paid',
      stars: 110n,
      booked: 95n * TON,
      messages: ['order_paid'],
    });
  await checkInvariants(app);
});

test('an order, when our clock runs ahead and is set back, then its invoice is looked at again at once', async () => {
  const buying = await buy(app);
  await play(shop, '/webhooks/settings', { lose: 1_000_000 });
  app.clock.advance(HOUR / 2);
  await pollInvoice(app, buying.invoice.id);
  app.clock.advance(-HOUR / 2);
  await pay(shop, buying);
  expect(await queueDuePolls(app)).toBe(0);
  expect(await queuePollsOfTheFuture(app)).toBe(1);
  expect(await queueDuePolls(app)).toBe(1);
  await pollInvoice(app, buying.invoice.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n });
  await checkInvariants(app);
});

test('an order, when the clock jumps past its end and its money comes, then it is closed, and delivered after all', async () => {
  const buying = await buy(app);
  app.clock.advance(12 * HOUR);
  await play(shop, `/invoices/${buying.invoice.providerUuid}/expire`);
  await pollInvoice(app, buying.invoice.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'expired', messages: ['order_expired'] });
  await pay(shop, buying);
  app.clock.advance(24 * HOUR);
  await queueDuePolls(app);
  await pollInvoice(app, buying.invoice.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n, wallet: 0n });
  await checkInvariants(app);
});

test('orders, when every webhook is lost, then the schedule finds their payments by itself', async () => {
  await play(shop, '/webhooks/settings', { lose: 1_000_000 });
  const [exact, short, over] = await Promise.all([buy(app), buy(app), buy(app)]);
  await pay(shop, exact);
  await pay(shop, short, { part: 'less' });
  await play(shop, `/invoices/${short.invoice.providerUuid}/expire`);
  await pay(shop, over, { part: 'more' });
  app.clock.advance(61_000);
  await shop.jobs().start();
  const orderOf = async (buying: Buying) => (await stateOf(app, buying)).order;
  await eventually(async () => (await orderOf(exact)) === 'paid' && (await orderOf(over)) === 'paid');
  await eventually(async () => (await orderOf(short)) === 'underpaid');
  await jobsDone(app);
  expect(await stateOf(app, exact)).toMatchObject({ stars: 110n, wallet: 0n });
  expect(await stateOf(app, short)).toMatchObject({ stars: 0n, wallet: 57n * TON });
  expect(await stateOf(app, over)).toMatchObject({ stars: 110n, wallet: (95n * TON) / 4n });
  await checkInvariants(app);
});
