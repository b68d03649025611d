import { expect, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/index.ts';
import { checkOrder, pollInvoice, queueDuePolls } from '../../src/payments/index.ts';
import { createPurchase } from '../../src/shop/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { buy, openShop, pay, play, stateOf } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';

// No workers here: only what the button and the poller do.
const shop = await openShop();
const { app } = shop;
await play(shop, '/webhooks/settings', { lose: 1_000_000 });

const infoCalls = async (): Promise<number> => {
  const response = await fetch(`${shop.sandbox.url}/play/heleket/calls?target=payment/info`);
  return ((await response.json()) as unknown[]).length;
};

test('checkOrder, when every webhook was lost, then finds the payment and delivers', async () => {
  const buying = await buy(app);
  await pay(shop, buying);
  expect(await checkOrder(app, buying.order.id)).toMatchObject({ status: 'paid', received: 95n * TON });
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n });
});

test('checkOrder, when tapped again and again, then the provider is asked once in half a minute', async () => {
  const buying = await buy(app);
  const before = await infoCalls();
  await Promise.all(Array.from({ length: 10 }, () => checkOrder(app, buying.order.id)));
  expect(await infoCalls()).toBe(before + 1);
  app.clock.advance(31_000);
  await checkOrder(app, buying.order.id);
  expect(await infoCalls()).toBe(before + 2);
});

test('checkOrder, when the poller has just looked, then the provider is not asked again within half a minute', async () => {
  const buying = await buy(app);
  await pollInvoice(app, buying.invoice.id);
  const before = await infoCalls();
  await checkOrder(app, buying.order.id);
  expect(await infoCalls()).toBe(before);
  app.clock.advance(31_000);
  await checkOrder(app, buying.order.id);
  expect(await infoCalls()).toBe(before + 1);
});

test('checkOrder, when the order has no invoice, then says so', async () => {
  await expect(checkOrder(app, '0196a000-0000-7000-8000-000000000001')).rejects.toMatchObject({
    code: 'INVOICE_UNKNOWN',
  });
});

test('queueDuePolls, when an invoice is due, then queues one poll and only when it is due again', async () => {
  const buying = await buy(app);
  const queued = async (): Promise<bigint | undefined> => {
    const row = await app.db.one<{ n: bigint }>(
      `SELECT count(*) AS n FROM outbox WHERE job = 'invoice.poll' AND payload ->> 'invoiceId' = $1`,
      [buying.invoice.id],
    );
    return row?.n;
  };
  await queueDuePolls(app);
  expect(await queued()).toBe(0n);
  app.clock.advance(61_000);
  await Promise.all([queueDuePolls(app), queueDuePolls(app), queueDuePolls(app)]);
  expect(await queued()).toBe(1n);
  await pollInvoice(app, buying.invoice.id);
  await queueDuePolls(app);
  expect(await queued()).toBe(1n);
});

test('an invoice, when the button and the poller both want to ask, then the provider is asked once in half a minute', async () => {
  const [pressed, polled] = [await buy(app), await buy(app)];
  const due = async ({ invoice }: { invoice: { id: string } }): Promise<bigint | undefined> =>
    (
      await app.db.one<{ n: bigint }>(
        `SELECT count(*) AS n FROM outbox WHERE job = 'invoice.poll' AND payload ->> 'invoiceId' = $1`,
        [invoice.id],
      )
    )?.n;
  // Both are due; one is asked about by its buyer at this moment, whose answer is still on its way.
  await app.db.query('UPDATE invoices SET next_check_at = $2 WHERE id = ANY($1)', [
    [pressed.invoice.id, polled.invoice.id],
    app.clock.now(),
  ]);
  await app.db.query('UPDATE invoices SET looked_at = $2 WHERE id = $1', [
    pressed.invoice.id,
    app.clock.now(),
  ]);
  await queueDuePolls(app);
  expect([await due(pressed), await due(polled)]).toEqual([0n, 1n]);
  // The poll of the other is queued: its buyer's tap does not ask a second time, nor after the answer.
  const before = await infoCalls();
  await checkOrder(app, polled.order.id);
  expect(await infoCalls()).toBe(before);
  await pollInvoice(app, polled.invoice.id);
  await checkOrder(app, polled.order.id);
  expect(await infoCalls()).toBe(before + 1);
  app.clock.advance(31_000);
  await queueDuePolls(app);
  expect([await due(pressed), await due(polled)]).toEqual([1n, 2n]);
});

test('an invoice, when the clock jumps back after a look, then it is looked at all the same', async () => {
  const buying = await buy(app);
  app.clock.advance(86_400_000);
  await checkOrder(app, buying.order.id);
  app.clock.advance(-86_400_000);
  await pay(shop, buying);
  await checkOrder(app, buying.order.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n });
});

test('pollInvoice, when the status is not told by webhook, then the buyer hears of it', async () => {
  const short = await buy(app);
  await pay(shop, short, { part: 'less' });
  await pollInvoice(app, short.invoice.id);
  await pollInvoice(app, short.invoice.id);
  expect(await stateOf(app, short)).toMatchObject({
    status: 'wrong_amount_waiting',
    order: 'awaiting_payment',
    received: 57n * TON,
    booked: 0n,
    messages: ['order_underpaid'],
  });
  await pay(shop, short, { part: 'rest' });
  await pollInvoice(app, short.invoice.id);
  expect(await stateOf(app, short)).toMatchObject({ order: 'paid', stars: 110n, wallet: 0n });

  const locked = await buy(app);
  await pay(shop, locked, { part: 'exact', hold: true });
  await pollInvoice(app, locked.invoice.id);
  await pollInvoice(app, locked.invoice.id);
  expect(await stateOf(app, locked)).toMatchObject({
    order: 'held',
    stars: 0n,
    messages: ['payment_locked'],
  });
  const told = await app.db.one<{ data: { link?: string } }>(
    'SELECT data FROM notifications WHERE subject_id = $1',
    [locked.order.id],
  );
  expect(told?.data.link).toMatch(/^http/);
  await play(shop, `/invoices/${locked.invoice.providerUuid}/release`);
  await pollInvoice(app, locked.invoice.id);
  expect(await stateOf(app, locked)).toMatchObject({ order: 'paid', stars: 110n });
});

test('pollInvoice, when the provider tells one strange thing before anything came, then the buyer can pay and nobody has to look', async () => {
  const buying = await buy(app);
  const found = 'SELECT class, status FROM breaks WHERE invoice_id = $1';
  await play(shop, '/faults', { kind: 'lyingAmount', target: 'payment/info' });
  await pollInvoice(app, buying.invoice.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'awaiting_payment', messages: [] });
  expect(await app.db.one(found, [buying.invoice.id])).toEqual({ class: 'amount', status: 'open' });
  await pay(shop, buying);
  await pollInvoice(app, buying.invoice.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n, messages: ['order_paid'] });
  expect(await app.db.one(found, [buying.invoice.id])).toMatchObject({ status: 'resolved' });
});

test('pollInvoice, when our process died after asking for the invoice, then takes it over', async () => {
  const buying = await buy(app);
  await app.db.query(
    `UPDATE invoices SET status = 'creating', provider_uuid = NULL, url = NULL, expires_at = NULL, facts = NULL WHERE id = $1`,
    [buying.invoice.id],
  );
  await app.db.query(`UPDATE orders SET status = 'created' WHERE id = $1`, [buying.order.id]);
  await pay(shop, buying);
  await pollInvoice(app, buying.invoice.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n });
  const row = await app.db.one(
    'SELECT provider_uuid, url IS NOT NULL AS has_url FROM invoices WHERE id = $1',
    [buying.invoice.id],
  );
  expect(row).toEqual({ provider_uuid: buying.invoice.providerUuid, has_url: true });
});

test('pollInvoice, when our request never reached the provider, then lets it go after its time', async () => {
  const user = await ensureUser(app, { telegramId: 8_998_000_001n, firstName: 'Eve' });
  const order = await createPurchase(app, { userId: user.id, stars: 100, requestKey: 'never-sent' });
  const id = '0196a000-0000-7000-8000-00000000abcd';
  await app.db.query(
    `INSERT INTO invoices (id, order_id, provider_order_id, asset, amount, next_check_at, created_at)
     VALUES ($1, $2, 'never-sent', 'TON', $3, now(), $4)`,
    [id, order.id, order.amount, app.clock.now()],
  );
  const status = async () =>
    app.db.one(
      'SELECT i.status, o.status AS "order" FROM invoices i JOIN orders o ON o.id = i.order_id WHERE i.id = $1',
      [id],
    );
  await pollInvoice(app, id);
  expect(await status()).toEqual({ status: 'creating', order: 'created' });
  app.clock.advance(3_700_000);
  await pollInvoice(app, id);
  expect(await status()).toEqual({ status: 'absent', order: 'expired' });
});

test('an invoice, when checked by many at once after it was paid, then is delivered once', async () => {
  const buying = await buy(app);
  await pay(shop, buying);
  await Promise.all(Array.from({ length: 12 }, () => pollInvoice(app, buying.invoice.id)));
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n, messages: ['order_paid'] });
});

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
