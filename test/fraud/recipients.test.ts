import { expect, test } from 'vitest';
import { addListEntry, changeRule, listRules, tryRule } from '../../src/fraud/index.ts';
import { recipientHashes } from '../../src/fraud/payers.ts';
import { hire } from '../kit/hire.ts';
import { codeOf } from '../kit/refusals.ts';
import { newUser } from '../kit/users.ts';
import { secondApproves } from '../kit/secondPerson.ts';
import { createTestContext } from '../kit/testContext.ts';
import { flagsOf, happened, judged, newRule, openHistory, statusOf } from '../kit/fraud.ts';

const context = await createTestContext();
await openHistory(context);
const STAFF = await hire(context, 'admin');

let names = 0;
const newName = (): string => `k1:somebody-${++names}`;
const userId = async (): Promise<bigint> => (await newUser(context)).id;
const sent = (user: bigint, recipient: string, stars = 100, minutesAgo = 0) =>
  ({ kind: 'delivery', userId: user, recipient, stars, minutesAgo }) as const;

test('recipient_senders, when others reach the limit and one more sends, then only the last is a hit that names them', async () => {
  const ruleId = await newRule(context, { kind: 'recipient_senders', parameters: { days: 7, limit: 2 } });
  const [bob, one, two, three] = [newName(), await userId(), await userId(), await userId()];
  await happened(context, sent(await userId(), bob, 100, 8 * 1440));
  await happened(context, sent(one, bob, 100, 60));

  expect(await judged(context, ruleId, sent(one, bob))).toEqual([]);
  expect(await judged(context, ruleId, sent(two, bob))).toEqual([]);
  expect(await judged(context, ruleId, sent(three, newName()))).toEqual([]);
  expect(await judged(context, ruleId, sent(three, bob))).toMatchObject([
    { measured: 3n, limit: 2n, inputs: { others: `${one}, ${two}` } },
  ]);
});

test('recipient_new, when an account is new, then all stars to it count together; a known one and one’s own do not', async () => {
  const parameters = { minutes: 1440, limit: 1000 };
  const ruleId = await newRule(context, { kind: 'recipient_new', parameters });
  const [user, fresh, known] = [await userId(), newName(), newName()];
  await happened(context, sent(user, known, 50, 2000));

  expect(await judged(context, ruleId, sent(user, fresh, 1000))).toEqual([]);
  expect(await judged(context, ruleId, sent(user, fresh, 50))).toMatchObject([
    { measured: 1050n, limit: 1000n },
  ]);
  expect(await judged(context, ruleId, sent(user, fresh, 50))).toMatchObject([{ measured: 1100n }]);
  expect(await judged(context, ruleId, sent(user, known, 5000))).toEqual([]);
  expect(await judged(context, ruleId, { ...sent(user, newName(), 5000), outcome: 'self' })).toEqual([]);
});

test('account_new, when a young account sends more than the limit in all, then it is a hit, and an old one is none', async () => {
  const ruleId = await newRule(context, { kind: 'account_new', parameters: { days: 3, limit: 1000 } });
  const [young, old] = [await userId(), await userId()];
  await context.testDb.owner.query(`UPDATE users SET created_at = now() - interval '4 days' WHERE id = $1`, [
    old,
  ]);
  await happened(context, sent(young, newName(), 900, 10));

  expect(await judged(context, ruleId, sent(young, newName(), 100))).toEqual([]);
  expect(await judged(context, ruleId, sent(young, newName(), 50))).toMatchObject([{ measured: 1050n }]);
  expect(await judged(context, ruleId, sent(old, newName(), 5000))).toEqual([]);
});

test('recipient_stars, when one account gets more than the limit within the time, then who sent it is all the same', async () => {
  const ruleId = await newRule(context, {
    kind: 'recipient_stars',
    parameters: { minutes: 60, limit: 1000 },
  });
  const bob = newName();
  await happened(context, sent(await userId(), bob, 5000, 61));
  await happened(context, sent(await userId(), bob, 600, 30));

  expect(await judged(context, ruleId, sent(await userId(), bob, 400))).toEqual([]);
  expect(await judged(context, ruleId, sent(await userId(), bob, 50))).toMatchObject([{ measured: 1050n }]);
});

test('payer_stars, when users of one wallet send more than the limit together, then it is a hit; without a wallet it is none', async () => {
  const ruleId = await newRule(context, { kind: 'payer_stars', parameters: { minutes: 60, limit: 1000 } });
  const [payer, one, two, alone] = [newName(), await userId(), await userId(), await userId()];
  for (const user of [one, two])
    await happened(context, { kind: 'payment', userId: user, payer, minutesAgo: 90 });
  await happened(context, sent(one, newName(), 5000, 61));
  await happened(context, sent(one, newName(), 600, 30));

  expect(await judged(context, ruleId, sent(two, newName(), 400))).toEqual([]);
  expect(await judged(context, ruleId, sent(two, newName(), 50))).toMatchObject([
    { measured: 1050n, inputs: { others: String(one) } },
  ]);
  expect(await judged(context, ruleId, sent(alone, newName(), 50_000))).toEqual([]);
});

test('the lists, when they name a recipient, then a blocked one is found by its hash and an allowed one is never looked at', async () => {
  const listed = await newRule(context, { kind: 'recipient_listed', parameters: {} });
  const always = await newRule(context, { kind: 'recipient_stars', parameters: { minutes: 60, limit: 0 } });
  const entry = { note: 'known', staffId: STAFF };
  const hash = (name: string): string => recipientHashes(context.config, name)[0] ?? '';
  await addListEntry(context, { ...entry, list: 'block', who: { recipient: ' @Bad_Name' } });
  const allow = { ...entry, list: 'allow', who: { recipient: 'https://t.me/good_name' } } as const;
  const { proposal } = await addListEntry(context, allow);
  const user = await userId();

  expect(await judged(context, listed, sent(user, hash('bad_name')))).toMatchObject([
    { inputs: { by: 'recipient' } },
  ]);
  expect(await judged(context, listed, sent(user, hash('other_name')))).toEqual([]);
  expect(await judged(context, always, sent(user, hash('good_name')))).toHaveLength(1);
  await secondApproves(context, proposal);
  expect(await judged(context, always, sent(user, hash('good_name')))).toEqual([]);
  expect(await judged(context, always, sent(user, hash('bad_name')))).toHaveLength(1);
  const { rows } = await context.db.query('SELECT * FROM fraud_list_entries');
  const { rows: proposals } = await context.db.query('SELECT * FROM proposals');
  const kept = JSON.stringify([rows, proposals], (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  expect(kept).not.toMatch(/bad_name|good_name/i);
});

test('listed, when a user of the block list sends, then the delivery is found by the user and not by who gets the stars', async () => {
  const ruleId = await newRule(context, { kind: 'listed', parameters: {} });
  const entry = { list: 'block', note: 'known', staffId: STAFF } as const;
  const [listed, free, name] = [await userId(), await userId(), 'named_twice'];
  await addListEntry(context, { ...entry, who: { userId: listed } });
  await addListEntry(context, { ...entry, who: { recipient: name } });
  const [hash = ''] = recipientHashes(context.config, name);

  expect(await judged(context, ruleId, sent(listed, newName()))).toMatchObject([{ inputs: { by: 'user' } }]);
  expect(await judged(context, ruleId, sent(free, hash))).toEqual([]);
});

test('an entry, when it names no account of Telegram, then it is refused', async () => {
  const entry = { list: 'block', note: 'known', staffId: STAFF } as const;
  for (const recipient of ['@', 'abc', 'https://t.me/+invite', 'имя_имя'])
    expect(await codeOf(addListEntry(context, { ...entry, who: { recipient } }))).toBe('INPUT_INVALID');
});

test('a live rule that holds, when it finds two deliveries, then each has a flag of its own and their user buys on', async () => {
  const ruleId = await newRule(context, {
    kind: 'recipient_stars',
    parameters: { minutes: 60, limit: 1000 },
    live: 'review',
  });
  const [user, bob] = [await userId(), newName()];
  await judged(context, ruleId, sent(user, bob, 2000));
  await judged(context, ruleId, sent(user, bob, 50));

  expect(await flagsOf(context, ruleId, user)).toMatchObject([
    { hits: 1, status: 'open', effect: 'review' },
    { hits: 1, status: 'open', effect: 'review' },
  ]);
  expect(await statusOf(context, user)).toBe('active');
});

test('a first rule, when its figures do not fit or are looser, then they are refused or wait for another person', async () => {
  const rule = (await listRules(context)).find(({ ruleId }) => ruleId === 'many-senders');
  if (!rule) throw new Error('no such rule');
  const change = (parameters: unknown) =>
    changeRule(context, { ...rule, parameters, seenVersion: rule.version, staffId: STAFF, reason: 'tried' });

  for (const wrong of [{ days: 0, limit: 5 }, { days: 7, limit: 0 }, { minutes: 60, limit: 5 }, {}])
    expect(await codeOf(change(wrong))).toBe('INPUT_INVALID');
  expect((await change({ days: 7, limit: 50 })).proposal?.status).toBe('waiting');
  expect((await change({ days: 8, limit: 4 })).version).toBe(rule.version + 1);
});

test('a rule about recipients, when it is tried on the past, then it finds what it found in earnest', async () => {
  const parameters = { days: 7, limit: 1 };
  const ruleId = await newRule(context, { kind: 'recipient_senders', parameters });
  const bob = newName();
  const first = await happened(context, sent(await userId(), bob, 100, 30));
  const [flag] = await judged(context, ruleId, sent(await userId(), bob));

  const found: string[] = [];
  await tryRule(context, { ruleId, days: 30, onHit: ({ signal }) => void found.push(signal.id) });
  expect(flag).toBeDefined();
  expect(found).toContain(flag?.eventId);
  expect(found).not.toContain(first);
});
