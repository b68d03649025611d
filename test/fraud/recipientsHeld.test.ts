import { expect, test } from 'vitest';
import {
  claimDelivery,
  refuseDelivery,
  releaseDelivery,
  requestForOrder,
  sendDelivery,
  settleFlagged,
  type Delivery,
} from '../../src/delivery/index.ts';
import { addListEntry, changeRule, decideFlag, listRules, type Decision } from '../../src/fraud/index.ts';
import { openInvoice } from '../../src/payments/index.ts';
import { deleteMyAccount } from '../../src/privacy/index.ts';
import { createPurchase } from '../../src/shop/index.ts';
import { ensureUser, setUserStatus, type User } from '../../src/users/index.ts';
import { createDeliveryStage, WHOLE } from '../delivery/scene.ts';
import { eventually } from '../kit/eventually.ts';
import { newTelegramId } from '../kit/users.ts';
import { pay } from '../kit/shop.ts';
import { hire } from '../kit/hire.ts';
import { codeOf } from '../kit/refusals.ts';
import { secondApproves } from '../kit/secondPerson.ts';
import { statusOf } from '../kit/fraud.ts';

const stage = await createDeliveryStage({ DELIVERY_SUPPLIER: 'istar' });
const { app } = stage;
stage.sandbox.istar.world.settings.completeAfterMs = null;
await stage.jobs().start();
const [finance, admin] = [await hire(app, 'finance'), await hire(app, 'admin')];

const block = (recipient: string) =>
  addListEntry(app, { list: 'block', who: { recipient }, note: 'takes stolen stars', staffId: admin });
const decide = (flagId: string | undefined, decision: Decision) =>
  decideFlag(
    app,
    { flagId: flagId ?? '', decision, staffId: finance, note: 'looked at' },
    settleFlagged(app),
  );

interface Flag {
  id: string;
  rule: string;
  status: string;
  userId: bigint;
}
async function flagsAbout({ id }: Delivery): Promise<Flag[]> {
  const { rows } = await app.db.query<Flag>(
    `SELECT id, rule_id AS rule, status, user_id AS "userId" FROM fraud_flags
     WHERE event_kind = 'delivery' AND event_subject = $1 AND mode = 'live' ORDER BY rule_id`,
    [id],
  );
  return rows;
}
async function toldAbout({ id }: Delivery): Promise<string[]> {
  const { rows } = await app.db.query<{ step: string }>(
    `SELECT data ->> 'step' AS step FROM notifications WHERE subject_id = $1 ORDER BY seq`,
    [id],
  );
  return rows.map(({ step }) => step);
}
/** Stars to a name that the block list has, so that they wait. */
async function held(name: string): Promise<{ user: User; delivery: Delivery; flag: Flag | undefined }> {
  await block(name);
  const user = await stage.owner();
  const delivery = await stage.send(user, name);
  return { user, delivery, flag: (await flagsAbout(delivery))[0] };
}
async function carryOut(delivery: Delivery): Promise<void> {
  const { supplierRef } = await stage.until(delivery, 'submitted');
  await stage.supplier(`/orders/${supplierRef}/status`, { status: 'completed' });
  await stage.until(delivery, 'confirmed');
}

test('stars, when they are to go to a name of the block list, then they wait under review and nothing is ordered', async () => {
  const { user, delivery, flag } = await held('held_1');

  expect(delivery).toMatchObject({ status: 'reserved', reviewReason: 'recipient-block-list' });
  expect(delivery.reviewSince).not.toBeNull();
  expect(flag).toMatchObject({ rule: 'recipient-block-list', status: 'open', userId: user.id });
  expect(await toldAbout(delivery)).toEqual(['review']);
  await sendDelivery(app, delivery.id);
  expect(await codeOf(claimDelivery(app, { deliveryId: delivery.id, staffId: finance }))).toBe(
    'DELIVERY_STATE',
  );
  expect((await stage.now(delivery)).attempt).toBe(0);
  expect(await statusOf(app, user.id)).toBe('active');
  expect(await stage.starsOf(user)).toEqual({ stars: 10n, delivery: 100n });
});

test('a held delivery, when its flag is dismissed, then the stars go on and arrive', async () => {
  const { user, delivery, flag } = await held('held_2');

  await decide(flag?.id, 'dismissed');
  await carryOut(delivery);

  expect(await stage.starsOf(user)).toEqual({ stars: 10n, delivery: 0n });
  expect(await toldAbout(delivery)).toEqual(['review', 'confirmed']);
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a held delivery, when its flag is upheld, then the stars are back and a later decision changes nothing', async () => {
  const { user, delivery, flag } = await held('held_3');

  await decide(flag?.id, 'confirmed');

  expect(await stage.now(delivery)).toMatchObject({ status: 'failed', error: 'REFUSED_BY_STAFF' });
  expect(await stage.starsOf(user)).toEqual({ stars: 110n, delivery: 0n });
  expect(await toldAbout(delivery)).toEqual(['review', 'failed']);
  expect(await codeOf(decide(flag?.id, 'dismissed'))).toBe('ALREADY_SO');
  expect(await stage.invariants()).toEqual(WHOLE);
});

test('a flag that holds a delivery, when it is decided by somebody who does not settle the delivery, then nothing is decided', async () => {
  const { delivery, flag } = await held('held_4');
  const input = { flagId: flag?.id ?? '', decision: 'dismissed', staffId: finance, note: '' } as const;

  expect(await codeOf(decideFlag(app, input))).toBe('INTERNAL');

  expect(await flagsAbout(delivery)).toMatchObject([{ status: 'open' }]);
  expect((await stage.now(delivery)).reviewSince).not.toBeNull();
});

test.each([
  ['released', 'dismissed'],
  ['refused', 'confirmed'],
] as const)(
  'a held delivery, when a person decides about it itself (%s), then its flag is %s with it',
  async (as, status) => {
    const { delivery } = await held(`held_by_${as}`);
    const input = { deliveryId: delivery.id, staffId: finance, remark: 'asked the user' };

    await (as === 'released' ? releaseDelivery : refuseDelivery)(app, input);

    expect(await flagsAbout(delivery)).toMatchObject([{ status }]);
    expect(await stage.now(delivery)).toMatchObject(
      as === 'released' ? { reviewSince: null } : { status: 'failed' },
    );
  },
);

test('a delivery that two rules hold, when one flag is dismissed, then it waits for the other one', async () => {
  await makeLive('new-account', { days: 3, limit: 5000 });
  await block('held_5');
  const user = await stage.owner(6000);
  const delivery = await stage.send(user, 'held_5', 5500);
  const [first, second, ...more] = await flagsAbout(delivery);
  expect([first?.rule, second?.rule, more]).toEqual(['new-account', 'recipient-block-list', []]);

  await decide(first?.id, 'dismissed');
  expect((await stage.now(delivery)).reviewSince).not.toBeNull();
  await decide(second?.id, 'dismissed');
  expect((await stage.now(delivery)).reviewSince).toBeNull();
});

async function makeLive(ruleId: string, parameters: unknown): Promise<void> {
  const rule = (await listRules(app)).find((one) => one.ruleId === ruleId);
  if (!rule) throw new Error('no such rule');
  const change = { ...rule, parameters, mode: 'live', staffId: admin, reason: 'tried' } as const;
  expect((await changeRule(app, { ...change, seenVersion: rule.version })).version).toBe(rule.version + 1);
}

test('five people who sent to one account, when a sixth one does, then only the sixth waits; an allowed account never does', async () => {
  const waits = async (name: string): Promise<boolean> => {
    const user = await stage.owner();
    return (await stage.send(user, name, 50)).reviewSince !== null;
  };
  const allow = { list: 'allow', who: { recipient: 'many_2' }, note: 'our own', staffId: admin } as const;
  await secondApproves(app, (await addListEntry(app, allow)).proposal);
  for (const name of ['many_1', 'many_2']) for (let n = 0; n < 5; n++) expect(await waits(name)).toBe(false);

  expect(await waits('many_1')).toBe(true);
  expect(await waits('many_2')).toBe(false);
});

test('six people, when they send to one account in the same moment, then one of them waits', async () => {
  const users = await Promise.all(Array.from({ length: 6 }, () => stage.owner()));

  const sent = await Promise.all(users.map((user) => stage.send(user, 'at_once', 50)));

  expect(sent.filter(({ reviewReason }) => reviewReason === 'many-senders')).toHaveLength(1);
});

test('a purchase that goes to an account, when it is paid after its buyer was held, then the stars wait for a person', async () => {
  const user = await ensureUser(app, { telegramId: newTelegramId(), firstName: 'Ann', languageCode: 'en' });
  const order = await createPurchase(app, { userId: user.id, stars: 100, requestKey: `held-${user.id}` });
  const invoice = await openInvoice(app, { orderId: order.id });
  const wish = {
    userId: user.id,
    recipient: 'held_6',
    isSelf: false,
    stars: 110,
    requestKey: `w-${user.id}`,
  };
  const chosen = await requestForOrder(app, { ...wish, orderId: order.id });
  expect(await eventsOf(user)).toEqual([]);
  await setUserStatus(app, {
    userId: user.id,
    status: 'under_review',
    reason: 'asked for papers',
    staffId: finance,
  });

  await pay(stage, { user, order, invoice });
  await eventually(async () => (await stage.now(chosen)).status === 'reserved');

  expect(await stage.now(chosen)).toMatchObject({ reviewReason: 'user-under-review', attempt: 0 });
  expect(await flagsAbout(chosen)).toEqual([]);
});

async function eventsOf(user: User): Promise<Record<string, unknown>[]> {
  const { rows } = await app.db.query(
    `SELECT subject, outcome, asset, amount, stars, recipient_hashes AS hashes FROM fraud_events
     WHERE kind = 'delivery' AND user_id = $1`,
    [user.id],
  );
  return rows;
}

test('a delivery, when it is judged, then the log has its hash and not its name, and the hash goes with the person', async () => {
  const { user, delivery, flag } = await held('secret_name_7');
  const [event] = await eventsOf(user);
  expect(event).toMatchObject({ subject: delivery.id, outcome: 'other', asset: 'TON', stars: 100 });
  expect(event?.['amount']).toBe(delivery.soldFor);
  expect(event?.['hashes']).toMatchObject([expect.stringMatching(/^[\w-]+:[\w-]{43}$/)]);
  const { rows } = await app.db.query<{ row: string }>(
    `SELECT to_jsonb(e)::text AS row FROM fraud_events e UNION ALL SELECT to_jsonb(f)::text FROM fraud_flags f
     UNION ALL SELECT payload::text FROM outbox`,
  );
  expect(rows.map(({ row }) => row).join('\n')).not.toContain('secret_name_7');

  await decide(flag?.id, 'confirmed');
  await deleteMyAccount(app, { userId: user.id, giveUp: { wallet: 0n, stars: 110n } });

  expect(await eventsOf(user)).toMatchObject([{ subject: delivery.id, stars: 100, hashes: [] }]);
  expect((await stage.now(delivery)).recipient).toBeNull();
});

test.each([
  ['the stars', 'stars = 1'],
  ['another hash', `recipient_hashes = ARRAY['k1:other']`],
] as const)(
  'an event, when something but forgetting is tried with it (%s), then it is refused',
  async (_what, set) => {
    const { delivery } = await held('held_8');
    await expect(
      app.testDb.owner.query(`UPDATE fraud_events SET ${set} WHERE subject = $1`, [delivery.id]),
    ).rejects.toThrow();
  },
);
