import { expect, test } from 'vitest';
import { post } from '../../src/ledger/index.ts';
import { openInvoice, pollInvoice } from '../../src/payments/index.ts';
import { buyFromBalance, createPurchase } from '../../src/shop/index.ts';
import { buy, checkInvariants, openShop, pay, play, jobsDone, stateOf } from '../kit/shop.ts';
import { eventually } from '../kit/eventually.ts';
import { TON } from '../kit/money.ts';

// The circuit's own time is the test's; jobs that meet it open come back after a second or so.
const shop = await openShop({ CIRCUIT_BREAKER_RECOVERY_TIMEOUT: '1' }, { timeoutMs: 1500 });
const { app } = shop;
await shop.jobs().start();
const clear = () => fetch(`${shop.sandbox.url}/play/heleket/faults`, { method: 'DELETE' });

test('purchases, when the answers to our questions are of every bad kind, then all are delivered once', async () => {
  const buyings = await Promise.all(Array.from({ length: 6 }, () => buy(app)));
  for (const kind of ['error500', 'html', 'broken', 'resetBefore', 'tooMany', 'timeoutAfter'])
    await play(shop, '/faults', { kind, target: 'payment/info', times: 1 });
  await play(shop, '/faults', { kind: 'slow', ms: 1000, target: 'payment/info', times: 6 });
  await Promise.all(buyings.map((buying) => pay(shop, buying)));
  await eventually(async () => {
    const states = await Promise.all(buyings.map((buying) => stateOf(app, buying)));
    return states.every(({ order }) => order === 'paid');
  });
  await clear();
  await jobsDone(app);
  for (const buying of buyings)
    expect(await stateOf(app, buying)).toMatchObject({ stars: 110n, wallet: 0n, messages: ['order_paid'] });
  await checkInvariants(app);
});

test('the circuit, when it is open for ten minutes, then the balance sells meanwhile and all payments are delivered after', async () => {
  await app.breakers.heleket.reset();
  const buying = await buy(app);
  const { user } = await buy(app);
  await app.db.tx((tx) =>
    post(tx, {
      key: 'coins-for-a-test',
      kind: 'topup',
      reason: 'a test needs coins',
      actor: 'system',
      lines: [
        {
          debit: { house: 'adjustments', asset: 'TON' },
          credit: { user: user.id, account: 'wallet', asset: 'TON' },
          amount: 500n * TON,
        },
      ],
    }),
  );
  await play(shop, '/faults', { kind: 'error500', times: 1_000_000 });
  const isOpen = () =>
    eventually(async () => {
      await app.provider.services().catch(() => undefined);
      return (await app.breakers.heleket.state()).phase === 'open';
    });
  await isOpen();
  await pay(shop, buying);

  for (let minute = 0; minute < 10; minute++) {
    const bought = await buyFromBalance(app, {
      userId: user.id,
      stars: 10,
      requestKey: `minute-${minute}`,
    });
    expect(bought.order.status).toBe('paid');
    const order = await createPurchase(app, { userId: user.id, stars: 100, requestKey: `wish-${minute}` });
    await expect(openInvoice(app, { orderId: order.id })).rejects.toMatchObject({
      kind: 'unavailable',
    });
    app.clock.advance(60_000);
    await isOpen();
  }
  expect(await stateOf(app, buying)).toMatchObject({ order: 'awaiting_payment', stars: 0n });

  await clear();
  await eventually(async () => {
    app.clock.advance(1000);
    return (await stateOf(app, buying)).order === 'paid';
  });
  expect(await stateOf(app, buying)).toMatchObject({ stars: 110n, messages: ['order_paid'] });
  expect(await stateOf(app, { ...buying, user })).toMatchObject({ stars: 100n, wallet: 400n * TON });
  await checkInvariants(app);
});

test('polls, when the circuit stays open, then wait in their invoices and do not pile up as jobs', async () => {
  await app.breakers.heleket.reset();
  const buying = await buy(app);
  await play(shop, '/faults', { kind: 'error500', times: 1_000_000 });
  await eventually(async () => {
    await app.provider.services().catch(() => undefined);
    return (await app.breakers.heleket.state()).phase === 'open';
  });
  await pollInvoice(app, buying.invoice.id);
  const row = await app.db.one<{ at: Date }>('SELECT next_check_at AS at FROM invoices WHERE id = $1', [
    buying.invoice.id,
  ]);
  expect(row?.at.getTime()).toBeGreaterThan(app.clock.now().getTime());
  await clear();
  await app.breakers.heleket.reset();
});
