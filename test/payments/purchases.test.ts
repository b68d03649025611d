import { expect, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/index.ts';
import { buy, openShop, pay, play, stateOf, topUp, type Buying } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { TON } from '../kit/money.ts';

const shop = await openShop();
const { app } = shop;
await shop.jobs().start();

const until = (buying: Buying, order: string) =>
  eventually(async () => {
    const state = await stateOf(app, buying);
    return state.order === order && state;
  });

test('a purchase, when paid exactly, then the stars, the bonus, the fee and the receipt are there', async () => {
  const buying = await buy(app);
  expect(buying.invoice).toMatchObject({ status: 'check', amount: 95n * TON });
  expect(buying.invoice.url).toMatch(/^http/);

  await pay(shop, buying);

  const state = await until(buying, 'paid');
  expect(state).toMatchObject({
    stars: 110n,
    wallet: 0n,
    status: 'paid',
    received: 95n * TON,
    booked: 95n * TON,
  });
  expect(state.fee).toBeGreaterThan(0n);
  expect(state.messages).toEqual(['order_paid']);
  const journal = await app.db.one('SELECT kind, correlation FROM ledger.journals WHERE journal_id = $1', [
    state.journalId,
  ]);
  expect(journal).toEqual({ kind: 'purchase', correlation: buying.order.correlationId });
});

test('a purchase, when more is paid, then it is delivered and the rest is on the balance', async () => {
  const buying = await buy(app);
  await pay(shop, buying, { part: 'more' });
  expect(await until(buying, 'paid')).toMatchObject({
    stars: 110n,
    wallet: (95n * TON) / 4n,
    status: 'paid_over',
    messages: ['order_paid'],
  });
});

test('a purchase, when too little is paid until the end, then what came is on the balance', async () => {
  const buying = await buy(app);
  await pay(shop, buying, { part: 'less' });
  await play(shop, `/invoices/${buying.invoice.providerUuid}/expire`);
  expect(await until(buying, 'underpaid')).toMatchObject({
    stars: 0n,
    wallet: 57n * TON,
    status: 'wrong_amount',
  });
});

test('a purchase, when nobody pays, then it expires and the buyer is told', async () => {
  const buying = await buy(app);
  await play(shop, `/invoices/${buying.invoice.providerUuid}/expire`);
  expect(await until(buying, 'expired')).toMatchObject({ stars: 0n, messages: ['order_expired'] });
});

test('a purchase, when the money comes after its end, then it is delivered all the same', async () => {
  const buying = await buy(app);
  await play(shop, `/invoices/${buying.invoice.providerUuid}/expire`);
  await until(buying, 'expired');
  await pay(shop, buying);
  expect(await until(buying, 'paid')).toMatchObject({ stars: 110n, wallet: 0n });
});

test('a purchase, when cancelled with money on it, then a person looks, and it is delivered once the provider calls it paid', async () => {
  const buying = await buy(app);
  await pay(shop, buying, { part: 'exact', wait: true });
  await play(shop, `/invoices/${buying.invoice.providerUuid}/cancel`);
  expect(await until(buying, 'held')).toMatchObject({ stars: 0n, wallet: 0n, messages: ['payment_review'] });
  const found = `SELECT class, status FROM breaks WHERE invoice_id = $1`;
  expect(await app.db.one(found, [buying.invoice.id])).toEqual({
    class: 'paid_not_delivered',
    status: 'open',
  });
  await play(shop, `/invoices/${buying.invoice.providerUuid}/release`);
  expect(await until(buying, 'paid')).toMatchObject({
    stars: 110n,
    messages: ['payment_review', 'order_paid'],
  });
  expect(await app.db.one(found, [buying.invoice.id])).toMatchObject({ status: 'resolved' });
});

test('a purchase, when the provider gives up, then it failed and the buyer is told', async () => {
  const buying = await buy(app);
  await play(shop, `/invoices/${buying.invoice.providerUuid}/fail`);
  expect(await until(buying, 'failed')).toMatchObject({ stars: 0n, messages: ['order_failed'] });
});

test('a top-up, when paid, then it is on the balance', async () => {
  const buying = await topUp(app, 50n * TON);
  await pay(shop, buying);
  expect(await until(buying, 'paid')).toMatchObject({
    stars: 0n,
    wallet: 50n * TON,
    messages: ['topup_paid'],
  });
});

test('a purchase, when marked as paid by hand at the provider, then the price counts as received', async () => {
  const buying = await buy(app);
  await play(shop, `/invoices/${buying.invoice.providerUuid}/mark-paid`);
  expect(await until(buying, 'paid')).toMatchObject({ stars: 110n, received: 95n * TON });
});

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
