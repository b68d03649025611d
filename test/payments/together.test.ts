import { expect, test } from 'vitest';
import { post, verifyLedger } from '../../src/ledger/index.ts';
import type { ProviderInvoice } from '../../src/payments/index.ts';
import { createDb } from '../../src/platform/index.ts';
import { settleAll } from '../../src/payments/settle.ts';
import { buy, openShop, pay, play, stateOf, type Buying } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';

const shop = await openShop();
const { app } = shop;
// Nothing is settled but what the tests settle.
await play(shop, '/webhooks/settings', { paused: true });

async function paidOnes(count: number): Promise<{ buying: Buying; facts: ProviderInvoice }[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const buying = await buy(app);
      await pay(shop, buying);
      const facts = await app.provider.info({ uuid: buying.invoice.providerUuid ?? '' });
      if (!facts) throw new Error('the provider does not know it');
      return { buying, facts };
    }),
  );
}

const asPoll = ({ buying, facts }: Awaited<ReturnType<typeof paidOnes>>[number]) => ({
  invoiceId: buying.invoice.id,
  facts,
  source: 'poll' as const,
});

async function results(batch: Parameters<typeof settleAll>[1], db = app.db): Promise<string[]> {
  const settled = await Promise.allSettled((await settleAll({ ...app, db }, batch)).map(async (one) => one));
  return settled.map((one) =>
    one.status === 'fulfilled' ? one.value.outcome : (one.reason as { code: string }).code,
  );
}

const journalsOf = async (buying: Buying): Promise<bigint | undefined> =>
  (
    await app.db.one<{ n: bigint }>('SELECT count(*) AS n FROM ledger.journals WHERE invoice_id = $1', [
      buying.invoice.id,
    ])
  )?.n;

test('payments, when settled together, then each is booked by a journal of its own', async () => {
  const paid = await paidOnes(5);
  expect(await results(paid.map(asPoll))).toEqual(['booked', 'booked', 'booked', 'booked', 'booked']);
  for (const { buying } of paid) {
    expect(await stateOf(app, buying)).toMatchObject({
      order: 'paid',
      stars: 110n,
      booked: 95n * TON,
      messages: ['order_paid'],
    });
    expect(await journalsOf(buying)).toBe(1n);
  }
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});

test('an answer, when it stands in a batch many times, then it is booked once', async () => {
  const [one, other] = await paidOnes(2);
  if (!one || !other) throw new Error('two were paid');
  const outcomes = await results([asPoll(one), asPoll(one), asPoll(other), asPoll(one)]);
  expect(outcomes.filter((outcome) => outcome === 'booked')).toHaveLength(2);
  expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(2);
  expect(await journalsOf(one.buying)).toBe(1n);
  expect(await stateOf(app, one.buying)).toMatchObject({ stars: 110n, messages: ['order_paid'] });
});

test('a batch, when one invoice of it is unknown, then that one is refused and the others are booked', async () => {
  const paid = await paidOnes(3);
  const batch = paid.map(asPoll);
  batch[1] = { ...asPoll(paid[1] ?? never()), invoiceId: '00000000-0000-7000-8000-000000000000' };
  expect(await results(batch)).toEqual(['booked', 'INVOICE_UNKNOWN', 'booked']);
});

test('a batch, when the ledger refuses one journal, then that one fails alone and nothing of it is written', async () => {
  const paid = await paidOnes(3);
  const { buying } = paid[1] ?? never();
  const taken = {
    key: `invoice:${buying.invoice.id}:${95n * TON}`,
    kind: 'adjustment',
    reason: 'has the key of another',
    actor: 'system',
    lines: [
      {
        debit: { house: 'adjustments', asset: 'TON' },
        credit: { user: buying.user.id, account: 'wallet', asset: 'TON' },
        amount: 1n,
      },
    ],
  } as const;
  await app.db.tx((tx) => post(tx, taken));
  expect(await results(paid.map(asPoll))).toEqual(['booked', 'KEY_REUSED', 'booked']);
  expect(await stateOf(app, buying)).toMatchObject({
    order: 'awaiting_payment',
    stars: 0n,
    booked: 0n,
    messages: [],
  });
});

test('an invoice, when somebody else holds it, then the others of its batch do not wait for it', async () => {
  const paid = await paidOnes(3);
  const busy = paid[1] ?? never();
  const holder = await app.testDb.owner.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT 1 FROM invoices WHERE id = $1 FOR UPDATE', [busy.buying.invoice.id]);
  const settled = await settleAll(app, paid.map(asPoll));
  expect(await settled[0]).toEqual({ outcome: 'booked' });
  expect(await settled[2]).toEqual({ outcome: 'booked' });
  expect(await stateOf(app, busy.buying)).toMatchObject({ order: 'awaiting_payment', stars: 0n });
  await holder.query('ROLLBACK');
  holder.release();
  expect(await settled[1]).toEqual({ outcome: 'booked' });
  expect(await stateOf(app, busy.buying)).toMatchObject({ order: 'paid', stars: 110n });
});

test('an account, when somebody holds it for longer than a statement may take, then only its own payment fails', async () => {
  const paid = await paidOnes(3);
  const busy = paid[1] ?? never();
  const impatient = createDb(
    {
      url: app.testDb.url,
      role: 'starboard_app',
      max: 10,
      statementTimeoutMs: 500,
      applicationName: 'impatient',
    },
    app.log,
  );
  // The buyer's account for stars: user << 7 | kind 1 << 4 | asset 2.
  const account = 'SELECT 1 FROM ledger.balance WHERE id = (($1::bigint << 7) | 18) FOR UPDATE';
  const release = await hold(account, [busy.buying.user.id]);
  const outcomes = await results(paid.map(asPoll), impatient).finally(release);
  await impatient.close();
  expect(outcomes).toEqual(['booked', '57014', 'booked']);
  expect(await stateOf(app, busy.buying)).toMatchObject({
    order: 'awaiting_payment',
    booked: 0n,
    messages: [],
  });
  expect(await results([asPoll(busy)])).toEqual(['booked']);
});

test('a look that brings no news, when somebody holds its invoice, then the others of its batch are noted at once', async () => {
  const open = await Promise.all(Array.from({ length: 3 }, () => buy(app)));
  const looks = await Promise.all(
    open.map(async (buying) => {
      const facts = await app.provider.info({ uuid: buying.invoice.providerUuid ?? '' });
      return asPoll({ buying, facts: facts ?? never() });
    }),
  );
  const release = await hold('SELECT 1 FROM invoices WHERE id = $1 FOR UPDATE', [open[1]?.invoice.id]);
  const settled = await settleAll(app, looks).finally(release);
  expect(await Promise.all(settled.map(async (one) => one))).toEqual(
    looks.map(() => ({ outcome: 'unchanged' })),
  );
});

/** A transaction of somebody else's that keeps a row; gives what ends it. */
async function hold(sql: string, values: unknown[]): Promise<() => Promise<void>> {
  const holder = await app.testDb.owner.pool.connect();
  await holder.query('BEGIN');
  await holder.query(sql, values);
  return async () => {
    await holder.query('ROLLBACK');
    holder.release();
  };
}

function never(): never {
  throw new Error('there are that many');
}
