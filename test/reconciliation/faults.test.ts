import { expect, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/index.ts';
import { AppError } from '../../src/lib/index.ts';
import {
  checkOrder,
  createSettler,
  type ListQuery,
  type PaymentsContext,
  type ProviderInvoice,
} from '../../src/payments/index.ts';
import { runSweep, type SweepInput } from '../../src/reconciliation/index.ts';
import { listedRows } from '../../src/reconciliation/providerRows.ts';
import { buy, openShop, pay, play, stateOf } from '../kit/shop.ts';
import { codeOf } from '../kit/refusals.ts';

const HOUR = 3_600_000;
const shop = await openShop({ CIRCUIT_BREAKER_FAILURE_THRESHOLD: '1000' }, { timeoutMs: 1000 });
const { app } = shop;
await play(shop, '/webhooks/settings', { lose: 1_000_000 });

type List = PaymentsContext['provider']['list'];
const withList = (list: List): PaymentsContext => ({ ...app, provider: { ...app.provider, list } });
const sweep = (context: PaymentsContext = app, change: Partial<SweepInput> = {}) => {
  const now = app.clock.now().getTime();
  const period = { from: new Date(now - HOUR), to: new Date(now + 60_000) };
  return runSweep(context, { ...period, startedBy: 'system', resumeMs: [1, 1, 1], ...change });
};
const clearFaults = () => fetch(`${shop.sandbox.url}/play/heleket/faults`, { method: 'DELETE' });
const lastSweep = () =>
  app.db.one<{ id: string; status: string; error: string | null }>(
    'SELECT id, status, error FROM sweeps ORDER BY started_at DESC, id DESC LIMIT 1',
  );

test('a sweep, when list and info disagree, then what info says counts', async () => {
  const [said, silent] = [await buy(app), await buy(app)];
  await play(shop, '/faults', { kind: 'lyingStatus', target: 'payment/list', value: 'paid', times: 1 });
  expect(await sweep()).toMatchObject({ opened: 0, left: 0 });
  expect(await stateOf(app, said)).toMatchObject({ order: 'awaiting_payment', stars: 0n });

  await pay(shop, silent);
  await play(shop, '/faults', { kind: 'lyingAmount', target: 'payment/list', value: '0.01', times: 1 });
  expect(await sweep()).toMatchObject({ opened: 0, left: 0 });
  expect(await stateOf(app, silent)).toMatchObject({ order: 'paid', stars: 110n });
});

test('an invoice that we do not know, when one list leaves it out, then its break stays open until it is gone', async () => {
  const buying = await buy(app);
  const name = buying.invoice.id.replaceAll('-', '');
  await app.db.query(`UPDATE invoices SET provider_order_id = 'other-' || provider_order_id WHERE id = $1`, [
    buying.invoice.id,
  ]);
  expect(await sweep()).toMatchObject({ opened: 2, left: 2 });
  await play(shop, '/faults', { kind: 'missingRow', target: 'payment/list', value: name, times: 50 });
  expect(await sweep()).toMatchObject({ closed: 0, left: 2 });
  await clearFaults();
  await app.db.query('UPDATE invoices SET provider_order_id = $2 WHERE id = $1', [buying.invoice.id, name]);
  expect(await sweep()).toMatchObject({ closed: 2, left: 0 });
});

test('a sweep, when pages repeat rows and the list is long, then every invoice agrees', async () => {
  for (let n = 0; n < 40; n++) await buy(app);
  await play(shop, '/faults', { kind: 'duplicateRows', target: 'payment/list', times: 20 });
  const result = await sweep();
  await clearFaults();
  expect(result).toMatchObject({ opened: 0, healed: 0, left: 0 });
  expect(result.providerRows).toBeGreaterThan(result.ourRows);
});

test.each([
  ['once', 1],
  ['for as long as it is waited for', 1000],
])(
  'a sweep, when the provider stops to answer on the way %s, then goes on from there or says so',
  async (_how, times) => {
    let [calls, left] = [0, times];
    const list: List = async (query) => {
      if (++calls > 2 && left-- > 0) throw new AppError('PROVIDER_UNAVAILABLE', { reason: 'test' });
      return app.provider.list(query);
    };
    const paid = await buy(app);
    for (let n = 0; n < 30; n++) await buy(app);
    await pay(shop, paid);

    const work = sweep(withList(list));
    if (times === 1) {
      expect(await work).toMatchObject({ opened: 0, left: 0 });
      expect(await stateOf(app, paid)).toMatchObject({ order: 'paid', stars: 110n });
    } else {
      expect(await codeOf(work)).toBe('PROVIDER_UNAVAILABLE');
      expect(await lastSweep()).toMatchObject({ status: 'failed' });
      expect(await sweep()).toMatchObject({ opened: 0, left: 0 });
      expect(await stateOf(app, paid)).toMatchObject({ order: 'paid', stars: 110n });
    }
  },
);

test.each([1, 2, 5])(
  'a sweep, when the cursor leads round after %i pages, then it ends with an error',
  async (round) => {
    let calls = 0;
    const list: List = async () => ({ items: [], nextCursor: `page${++calls % round}` });
    expect(await codeOf(sweep(withList(list)))).toBe('PROVIDER_MISMATCH');
    expect(calls).toBeLessThan(50);
  },
);

test('rows of the list, when one has no time, then it gets that of its neighbour and is found again', async () => {
  const buying = await buy(app);
  await app.db.query(`UPDATE invoices SET provider_order_id = 'x-' || provider_order_id WHERE id = $1`, [
    buying.invoice.id,
  ]);
  const list: List = async (query) => {
    const page = await app.provider.list(query);
    return { ...page, items: page.items.map((item) => ({ ...item, createdAt: undefined })) };
  };
  const pages = listedRows(withList(list), () => Promise.resolve())(new Date(0), new Date(5000));
  const first = (await pages.next()).value as ProviderInvoice[];
  expect(first.every(({ createdAt }) => createdAt?.getTime() === 5000)).toBe(true);

  const timeless: List = async (query) => {
    const page = await app.provider.list(query);
    // The first of each page keeps its time.
    return {
      ...page,
      items: page.items.map((item, at) => (at === 0 ? item : { ...item, createdAt: undefined })),
    };
  };
  expect(await sweep(withList(timeless))).toMatchObject({ opened: 2, left: 2 });
  await app.db.query(`UPDATE invoices SET provider_order_id = substr(provider_order_id, 3) WHERE id = $1`, [
    buying.invoice.id,
  ]);
  expect(await sweep(withList(timeless))).toMatchObject({ closed: 2, left: 0 });
});

test("the list, when it is asked for, then dates are the provider's own (UTC+3)", async () => {
  await app.provider.list({ from: new Date('2026-03-01T21:00:00Z'), to: new Date('2026-03-01T22:30:15Z') });
  const response = await fetch(`${shop.sandbox.url}/play/heleket/calls?target=payment/list`);
  const calls = (await response.json()) as { params: Record<string, unknown> }[];
  expect(calls.at(-1)?.params).toEqual({ date_from: '2026-03-02 00:00:00', date_to: '2026-03-02 01:30:15' });
});

test('a sweep, when an invoice stands at an edge of its period, then it belongs to exactly one of two neighbours', async () => {
  const buying = await buy(app);
  await app.testDb.owner.query('UPDATE invoices SET amount = amount + 1 WHERE id = $1', [buying.invoice.id]);
  const row = await app.db.one<{ at: Date }>(
    `UPDATE invoices SET created_at = date_trunc('milliseconds', created_at) WHERE id = $1 RETURNING created_at AS at`,
    [buying.invoice.id],
  );
  const edge = row?.at ?? new Date();
  const [before, after] = [new Date(edge.getTime() - HOUR), new Date(edge.getTime() + HOUR)];
  expect(await sweep(app, { from: before, to: edge })).toMatchObject({ opened: 0, left: 0 });
  expect(await sweep(app, { from: edge, to: after })).toMatchObject({ opened: 1, left: 1 });
  await app.testDb.owner.query('UPDATE invoices SET amount = amount - 1 WHERE id = $1', [buying.invoice.id]);
  // What the settlement left open closes as well, when both sides agree and a rule can decide.
  expect(await sweep(app, { from: edge, to: after })).toMatchObject({ opened: 0, closed: 1, left: 0 });
  await pay(shop, buying);
  expect(await sweep(app, { from: edge, to: after })).toMatchObject({ opened: 0, left: 0 });
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n });
});

test('a sweep, when the clock of the process that made an invoice was a year wrong, then the payment is found all the same', async () => {
  app.clock.advance(365 * 24 * HOUR);
  const future = await buy(app);
  app.clock.advance(-2 * 365 * 24 * HOUR);
  const past = await buy(app);
  app.clock.advance(365 * 24 * HOUR);
  // The provider's own clock was right.
  const list: List = async (query: ListQuery) => {
    const page = await app.provider.list({ ...query, from: new Date(0), to: new Date('2100-01-01') });
    const now = app.clock.now();
    const isOdd = ({ uuid }: ProviderInvoice): boolean =>
      uuid === future.invoice.providerUuid || uuid === past.invoice.providerUuid;
    return { ...page, items: page.items.map((item) => (isOdd(item) ? { ...item, createdAt: now } : item)) };
  };
  for (const buying of [future, past]) await pay(shop, buying);
  await sweep(withList(list));
  for (const buying of [future, past])
    expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n });
});

test('a sweep, when a clock that jumped ahead made the poller give up an open invoice, then finds its payment', async () => {
  const buying = await buy(app);
  // Ours alone: by the provider's clock the invoice stays open.
  const ahead = { ...app, clock: { now: () => new Date(app.clock.now().getTime() + 40 * 24 * HOUR) } };
  await checkOrder({ ...ahead, settler: createSettler(ahead) }, buying.order.id);
  await pay(shop, buying);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'awaiting_payment' });
  expect(await sweep()).toMatchObject({ healed: 1 });
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n });
});

test('a sweep, when an earlier one was killed, then ends its record; two at once find the same breaks once', async () => {
  await app.db.query(
    `INSERT INTO sweeps (id, from_at, to_at, started_by, seen_at) VALUES (gen_random_uuid(), now() - interval '1 hour', now(), 'killed',
       now() - interval '11 minutes'), (gen_random_uuid(), now() - interval '1 hour', now(), 'alive', now())`,
  );
  const buying = await buy(app);
  await app.testDb.owner.query('UPDATE invoices SET amount = amount + 1 WHERE id = $1', [buying.invoice.id]);
  await Promise.all([sweep(), sweep(), sweep()]);
  const found = await app.db.one<{ n: bigint }>('SELECT count(*) AS n FROM breaks WHERE invoice_id = $1', [
    buying.invoice.id,
  ]);
  expect(found?.n).toBe(1n);
  const { rows } = await app.db.query(
    `SELECT started_by, status, error FROM sweeps WHERE started_by IN ('killed', 'alive') ORDER BY 1`,
  );
  expect(rows).toEqual([
    { started_by: 'alive', status: 'running', error: null },
    { started_by: 'killed', status: 'failed', error: 'interrupted' },
  ]);
});

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
