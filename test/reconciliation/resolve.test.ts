import { expect, test } from 'vitest';
import { secondApproves } from '../kit/secondPerson.ts';
import { trialBalance, verifyLedger } from '../../src/ledger/index.ts';
import { checkOrder } from '../../src/payments/index.ts';
import {
  assignBreak,
  remarkBreak,
  resolveBreak,
  runSweep,
  type ResolveInput,
} from '../../src/reconciliation/index.ts';
import { executeRefund, requestRefund } from '../../src/refunds/index.ts';
import { ensureUser } from '../../src/users/index.ts';
import { buy, openShop, pay, play, stateOf, type Buying } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { hire } from '../kit/hire.ts';
import { codeOf } from '../kit/refusals.ts';

const shop = await openShop();
const { app } = shop;
await play(shop, '/webhooks/settings', { lose: 1_000_000 });
const [finance, admin, support, auditor] = [
  await hire(app, 'finance'),
  await hire(app, 'admin'),
  await hire(app, 'support'),
  await hire(app, 'auditor'),
];

const sweep = () => {
  const now = app.clock.now().getTime();
  return runSweep(app, { from: new Date(now - 3_600_000), to: new Date(now + 60_000), startedBy: 'system' });
};

interface Found {
  id: string;
  class: string;
  status: string;
  resolution: string | null;
  journalId: string | null;
  refundId: string | null;
}
const breaksOf = async (subject: string | null): Promise<Found[]> =>
  (
    await app.db.query<Found>(
      `SELECT id, class, status, resolution, journal_id AS "journalId", refund_id AS "refundId" FROM breaks
       WHERE subject = $1 ORDER BY id`,
      [subject],
    )
  ).rows;
const openOf = async (subject: string | null): Promise<Found> => {
  const open = (await breaksOf(subject)).filter(({ status }) => status === 'open');
  expect(open).toHaveLength(1);
  return open[0] as Found;
};
const resolve = async (change: Partial<ResolveInput> & Pick<ResolveInput, 'breakId' | 'resolution'>) =>
  secondApproves(app, await resolveBreak(app, { staffId: finance, note: 'looked at it', ...change }));
const balanceOf = async (kind: string): Promise<bigint> =>
  (await trialBalance(app.db)).find((line) => line.kind === kind && line.asset === 'TON')?.balance ?? 0n;

/** A paid invoice whose price is not ours: only a person can decide about it. */
async function mispriced(): Promise<Buying & { found: Found }> {
  const buying = await buy(app);
  await app.testDb.owner.query('UPDATE invoices SET amount = amount + 1 WHERE id = $1', [buying.invoice.id]);
  await pay(shop, buying);
  await sweep();
  return { ...buying, found: await openOf(buying.invoice.id) };
}

async function delivered(): Promise<Buying> {
  const buying = await buy(app);
  await pay(shop, buying);
  await checkOrder(app, buying.order.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', booked: 95n * TON });
  return buying;
}

/** Delivered, and then the provider sent the money back, which nobody of us had asked for. */
async function sentBack(): Promise<Buying & { found: Found }> {
  const buying = await delivered();
  await play(shop, `/invoices/${buying.invoice.providerUuid}/status`, { status: 'refund_paid' });
  await sweep();
  return { ...buying, found: await openOf(buying.invoice.id) };
}

test('a break, when somebody without the right decides, owns or remarks, then nothing happens', async () => {
  const { found, ...buying } = await mispriced();
  const disabled = await hire(app, 'finance');
  await app.testDb.owner.query('UPDATE staff SET disabled_at = now() WHERE id = $1', [disabled]);
  for (const staffId of [admin, support, auditor, disabled, 999_999n]) {
    const codes = [
      await codeOf(resolve({ breakId: found.id, resolution: 'credit', amount: TON, staffId })),
      await codeOf(assignBreak(app, { breakId: found.id, staffId, ownerId: finance })),
      await codeOf(remarkBreak(app, { breakId: found.id, staffId, remark: 'x' })),
    ];
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  }
  for (const ownerId of [support, disabled, 999_999n])
    expect(await codeOf(assignBreak(app, { breakId: found.id, staffId: finance, ownerId }))).toBe(
      'STAFF_UNKNOWN',
    );
  expect(await codeOf(resolve({ breakId: 'no-id', resolution: 'ignore' }))).toBe('BREAK_UNKNOWN');
  expect(await openOf(buying.invoice.id)).toMatchObject({ id: found.id });
  expect(await stateOf(app, buying)).toMatchObject({ wallet: 0n, booked: 0n });
});

test('a break, when a rule booked the money after it was found, then nobody can credit it once more', async () => {
  const { found, ...buying } = await mispriced();
  await app.testDb.owner.query('UPDATE invoices SET amount = amount - 1 WHERE id = $1', [buying.invoice.id]);
  // Found by a sweep, it would stay open until the next one.
  await app.testDb.owner.query(`UPDATE breaks SET source = 'sweep' WHERE id = $1`, [found.id]);
  app.clock.advance(60_000);
  await checkOrder(app, buying.order.id);
  expect(await stateOf(app, buying)).toMatchObject({ order: 'paid', stars: 110n, wallet: 0n });

  const credit = { breakId: found.id, resolution: 'credit', amount: 95n * TON } as const;
  expect(await codeOf(resolve(credit))).toBe('BREAK_CHANGED');
  expect(await stateOf(app, buying)).toMatchObject({ wallet: 0n, booked: 95n * TON });
  await sweep();
  expect(await breaksOf(buying.invoice.id)).toMatchObject([{ status: 'resolved', resolution: 'healed' }]);
});

test('two breaks of one payment, when both are credited, then the second is refused', async () => {
  const { found, ...buying } = await mispriced();
  const second = await app.testDb.owner.one<{ id: string }>(
    `INSERT INTO breaks (id, class, subject, source, invoice_id, order_id, asset, amount, detail)
     SELECT gen_random_uuid(), 'paid_not_delivered', subject, 'sweep', invoice_id, order_id, asset, amount, detail
     FROM breaks WHERE id = $1 RETURNING id`,
    [found.id],
  );
  const codes = await Promise.all(
    [found.id, second?.id ?? ''].map((breakId) =>
      codeOf(resolve({ breakId, resolution: 'credit', amount: 95n * TON })),
    ),
  );
  expect(codes.toSorted()).toEqual(['BREAK_CHANGED', 'accepted']);
  expect(await stateOf(app, buying)).toMatchObject({ wallet: 95n * TON, booked: 95n * TON });
});

test('a break, when it was credited, then sweeps of the same facts leave it alone, and news open another that names it', async () => {
  const { found, ...buying } = await mispriced();
  await resolve({ breakId: found.id, resolution: 'credit', amount: 95n * TON });
  expect(await stateOf(app, buying)).toMatchObject({
    order: 'underpaid',
    wallet: 95n * TON,
    messages: ['payment_review', 'order_underpaid'],
  });
  for (let n = 0; n < 3; n++) expect((await sweep()).opened).toBe(0);
  expect(await breaksOf(buying.invoice.id)).toHaveLength(1);

  await play(shop, `/invoices/${buying.invoice.providerUuid}/status`, { status: 'refund_process' });
  await sweep();
  const again = await openOf(buying.invoice.id);
  const opened = await app.db.one<{ note: string }>(
    `SELECT note FROM break_events WHERE break_id = $1 AND action = 'opened'`,
    [again.id],
  );
  expect(opened?.note).toContain(`again after ${found.id}`);
  await resolve({ breakId: again.id, resolution: 'ignore' });
  expect((await sweep()).opened).toBe(0);
});

test('a credit, when the order was delivered already, then the order stays and the buyer hears of money beside it', async () => {
  const buying = await delivered();
  const row = await app.testDb.owner.one<{ id: string }>(
    `INSERT INTO breaks (id, class, subject, source, invoice_id, order_id, asset, detail)
     VALUES (gen_random_uuid(), 'duplicate', $1, 'sweep', $2, $3, 'TON', $4) RETURNING id`,
    [
      buying.invoice.id,
      buying.invoice.id,
      buying.order.id,
      { ourBooked: (95n * TON).toString(), theirPayment: '98' },
    ],
  );
  await resolve({ breakId: row?.id ?? '', resolution: 'credit', amount: 3n * TON });
  expect(await stateOf(app, buying)).toMatchObject({
    order: 'paid',
    wallet: 3n * TON,
    stars: 110n,
    messages: ['order_paid', 'order_overpaid'],
  });
});

test('money that came, when written off, then it is in suspense', async () => {
  const { found, ...buying } = await mispriced();
  const [clearing, suspense] = [await balanceOf('provider_clearing'), await balanceOf('suspense')];
  await resolve({ breakId: found.id, resolution: 'write_off', amount: 95n * TON });
  expect(await balanceOf('provider_clearing')).toBe(clearing - 95n * TON);
  expect(await balanceOf('suspense')).toBe(suspense + 95n * TON);
  expect(await stateOf(app, buying)).toMatchObject({ wallet: 0n, booked: 95n * TON });
});

test.each([
  ['ignore', undefined, 'failed'],
  ['write_off', 95n * TON, 'failed'],
  ['refund', undefined, 'refunded'],
] as const)(
  'an order that waited for finance, when the break is resolved by %s, then it ends and the buyer hears so',
  async (resolution, amount, order) => {
    const { found, ...buying } = await mispriced();
    expect(await stateOf(app, buying)).toMatchObject({ order: 'held', messages: ['payment_review'] });
    await resolve({ breakId: found.id, resolution, ...(amount === undefined ? {} : { amount }) });
    expect(await stateOf(app, buying)).toMatchObject({
      order,
      wallet: 0n,
      messages: ['payment_review', 'payment_review'],
    });
  },
);

test('money that is gone, when written off, then suspense bears it and the clearing account says what the provider holds', async () => {
  const { found, ...buying } = await sentBack();
  expect(found.class).toBe('delivered_not_paid');
  const [clearing, suspense] = [await balanceOf('provider_clearing'), await balanceOf('suspense')];
  for (const change of [
    { resolution: 'credit', amount: TON },
    { resolution: 'link', amount: TON, userId: buying.user.id },
    { resolution: 'write_off' },
    { resolution: 'write_off', amount: 95n * TON, side: 'came' },
  ] as const)
    expect(await codeOf(resolve({ breakId: found.id, ...change }))).toBe('INPUT_INVALID');
  const tooMuch = { resolution: 'write_off', amount: 95n * TON + 1n } as const;
  expect(await codeOf(resolve({ breakId: found.id, ...tooMuch }))).toBe('AMOUNT_OUT_OF_RANGE');

  await resolve({ breakId: found.id, resolution: 'write_off', amount: 95n * TON });
  expect(await balanceOf('provider_clearing')).toBe(clearing + 95n * TON);
  expect(await balanceOf('suspense')).toBe(suspense - 95n * TON);
  expect(await stateOf(app, buying)).toMatchObject({ stars: 110n, booked: 0n });
  expect((await sweep()).opened).toBe(0);
});

test('money that went back by other hands, when resolved as refund, then it is booked as paid back', async () => {
  const { found } = await sentBack();
  const [clearing, refunds] = [await balanceOf('provider_clearing'), await balanceOf('refunds')];
  const by = { breakId: found.id, resolution: 'refund', note: 'sent by Ann in the dashboard' } as const;
  expect(await codeOf(resolve({ ...by, amount: 96n * TON }))).toBe('AMOUNT_OUT_OF_RANGE');
  await resolve(by);
  expect(await balanceOf('provider_clearing')).toBe(clearing + 95n * TON);
  expect(await balanceOf('refunds')).toBe(refunds - 95n * TON);
  expect((await sweep()).opened).toBe(0);
});

test('a break, when resolved by a refund of ours, then it names that refund and its journal, and no other', async () => {
  const [{ found, ...buying }, other] = [await sentBack(), await delivered()];
  const ask = ({ order }: Buying) =>
    requestRefund(app, {
      staffId: finance,
      of: { orderId: order.id },
      destination: 'balance',
      amount: 19n * TON,
      reason: 'other',
      note: 'for the break',
      requestKey: `break-${order.id}`,
    });
  const [own, strange] = [await ask(buying), await ask(other)];
  await executeRefund(app, own.id);
  const refund = (refundId: string) => codeOf(resolve({ breakId: found.id, resolution: 'refund', refundId }));
  expect(await refund(strange.id)).toBe('REFUND_UNKNOWN');
  expect(await refund('nonsense')).toBe('REFUND_UNKNOWN');
  expect(await refund(own.id)).toBe('accepted');
  const [resolved] = await breaksOf(buying.invoice.id);
  expect(resolved).toMatchObject({ resolution: 'refund', refundId: own.id });
  expect(resolved?.journalId).not.toBeNull();
});

test('linked money, when it has no order, then its user is told, and nobody can link what has a buyer', async () => {
  const user = await ensureUser(app, { telegramId: 8_997_000_007n, firstName: 'Lin' });
  const buying = await buy(app);
  await app.db.query(`UPDATE invoices SET provider_order_id = provider_order_id || 'lost' WHERE id = $1`, [
    buying.invoice.id,
  ]);
  await sweep();
  const [theirs, ours] = [await openOf(buying.invoice.providerUuid), await openOf(buying.invoice.id)];
  const link = { resolution: 'link', amount: 5n * TON, userId: user.id } as const;
  expect(await codeOf(resolve({ ...link, breakId: ours.id }))).toBe('INPUT_INVALID');
  expect(await codeOf(resolve({ ...link, breakId: theirs.id, userId: 888_888_888n }))).toBe('USER_UNKNOWN');
  await resolve({ ...link, breakId: theirs.id });
  expect(await stateOf(app, { ...buying, user })).toMatchObject({
    wallet: 5n * TON,
    messages: ['refund_step'],
  });
  await app.db.query(
    `UPDATE invoices SET provider_order_id = replace(provider_order_id, 'lost', '') WHERE id = $1`,
    [buying.invoice.id],
  );
});

test('the ledger, after all of this, then balances', async () => {
  expect((await verifyLedger(app.db)).broken).toBeUndefined();
});
