import { expect, test } from 'vitest';
import { addListEntry, evaluate, payerHashes } from '../../src/fraud/index.ts';
import { raise } from '../../src/security/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { newUser } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { flagsOf, happened, judged, newRule, openHistory, type Happening } from '../kit/fraud.ts';
import { hire } from '../kit/hire.ts';

const context = await createTestContext();
await openHistory(context);
const reviewer = await hire(context, 'admin');

let wallets = 0;
const newWallet = (): string => `k1:wallet-${++wallets}`;
const times = (n: number, event: Happening): Promise<unknown> =>
  Promise.all(Array.from({ length: n }, () => happened(context, event)));

test.each([
  ['invoice_rate', { kind: 'invoice' }, { minutes: 60, limit: 3 }],
  ['rate_blocks', { kind: 'block' }, { minutes: 60, limit: 3 }],
  ['forged', { kind: 'forgery' }, { minutes: 60, limit: 3 }],
  ['underpaid', { kind: 'payment', outcome: 'underpaid' }, { days: 2, limit: 3 }],
  ['contradiction', { kind: 'payment', outcome: 'contradiction' }, { days: 2, limit: 3 }],
  ['mismatch', { kind: 'payment', outcome: 'mismatch' }, { days: 2, limit: 3 }],
] as const)(
  '%s, when the limit is reached and then passed, then only the last is a hit',
  async (kind, event, parameters) => {
    const ruleId = await newRule(context, { kind, parameters });
    const user = await newUser(context);
    await times(9, { ...event, userId: user.id, minutesAgo: 4000 });
    await times(2, { ...event, userId: user.id, minutesAgo: 30 });

    expect(await judged(context, ruleId, { ...event, userId: user.id })).toEqual([]);
    expect(await judged(context, ruleId, { ...event, userId: user.id })).toMatchObject([
      { measured: 4n, limit: 3n, mode: 'shadow', effect: 'none', inputs: { parameters } },
    ]);
  },
);

test('underpaid, when a payment was full, then it is neither counted nor judged', async () => {
  const ruleId = await newRule(context, { kind: 'underpaid', parameters: { days: 2, limit: 0 } });
  const user = await newUser(context);

  expect(await judged(context, ruleId, { kind: 'payment', userId: user.id })).toEqual([]);
});

test('forged, when attempts come from one address, then they are one flag within the hour', async () => {
  const ruleId = await newRule(context, { kind: 'forged', parameters: { minutes: 60, limit: 2 } });
  const attempt = { kind: 'forgery', ip: '203.0.113.9' } as const;
  await times(2, { ...attempt, ip: '203.0.113.8' });
  // Together within one hour of the clock, whenever this test runs.
  const hits = [];
  for (let i = 0; i < 4; i++) hits.push((await judged(context, ruleId, attempt)).length);

  expect(hits.slice(0, 2)).toEqual([0, 0]);
  expect(hits.reduce((a, b) => a + b)).toBeGreaterThanOrEqual(1);
  expect(hits.reduce((a, b) => a + b)).toBeLessThanOrEqual(2);
});

test('unpaid_streak, when invoices before the last payment or too young are among them, then these do not count', async () => {
  const parameters = { days: 30, olderThanMinutes: 60, limit: 2 };
  const ruleId = await newRule(context, { kind: 'unpaid_streak', parameters });
  const user = await newUser(context);
  const invoice = { kind: 'invoice', userId: user.id } as const;
  await times(5, { ...invoice, minutesAgo: 600 });
  await happened(context, { kind: 'payment', userId: user.id, minutesAgo: 500 });
  await times(5, { ...invoice, minutesAgo: 10 });
  await times(2, { ...invoice, minutesAgo: 400 });

  expect(await judged(context, ruleId, invoice)).toEqual([]);
  await happened(context, { ...invoice, minutesAgo: 300 });
  expect(await judged(context, ruleId, invoice)).toMatchObject([{ measured: 3n, limit: 2n }]);
});

test('topup_drained, when a purchase takes exactly the allowed share and then one more, then the second is a hit', async () => {
  const parameters = { minutes: 10, percent: 90, minAmount: String(10n * TON) };
  const ruleId = await newRule(context, { kind: 'topup_drained', parameters });
  const user = await newUser(context);
  const topup = { kind: 'payment', orderKind: 'topup', userId: user.id } as const;
  await happened(context, { ...topup, minutesAgo: 20, amount: 500n * TON });
  await happened(context, { ...topup, minutesAgo: 5, amount: 100n * TON });

  expect(await judged(context, ruleId, { kind: 'purchase', userId: user.id, amount: 90n * TON })).toEqual([]);
  expect(await judged(context, ruleId, { kind: 'purchase', userId: user.id, amount: TON })).toMatchObject([
    { measured: 91n, limit: 90n, inputs: { topped: String(100n * TON), spent: String(91n * TON) } },
  ]);
});

test('topup_drained, when the top-up is below the least amount, then nothing is said', async () => {
  const parameters = { minutes: 10, percent: 0, minAmount: String(10n * TON) };
  const ruleId = await newRule(context, { kind: 'topup_drained', parameters });
  const user = await newUser(context);
  await happened(context, {
    kind: 'payment',
    orderKind: 'topup',
    userId: user.id,
    minutesAgo: 5,
    amount: 10n * TON - 1n,
  });

  expect(await judged(context, ruleId, { kind: 'purchase', userId: user.id, amount: TON })).toEqual([]);
});

test('amount_own, when an amount is exactly at the factor and then above, then only above is a hit', async () => {
  const ruleId = await newRule(context, { kind: 'amount_own', parameters: { percent: 1000, minHistory: 3 } });
  const user = await newUser(context);
  const invoice = { kind: 'invoice', userId: user.id } as const;
  await times(2, { kind: 'payment', userId: user.id, minutesAgo: 60, amount: 2n * TON });
  expect(await judged(context, ruleId, { ...invoice, amount: 900n * TON })).toEqual([]);
  await happened(context, { kind: 'purchase', userId: user.id, minutesAgo: 50, amount: 2n * TON });

  expect(await judged(context, ruleId, { ...invoice, amount: 20n * TON })).toEqual([]);
  expect(await judged(context, ruleId, { ...invoice, amount: 21n * TON })).toMatchObject([
    { measured: 1050n, limit: 1000n, inputs: { median: String(2n * TON), payments: '3' } },
  ]);
});

test('amount_shop, when an amount is far above what others pay, then it is a hit for a user without history', async () => {
  const alone = await createTestContext();
  const ruleId = await newRule(alone, { kind: 'amount_shop', parameters: { percent: 500, minHistory: 4 } });
  const [other, user] = [await newUser(alone), await newUser(alone)];
  for (const amount of [1n, 2n, 2n, 3n])
    await happened(alone, { kind: 'payment', userId: other.id, amount: amount * TON });

  expect(await judged(alone, ruleId, { kind: 'invoice', userId: user.id, amount: 10n * TON })).toEqual([]);
  expect(await judged(alone, ruleId, { kind: 'invoice', userId: user.id, amount: 11n * TON })).toMatchObject([
    { measured: 550n, limit: 500n },
  ]);
});

test('shared_payer, when the second and then the third user pay from one wallet, then only the third is a hit', async () => {
  const ruleId = await newRule(context, { kind: 'shared_payer', parameters: { limit: 2 } });
  const payer = newWallet();
  const [first, second, third] = [await newUser(context), await newUser(context), await newUser(context)];
  const pay = async ({ id: userId }: { id: bigint }) =>
    judged(context, ruleId, { kind: 'payment', userId, payer });

  expect([(await pay(first)).length, (await pay(second)).length]).toEqual([0, 0]);
  // The flag names who they are.
  const others = [first.id, second.id].toSorted((a, b) => Number(a - b)).join(', ');
  expect(await pay(third)).toMatchObject([{ measured: 3n, limit: 2n, inputs: { others } }]);
});

test('referral_ring, when others of the family pay from the same wallet, then strangers do not count', async () => {
  const ruleId = await newRule(context, { kind: 'referral_ring', parameters: { limit: 2 } });
  const payer = newWallet();
  const [root, one, two, stranger] = await Promise.all([1, 2, 3, 4].map(() => newUser(context)));
  if (!root || !one || !two || !stranger) throw new Error('no users');
  await context.db.query('UPDATE users SET referred_by = $1 WHERE id = ANY($2)', [root.id, [one.id, two.id]]);
  await happened(context, { kind: 'payment', userId: stranger.id, payer, minutesAgo: 9 });
  await happened(context, { kind: 'payment', userId: root.id, payer, minutesAgo: 8 });

  expect(await judged(context, ruleId, { kind: 'payment', userId: one.id, payer })).toEqual([]);
  expect(await judged(context, ruleId, { kind: 'payment', userId: two.id, payer })).toMatchObject([
    {
      measured: 3n,
      limit: 2n,
      inputs: {
        referrer: String(root.id),
        others: [root.id, one.id].toSorted((a, b) => Number(a - b)).join(', '),
      },
    },
  ]);
});

test('refund_ratio, when refunds reach the share and then pass it, then only the last is a hit', async () => {
  const ruleId = await newRule(context, {
    kind: 'refund_ratio',
    parameters: { days: 30, percent: 50, minPaid: 4 },
  });
  const user = await newUser(context);
  await times(3, { kind: 'payment', userId: user.id, minutesAgo: 60 });
  expect(await judged(context, ruleId, { kind: 'refund', userId: user.id })).toEqual([]);
  await happened(context, { kind: 'purchase', userId: user.id, minutesAgo: 60 });

  expect(await judged(context, ruleId, { kind: 'refund', userId: user.id })).toEqual([]);
  expect(await judged(context, ruleId, { kind: 'refund', userId: user.id })).toMatchObject([
    { measured: 75n, limit: 50n, inputs: { refunds: '3', paid: '4' } },
  ]);
});

test('listed, when the user, the wallet or the network is on the block list, then each is found, and nobody else', async () => {
  const ruleId = await newRule(context, { kind: 'listed', parameters: {} });
  const [listed, free] = [await newUser(context), await newUser(context)];
  const address = `UQ-${listed.id}`;
  const entry = { list: 'block', note: 'known', staffId: reviewer } as const;
  await addListEntry(context, { ...entry, who: { userId: listed.id } });
  await addListEntry(context, { ...entry, who: { payer: address } });
  await addListEntry(context, { ...entry, who: { network: '198.51.100.0/24' } });
  const [payer = ''] = payerHashes(context.config, address);

  expect(await judged(context, ruleId, { kind: 'invoice', userId: listed.id })).toMatchObject([
    { inputs: { by: 'user' } },
  ]);
  expect(await judged(context, ruleId, { kind: 'payment', userId: free.id, payer })).toMatchObject([
    { inputs: { by: 'payer' } },
  ]);
  expect(await judged(context, ruleId, { kind: 'forgery', ip: '198.51.100.77' })).toMatchObject([
    { inputs: { by: 'network' } },
  ]);
  expect(await judged(context, ruleId, { kind: 'invoice', userId: free.id })).toEqual([]);
  expect(await judged(context, ruleId, { kind: 'forgery', ip: '198.51.101.1' })).toEqual([]);
});

test('a wallet, when it pays under another spelling, then the block list and the rules about wallets know it all the same', async () => {
  const [bounceable, other, raw] = [
    'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N',
    'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI',
    '0:83dfd552e63729b472fcbcc8c45ebcc6691702558b68ec7527e1ba403a0f31a8',
  ];
  const blocked = await newRule(context, { kind: 'listed', parameters: {} });
  const shared = await newRule(context, { kind: 'shared_payer', parameters: { limit: 1 } });
  const users = [await newUser(context), await newUser(context), await newUser(context)];
  await addListEntry(context, {
    list: 'block',
    note: 'known',
    staffId: reviewer,
    who: { payer: bounceable },
  });

  for (const [i, address] of [other, raw, bounceable].entries()) {
    const userId = users[i]?.id ?? 0n;
    const eventId = await raise(context.db, {
      kind: 'payment',
      userId,
      subject: 'test',
      orderKind: 'purchase',
      outcome: 'paid',
      asset: 'TON',
      amount: 1n,
      payerHashes: payerHashes(context.config, address),
    });
    await evaluate(context, eventId);
    expect((await flagsOf(context, blocked)).filter((flag) => flag.eventId === eventId)).toMatchObject([
      { inputs: { by: 'payer' } },
    ]);
    const known = (await flagsOf(context, shared)).filter((flag) => flag.eventId === eventId);
    expect(known.map(({ measured }) => measured)).toEqual(i === 0 ? [] : [BigInt(i + 1)]);
  }
});
