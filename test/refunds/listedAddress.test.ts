import { expect, test } from 'vitest';
import { addListEntry, decideFlag } from '../../src/fraud/index.ts';
import { checkOrder } from '../../src/payments/index.ts';
import {
  approveRefund,
  confirmAddress,
  executeRefund,
  findRefund,
  proposeAddress,
  requestRefund,
  retryRefund,
  stopAddress,
  type Refund,
} from '../../src/refunds/index.ts';
import { buy, openShop, pay, play } from '../kit/shop.ts';
import { codeOf } from '../kit/refusals.ts';
import { hire } from '../kit/hire.ts';

const shop = await openShop();
const { app } = shop;
const [finance, other, admin] = [
  await hire(app, 'finance'),
  await hire(app, 'finance'),
  await hire(app, 'admin'),
];
await play(shop, '/settings', { refunds: 'manual' });

const WALLET = 'UQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqEBI';
const SAME_WALLET = 'EQCD39VS5jcptHL8vMjEXrzGaRcCVYto7HUn4bpAOg8xqB2N';
const OTHER_WALLET = 'EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs';
const THIRD_WALLET = 'EQAHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJphm';

/** An approved refund of a paid order, which waits for its address. */
async function refundOf(): Promise<Refund> {
  const buying = await buy(app);
  await pay(shop, buying, { part: 'exact' });
  app.clock.advance(60_000);
  await checkOrder(app, buying.order.id);
  const refund = await requestRefund(app, {
    staffId: finance,
    of: { orderId: buying.order.id },
    destination: 'address',
    reason: 'customer_request',
    note: 'wanted back on the chain',
    requestKey: `listed-${buying.order.id}`,
  });
  if (refund.status === 'requested') await approveRefund(app, { refundId: refund.id, staffId: other });
  return refund;
}

async function name({ id: refundId, userId }: Refund, address: string): Promise<Refund> {
  const { code } = await proposeAddress(app, { userId, refundId, address });
  return confirmAddress(app, { userId, refundId, code });
}

const block = (payer: string) =>
  addListEntry(app, { list: 'block', who: { payer }, note: 'stolen coins', staffId: admin });

async function factsOf({ id, userId }: Refund) {
  const { rows } = await app.db.query<{ step: string }>(
    `SELECT data ->> 'step' AS step FROM notifications WHERE subject_id = $1 ORDER BY id`,
    [id],
  );
  const flags = await app.db.query<{ id: string; subject: string; kind: string; status: string }>(
    `SELECT id, event_subject AS subject, event_kind AS kind, status FROM fraud_flags WHERE user_id = $1 ORDER BY id`,
    [userId],
  );
  const refund = await findRefund(app, id);
  return {
    status: refund?.status,
    error: refund?.error,
    attempts: refund?.attempts,
    needsPerson: refund?.needsPerson,
    told: rows.at(-1)?.step,
    flags: flags.rows,
  };
}

const STOPPED = {
  status: 'failed',
  error: 'REFUND_ADDRESS_LISTED',
  attempts: 0,
  needsPerson: true,
  told: 'review',
};

test('a refund, when its owner names a wallet of the block list, then nothing is sent and a flag waits for a person', async () => {
  await block(WALLET);
  const refund = await refundOf();

  await name(refund, SAME_WALLET);
  await executeRefund(app, refund.id);

  const facts = await factsOf(refund);
  expect(facts).toMatchObject(STOPPED);
  expect(facts.flags).toMatchObject([{ subject: refund.id, kind: 'address', status: 'open' }]);
  expect(await codeOf(retryRefund(app, { refundId: refund.id, staffId: finance }))).toBe(
    'REFUND_ADDRESS_LISTED',
  );

  // Somebody else may have named it: its owner takes it back, and another wallet is as good as before.
  const { isStopped } = await stopAddress(app, { userId: refund.userId, refundId: refund.id });
  expect(isStopped).toBe(true);
  expect((await name(refund, THIRD_WALLET)).status).toBe('approved');
});

test('a refund, when its wallet gets onto the block list before it is sent, then it waits until a person dismisses the flag and sends it', async () => {
  const refund = await refundOf();
  expect((await name(refund, OTHER_WALLET)).status).toBe('approved');
  await block(OTHER_WALLET);

  await executeRefund(app, refund.id);

  const stopped = await factsOf(refund);
  expect(stopped).toMatchObject(STOPPED);
  expect(stopped.flags).toHaveLength(1);
  const [flag] = stopped.flags;
  await decideFlag(app, {
    flagId: flag?.id ?? '',
    decision: 'dismissed',
    staffId: finance,
    note: 'an exchange',
  });
  await retryRefund(app, { refundId: refund.id, staffId: finance });
  await executeRefund(app, refund.id);
  expect(await factsOf(refund)).toMatchObject({ status: 'executing', attempts: 1, told: 'sent' });
});

test('a refund, when its wallet is listed anew after a dismissal, then it waits again', async () => {
  await block(OTHER_WALLET);
  const refund = await refundOf();
  await name(refund, OTHER_WALLET);
  const [flag] = (await factsOf(refund)).flags;
  await decideFlag(app, {
    flagId: flag?.id ?? '',
    decision: 'dismissed',
    staffId: finance,
    note: 'an exchange',
  });
  await retryRefund(app, { refundId: refund.id, staffId: finance });
  await block(OTHER_WALLET);

  await executeRefund(app, refund.id);

  const facts = await factsOf(refund);
  expect(facts).toMatchObject(STOPPED);
  expect(facts.flags.map(({ status }) => status)).toEqual(['dismissed', 'open']);
});

test('a flag about an address, when it is confirmed, then the refund is not sent', async () => {
  const refund = await refundOf();
  await block(OTHER_WALLET);
  await name(refund, OTHER_WALLET);
  const [flag] = (await factsOf(refund)).flags;
  await decideFlag(app, { flagId: flag?.id ?? '', decision: 'confirmed', staffId: finance, note: 'theirs' });

  expect(await codeOf(retryRefund(app, { refundId: refund.id, staffId: finance }))).toBe(
    'REFUND_ADDRESS_LISTED',
  );
});
