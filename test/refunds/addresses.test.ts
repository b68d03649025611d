import { expect, test } from 'vitest';
import { checkOrder, openInvoice } from '../../src/payments/index.ts';
import {
  ADDRESS_WAIT_MS,
  approveRefund,
  askForAddress,
  cancelRefund,
  confirmAddress,
  executeRefund,
  findRefund,
  lookUpRefund,
  proposeAddress,
  requestRefund,
  retryRefund,
  stopAddress,
  type Refund,
} from '../../src/refunds/index.ts';
import { createPurchase, createTopup } from '../../src/shop/index.ts';
import { buy, openShop, pay, play, type Buying } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { codeOf } from '../kit/refusals.ts';
import { hire } from '../kit/hire.ts';

const shop = await openShop();
const { app } = shop;
const [finance, other] = [await hire(app, 'finance'), await hire(app, 'finance')];
await play(shop, '/settings', { refunds: 'manual' });

const OWNERS = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
const SAME_OWNERS = 'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N';
const THIEFS = 'EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs';
const MINUTE = 60_000;
let keys = 0;

type Person = Buying['user'];

/** An order of this person, paid, and an approved refund of it to an address. */
async function refundOf(
  user: Person,
  { network, isBalance = false }: { network?: string; isBalance?: boolean } = {},
): Promise<Refund> {
  const requestKey = `addresses-${++keys}`;
  const order = isBalance
    ? await createTopup(app, { userId: user.id, amount: 50n * TON, requestKey })
    : await createPurchase(app, { userId: user.id, stars: 100, requestKey });
  const buying = { user, order, invoice: await openInvoice(app, { orderId: order.id }) };
  await pay(shop, buying, { part: 'exact' });
  app.clock.advance(MINUTE);
  await checkOrder(app, order.id);
  if (network !== undefined)
    await app.testDb.owner.query(
      `UPDATE invoices SET facts = facts || jsonb_build_object('network', $2::text, 'payerCurrency', 'USDT') WHERE id = $1`,
      [buying.invoice.id, network],
    );
  const refund = await requestRefund(app, {
    staffId: finance,
    of: isBalance ? { userId: user.id } : { orderId: order.id },
    destination: 'address',
    reason: 'customer_request',
    note: 'wanted back on the chain',
    requestKey: `addresses-refund-${++keys}`,
  });
  if (refund.status === 'requested') await approveRefund(app, { refundId: refund.id, staffId: other });
  return refund;
}

async function person(): Promise<Person> {
  return (await buy(app)).user;
}

async function give(refund: Refund, address: string): Promise<Refund & { waits: boolean }> {
  const where = { userId: refund.userId, refundId: refund.id };
  const { code, waits } = await proposeAddress(app, { ...where, address });
  return { ...(await confirmAddress(app, { ...where, code })), waits };
}

/** Carries it out to its end. */
async function send(refund: Refund): Promise<void> {
  await executeRefund(app, refund.id);
  const row = await app.db.one<{ uuid: string }>('SELECT provider_uuid AS uuid FROM invoices WHERE id = $1', [
    refund.invoiceId,
  ]);
  await play(shop, `/invoices/${row?.uuid}/refund`, { outcome: 'paid' });
  await lookUpRefund(app, refund.id);
  expect((await findRefund(app, refund.id))?.status).toBe('done');
}

const waitOf = (refund: Refund): number => (refund.readyAt?.getTime() ?? 0) - app.clock.now().getTime();
const expectWait = (refund: Refund & { waits: boolean }): void => {
  expect(refund.waits).toBe(true);
  expect(waitOf(refund)).toBeGreaterThan(ADDRESS_WAIT_MS - MINUTE);
};
const newsOf = async ({ id }: Refund): Promise<unknown[]> =>
  (
    await app.db.query<{ step: string }>(
      `SELECT data ->> 'step' AS step FROM notifications WHERE subject_id = $1 ORDER BY id`,
      [id],
    )
  ).rows.map(({ step }) => step);

test('a changed address, when it is named for a second refund while it waits for a first, then waits there too', async () => {
  const user = await person();
  const first = await refundOf(user);
  await give(first, OWNERS);
  await send(first);
  const [second, third] = [await refundOf(user), await refundOf(user)];

  expectWait(await give(second, THIEFS));
  expectWait(await give(third, THIEFS));
  await executeRefund(app, third.id);

  expect(await findRefund(app, third.id)).toMatchObject({ status: 'approved', attempts: 0 });
});

test('a changed address, when the refund that named it was cancelled, then still waits for another', async () => {
  const user = await person();
  const first = await refundOf(user);
  await give(first, OWNERS);
  await send(first);
  const second = await refundOf(user);
  await give(second, THIEFS);
  app.clock.advance(ADDRESS_WAIT_MS + MINUTE);
  await cancelRefund(app, { refundId: second.id, staffId: other });

  expectWait(await give(await refundOf(user), THIEFS));
});

test('a changed address, when it is named back and forth, confirmed again or asked for anew, then waits each time', async () => {
  const user = await person();
  const refund = await refundOf(user);
  expect((await give(refund, OWNERS)).waits).toBe(false);

  expectWait(await give(refund, THIEFS));
  app.clock.advance(ADDRESS_WAIT_MS / 2);
  expectWait(await give(refund, OWNERS));
  expectWait(await give(refund, THIEFS));
  await askForAddress(app, { refundId: refund.id, staffId: other });
  expectWait(await give(refund, THIEFS));
});

test('a changed address, when it is named on another network or for a balance, then waits there too', async () => {
  const user = await person();
  const first = await refundOf(user);
  await give(first, OWNERS);
  await send(first);

  const usdt = await refundOf(user, { network: 'tron' });
  expect(usdt.network).toBe('TRON');
  expectWait(await give(usdt, 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'));
  expectWait(await give(await refundOf(user, { isBalance: true }), THIEFS));
});

test('a changed address, when two devices confirm it at once, then one of them waits at least', async () => {
  const user = await person();
  const [one, two] = [await refundOf(user), await refundOf(user)];

  const given = await Promise.all([give(one, OWNERS), give(two, THIEFS)]);

  expect(given.filter((refund) => waitOf(refund) > 0)).toHaveLength(1);
});

test('a wallet, when it is spelled otherwise, then it is no change', async () => {
  const user = await person();
  const first = await refundOf(user);
  await give(first, OWNERS);
  await send(first);

  const second = await refundOf(user);
  const given = await give(second, SAME_OWNERS);

  expect(given).toMatchObject({ waits: false, addressHint: 'EQCD39…qB2N' });
  await send(second);
});

test('a changed address, when its day is over and coins went there, then it is known', async () => {
  const user = await person();
  await send(await give(await refundOf(user), OWNERS));
  const second = await refundOf(user);
  expectWait(await give(second, THIEFS));
  app.clock.advance(ADDRESS_WAIT_MS + MINUTE);
  await send(second);

  expect((await give(await refundOf(user), THIEFS)).waits).toBe(false);
  expect((await give(await refundOf(user), OWNERS)).waits).toBe(false);
});

test('an address, when it was confirmed by a row of before, then it counts as named and not as known', async () => {
  const user = await person();
  const refund = await refundOf(user);
  await give(refund, OWNERS);
  const rows = await app.testDb.owner.query('SELECT * FROM refund_addresses WHERE refund_id = $1', [
    refund.id,
  ]);
  expect(rows.rows).toHaveLength(1);
  expectWait(await give(await refundOf(user), THIEFS));
});

test('a refund, when its address changes often, then one job of it waits', async () => {
  const refund = await refundOf(await person());
  await give(refund, OWNERS);
  for (let i = 0; i < 7; i++) await give(refund, i % 2 === 0 ? THIEFS : OWNERS);

  const { rows } = await app.db.query<{ runAt: Date }>(
    `SELECT run_at AS "runAt" FROM outbox WHERE job = 'refund.execute' AND payload ->> 'refundId' = $1`,
    [refund.id],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.runAt).toEqual((await findRefund(app, refund.id))?.readyAt);
});

test('an address, when its user stops it, then it is taken back, its confirmation too, and the user is told each time', async () => {
  const user = await person();
  const refund = await refundOf(user);
  const where = { userId: user.id, refundId: refund.id };
  await give(refund, OWNERS);
  await give(refund, THIEFS);
  const again = await proposeAddress(app, { ...where, address: THIEFS });

  const stranger = await person();
  expect(await codeOf(stopAddress(app, { ...where, userId: stranger.id }))).toBe('REFUND_UNKNOWN');
  expect(await stopAddress(app, where)).toMatchObject({ isStopped: true });
  expect(await stopAddress(app, where)).toMatchObject({ isStopped: true });

  expect(await codeOf(confirmAddress(app, { ...where, code: again.code }))).toBe('REFUND_STATE');
  app.clock.advance(ADDRESS_WAIT_MS + MINUTE);
  await executeRefund(app, refund.id);
  expect(await findRefund(app, refund.id)).toMatchObject({
    status: 'awaiting_address',
    addressHint: null,
    readyAt: null,
    attempts: 0,
  });
  expect(await newsOf(refund)).toEqual(['address', 'named', 'wait', 'stopped']);
});

test('an address, when it is stopped after coins could have left, then nothing changes; after a failure it is taken back', async () => {
  const user = await person();
  const refund = await refundOf(user);
  const where = { userId: user.id, refundId: refund.id };
  await give(refund, OWNERS);
  await executeRefund(app, refund.id);
  expect(await stopAddress(app, where)).toMatchObject({ isStopped: false, refund: { status: 'executing' } });

  const row = await app.db.one<{ uuid: string }>('SELECT provider_uuid AS uuid FROM invoices WHERE id = $1', [
    refund.invoiceId,
  ]);
  await play(shop, `/invoices/${row?.uuid}/refund`, { outcome: 'fail' });
  await lookUpRefund(app, refund.id);
  expect((await findRefund(app, refund.id))?.status).toBe('failed');
  expect(await stopAddress(app, where)).toMatchObject({ isStopped: true });
  expect(await codeOf(retryRefund(app, { refundId: refund.id, staffId: other }))).toBe('REFUND_STATE');
  await give(refund, OWNERS);
  await send(refund);
});
