import { expect, test } from 'vitest';
import { secondApproves } from '../kit/secondPerson.ts';
import { verifyLedger } from '../../src/ledger/index.ts';
import { resolveBreak, runSweep } from '../../src/reconciliation/index.ts';
import { buy, openShop, pay, play, stateOf, type Buying } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { hire } from '../kit/hire.ts';
import { codeOf } from '../kit/refusals.ts';

const HOUR = 3_600_000;
const shop = await openShop({ CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000' });
const { app } = shop;
await play(shop, '/webhooks/settings', { lose: 1_000_000 });
const finance = await hire(app, 'finance');

const sweep = () => {
  const now = app.clock.now().getTime();
  const period = { from: new Date(now - HOUR), to: new Date(now + 60_000) };
  return runSweep(app, { ...period, startedBy: 'system', resumeMs: [] });
};
const clearFaults = () => fetch(`${shop.sandbox.url}/play/heleket/faults`, { method: 'DELETE' });

/** From now on the provider's answers of `target` tell the row of this invoice with these fields instead of its own. */
const odd = ({ invoice }: Buying, fields: object, target = 'payment/list'): Promise<unknown> =>
  play(shop, '/faults', {
    kind: 'oddRow',
    target,
    times: 1000,
    value: nameOf(invoice.id),
    description: JSON.stringify(fields),
  });
const nameOf = (invoiceId: string): string => invoiceId.replaceAll('-', '');

interface Found {
  id: string;
  class: string;
  status: string;
  resolution: string | null;
  invoice_id: string | null;
  detail: Record<string, string | null>;
}
const breaksOf = async (subject: string | null): Promise<Found[]> =>
  (
    await app.db.query<Found>(
      'SELECT id, class, status, resolution, invoice_id, detail FROM breaks WHERE subject = $1 ORDER BY id',
      [subject],
    )
  ).rows;
const lastSweep = () =>
  app.db.one<{ status: string; error: string }>('SELECT status, error FROM sweeps ORDER BY id DESC LIMIT 1');

test.each([
  ['an amount that is none', { amount: 'a lot' }, 'amount'],
  ['no currency', { currency: null }, 'currency'],
  ['no status', { status: null, payment_status: null }, ''],
  ['a name that no database keeps', { order_id: 'a\u0000b' }, 'order_id'],
])(
  'a list, when one row has %s, then it is a break with its text and all other rows are compared',
  async (_what, fields, names) => {
    const [before, bad, after] = [await buy(app), await buy(app), await buy(app)];
    for (const buying of [before, after]) await pay(shop, buying);
    await odd(bad, { ...fields, from: 'UQ-wallet-of-somebody' });
    const result = await sweep();
    expect(result).toMatchObject({ opened: 1, left: 1 });
    for (const buying of [before, after])
      expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n });
    const [found, another] = await breaksOf(bad.invoice.providerUuid);
    expect(another).toBeUndefined();
    expect(found).toMatchObject({ class: 'unreadable', status: 'open', detail: { unread: names } });
    expect(JSON.parse(found?.detail['raw'] ?? '')).toMatchObject({ ...fields, from: '***' });
    expect(JSON.stringify(found)).not.toContain('wallet-of-somebody');

    expect(await sweep()).toMatchObject({ opened: 0, left: 1 });
    await clearFaults();
    expect(await sweep()).toMatchObject({ opened: 0, closed: 1, left: 0 });
    expect(await breaksOf(bad.invoice.providerUuid)).toMatchObject([{ resolution: 'healed' }]);
  },
);

test('a row that cannot be read, when it is of a payment of ours, then the payment is asked for and delivered all the same', async () => {
  const [paid] = [await buy(app), await buy(app)];
  await pay(shop, paid);
  await odd(paid, { amount: -1 });
  await sweep();
  expect(await stateOf(app, paid)).toMatchObject({ order: 'paid', stars: 110n });
  expect(await breaksOf(paid.invoice.providerUuid)).toMatchObject([
    { class: 'unreadable', invoice_id: paid.invoice.id },
  ]);
  await clearFaults();
  expect(await sweep()).toMatchObject({ closed: 1, left: 0 });
});

test('an invoice, when neither its row nor the answer about it can be read, then that is one break, what stood open about it stays, and the rest goes on', async () => {
  const [bad, good] = [await buy(app), await buy(app)];
  await app.testDb.owner.query('UPDATE invoices SET amount = amount + 1 WHERE id = $1', [bad.invoice.id]);
  for (const buying of [bad, good]) await pay(shop, buying);
  expect(await sweep()).toMatchObject({ left: 1 });
  const [known] = await breaksOf(bad.invoice.id);
  await app.testDb.owner.query(`UPDATE breaks SET source = 'sweep' WHERE id = $1`, [known?.id]);
  for (const target of ['payment/list', 'payment/info']) await odd(bad, { amount: [] }, target);
  const other = await buy(app);
  await pay(shop, other);
  expect(await sweep()).toMatchObject({ opened: 1, closed: 0, left: 2 });
  expect(await stateOf(app, other)).toMatchObject({ order: 'paid' });
  expect(await breaksOf(bad.invoice.providerUuid)).toMatchObject([
    { class: 'unreadable', status: 'open', detail: { raw: expect.stringContaining('"amount":[]') } },
  ]);
  expect(await breaksOf(bad.invoice.id)).toMatchObject([{ id: known?.id, status: 'open' }]);

  await clearFaults();
  await odd(bad, { amount: [] }, 'payment/info');
  expect(await sweep()).toMatchObject({ opened: 0, left: 2 });
  await clearFaults();
  await app.testDb.owner.query('UPDATE invoices SET amount = amount - 1 WHERE id = $1', [bad.invoice.id]);
  expect(await sweep()).toMatchObject({ left: 0 });
  expect(await stateOf(app, bad)).toMatchObject({ order: 'paid' });
});

test('a row that cannot be read, when a person decided on it, then the same again is no news; money is credited up to what may have come', async () => {
  for (const resolution of ['ignore', 'credit'] as const) {
    const [bad] = [await buy(app), await buy(app)];
    for (const target of ['payment/list', 'payment/info']) await odd(bad, { currency: '' }, target);
    expect(await sweep()).toMatchObject({ opened: 1, left: 1 });
    const [found] = await breaksOf(bad.invoice.providerUuid);
    const decide = { breakId: found?.id ?? '', staffId: finance, note: 'seen in the dashboard', resolution };
    if (resolution === 'ignore') await resolveBreak(app, decide);
    else {
      const most = 95n * TON;
      expect(await codeOf(resolveBreak(app, { ...decide, amount: most + 1n }))).toBe('AMOUNT_OUT_OF_RANGE');
      await secondApproves(app, await resolveBreak(app, { ...decide, amount: most }));
      expect(await stateOf(app, bad)).toMatchObject({ wallet: most });
    }
    expect(await sweep()).toMatchObject({ opened: 0, left: 0 });
    await clearFaults();
  }
});

test('a list, when it cannot be read at all, then the sweep fails and says so, without a break for every row', async () => {
  await buy(app);
  const count = async () => (await app.db.one<{ n: bigint }>('SELECT count(*) AS n FROM breaks'))?.n;
  const before = await count();
  for (const fault of [
    { kind: 'lyingAmount', value: 'a lot' },
    { kind: 'oddPage', description: '{"items":"none"}' },
    { kind: 'oddPage', description: '{"paginate":null}' },
  ]) {
    await play(shop, '/faults', { target: 'payment/list', times: 1000, ...fault });
    expect(await codeOf(sweep()), fault.kind).toBe('PROVIDER_MISMATCH');
    expect(await lastSweep()).toMatchObject({ status: 'failed' });
    await clearFaults();
  }
  expect(await count()).toBe(before);
});

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
