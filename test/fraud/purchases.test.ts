import { expect, test } from 'vitest';
import { secondApproves } from '../kit/secondPerson.ts';
import { changeRule, listRules, payerHashes } from '../../src/fraud/index.ts';
import { userBalances } from '../../src/ledger/index.ts';
import { applyEvent, checkOrder, receiveWebhook, settle, signBody } from '../../src/payments/index.ts';
import { recordSecurityEvent } from '../../src/security/index.ts';
import { buyFromBalance } from '../../src/shop/index.ts';
import { codeOf } from '../kit/refusals.ts';
import { newUserWith, newUser } from '../kit/users.ts';
import { buy, openShop, pay, play, jobsDone, topUp } from '../kit/shop.ts';
import { TON } from '../kit/money.ts';
import { flagsOf, statusOf } from '../kit/fraud.ts';
import { hire } from '../kit/hire.ts';

const shop = await openShop();
const { app } = shop;
const reviewer = await hire(app, 'admin');

interface EventRow {
  kind: string;
  outcome: string | null;
  orderKind: string | null;
  amount: bigint | null;
  hashes: string[];
}
async function eventsOf(userId: bigint): Promise<EventRow[]> {
  const { rows } = await app.db.query<EventRow>(
    `SELECT kind, outcome, order_kind AS "orderKind", amount, payer_hashes AS hashes FROM fraud_events
     WHERE user_id = $1 ORDER BY at, id`,
    [userId],
  );
  return rows;
}

async function setMode(ruleId: string, mode: 'live' | 'shadow'): Promise<void> {
  const rule = (await listRules(app)).find((rule) => rule.ruleId === ruleId);
  if (!rule) throw new Error('no such rule');
  const change = { ...rule, seenVersion: rule.version, mode, staffId: reviewer, reason: 'test' };
  await secondApproves(app, (await changeRule(app, change)).proposal);
}

const spend = (userId: bigint, stars: number, requestKey: string) =>
  buyFromBalance(app, { userId, stars, requestKey });

test('a live rule for a review, when a purchase from balance hits it, then no value leaves, and the user is under review', async () => {
  await setMode('topup-drained', 'live');
  const buying = await topUp(app, 200n * TON);
  const { user } = buying;
  await pay(shop, buying);
  await checkOrder(app, buying.order.id);
  await spend(user.id, 100, `calm:${user.id}`);

  expect(await codeOf(spend(user.id, 90, `drain:${user.id}`))).toBe('USER_UNDER_REVIEW');
  expect(await statusOf(app, user.id)).toBe('under_review');
  expect(await userBalances(app.db, user.id)).toMatchObject({ wallet: 100n * TON, stars: 100n });
  expect(await flagsOf(app, 'topup-drained', user.id)).toMatchObject([
    { measured: 95n, mode: 'live', effect: 'review' },
  ]);
  expect((await eventsOf(user.id)).map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    'invoice null',
    'payment paid',
    'purchase bought',
    'purchase refused',
  ]);
  expect(await codeOf(spend(user.id, 1, `again:${user.id}`))).toBe('USER_UNDER_REVIEW');
  await setMode('topup-drained', 'shadow');
});

test('a rule in shadow, when a purchase from balance hits it, then the purchase goes through and the job writes a flag', async () => {
  const buying = await topUp(app, 100n * TON);
  const { user } = buying;
  await pay(shop, buying);
  await checkOrder(app, buying.order.id);
  await spend(user.id, 100, `shadow:${user.id}`);
  const jobs = shop.jobs();
  await jobs.start();
  await jobsDone(app);

  expect(await statusOf(app, user.id)).toBe('active');
  expect(await flagsOf(app, 'topup-drained', user.id)).toMatchObject([
    { measured: 100n, mode: 'shadow', effect: 'none' },
  ]);
});

test('a user under review, when money for an open invoice arrives, then it is credited', async () => {
  const buying = await topUp(app, 50n * TON);
  await app.db.query(
    `UPDATE users SET status = 'under_review', status_reason = 'fraud: test' WHERE id = $1`,
    [buying.user.id],
  );
  await pay(shop, buying);
  await checkOrder(app, buying.order.id);

  expect(await userBalances(app.db, buying.user.id)).toMatchObject({ wallet: 50n * TON });
});

test('a payment, when the provider tells its wallet, then only keyed hashes of it are kept with the event', async () => {
  const buying = await buy(app);
  await pay(shop, buying);
  await checkOrder(app, buying.order.id);
  const facts = await app.provider.info({ uuid: buying.invoice.providerUuid ?? '' });
  const [, payment] = await eventsOf(buying.user.id);

  expect(facts?.payer).toBeTruthy();
  expect(payment).toMatchObject({
    kind: 'payment',
    outcome: 'paid',
    orderKind: 'purchase',
    amount: 95n * TON,
  });
  expect(payment?.hashes).toEqual(payerHashes(app.config, facts?.payer));
  const kept = await app.db.one<{ facts: unknown }>('SELECT facts FROM invoices WHERE order_id = $1', [
    buying.order.id,
  ]);
  expect(JSON.stringify(kept?.facts)).not.toContain(facts?.payer);
});

test('an underpaid invoice, when its time is over, then the event says so', async () => {
  const buying = await buy(app);
  await pay(shop, buying, { part: 'less' });
  await play(shop, `/invoices/${buying.invoice.providerUuid}/expire`);
  await checkOrder(app, buying.order.id);

  expect((await eventsOf(buying.user.id)).map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    'invoice null',
    'payment underpaid',
  ]);
});

test('a provider that takes back what it confirmed, when it is asked twice, then that is one contradiction', async () => {
  const buying = await buy(app);
  await pay(shop, buying);
  await checkOrder(app, buying.order.id);
  const facts = await app.provider.info({ uuid: buying.invoice.providerUuid ?? '' });
  if (!facts) throw new Error('no invoice at the provider');
  for (let n = 0; n < 2; n++)
    await settle(app, { invoiceId: buying.invoice.id, facts: { ...facts, status: 'fail' }, source: 'poll' });

  expect((await eventsOf(buying.user.id)).map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
    'invoice null',
    'payment paid',
    'payment contradiction',
  ]);
});

test('a rightly signed webhook, when it claims more than the provider confirms, then the rules hear of it once, and not of a late one', async () => {
  const buying = await buy(app);
  const { providerUuid: uuid, id } = buying.invoice;
  const send = async (status: string): Promise<string> => {
    const text = JSON.stringify({ type: 'payment', uuid, order_id: id.replaceAll('-', ''), status });
    const sign = signBody(text, app.config.API_KEY.reveal());
    const rawBody = Buffer.from(`${text.slice(0, -1)},"sign":"${sign}"}`);
    const { eventId } = await receiveWebhook(app, { rawBody, ip: '127.0.0.1' });
    return eventId ?? '';
  };
  const claim = await send('paid_over');
  for (let n = 0; n < 3; n++) await applyEvent(app, claim);
  const outcomes = async () =>
    (await eventsOf(buying.user.id)).map(({ kind, outcome }) => `${kind} ${outcome}`);
  expect(await outcomes()).toEqual(['invoice null', 'payment mismatch']);
  const told = await app.db.query(
    `SELECT details ->> 'claimed' AS claimed, details ->> 'confirmed' AS confirmed FROM security_events
     WHERE kind = 'status_mismatch' AND user_id = $1`,
    [buying.user.id],
  );
  expect(told.rows).toEqual([{ claimed: 'paid_over', confirmed: 'check' }]);

  await pay(shop, buying);
  await applyEvent(app, await send('confirm_check'));
  expect(await outcomes()).toEqual(['invoice null', 'payment mismatch', 'payment paid']);
});

test('forged webhooks, when they come from one address, then they are noted by the rule that came with the product', async () => {
  const forge = () =>
    receiveWebhook(app, { rawBody: Buffer.from('{"type":"payment","sign":"00"}'), ip: '203.0.113.50' }).catch(
      () => {},
    );
  for (let n = 0; n < 5; n++) await forge();
  const jobs = shop.jobs();
  await jobs.start();
  await jobsDone(app);

  const flags = await flagsOf(app, 'forged-requests');
  expect(flags.length).toBeGreaterThan(0);
  expect(flags[0]).toMatchObject({ mode: 'live', effect: 'note', limit: 3n });
});

test('a rate-limit block, when it is recorded, then an event of the user stands with it', async () => {
  const user = await newUser(app);
  await app.db.tx((tx) => recordSecurityEvent(tx, { kind: 'rate_limit_block', userId: user.id }));

  expect(await eventsOf(user.id)).toMatchObject([{ kind: 'block' }]);
});

test('a purchase, when its rules do not answer in time, then it is not kept waiting', async () => {
  await setMode('topup-drained', 'live');
  const user = await newUserWith(app, 10n * TON);
  const blocker = await app.testDb.owner.pool.connect();
  await blocker.query('BEGIN');
  await blocker.query('LOCK TABLE fraud_list_entries IN ACCESS EXCLUSIVE MODE');
  try {
    const { order } = await spend(user.id, 5, `slow:${user.id}`);
    expect(order.status).toBe('paid');
  } finally {
    await blocker.query('ROLLBACK');
    blocker.release();
    await setMode('topup-drained', 'shadow');
  }
});
