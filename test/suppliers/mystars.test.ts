import { describe, expect, test } from 'vitest';
import { eventually } from '../kit/eventually.ts';
import { createStage, newIntent, newName, order } from './mystarsStage.ts';

const stage = await createStage();
const { supplier, play, sandbox } = stage;
const TON = 1_000_000_000n;

const stateOf = async (ref: string) => {
  const found = await supplier.lookUp(ref);
  return found.is === 'found' ? found.view.state : found.is;
};

describe('a check of a recipient', () => {
  test('a person of Telegram, when checked in another case, then is found with their name', async () => {
    expect(await supplier.checkRecipient('ANNA', 50)).toMatchObject({ is: 'ok', name: 'Анна Иванова' });
  });

  test.each([
    ['nobody', 'notFound', /no telegram users/i],
    ['channel', 'notUser', /assigned to a user/],
    ['closed', 'cannotReceiveNow', /can't gift/],
    ['unsure', 'unknown', undefined],
  ] as const)('a name, when it belongs to %s, then the answer is %s', async (start, is, text) => {
    const found = await supplier.checkRecipient(newName(start), 50);
    expect(found.is).toBe(is);
    if (text) expect(found).toMatchObject({ text: expect.stringMatching(text) });
    expect(found.checkedAt).toBeInstanceOf(Date);
  });

  test('an account without a shown name, when checked, then is found and no name is made up', async () => {
    const found = await supplier.checkRecipient(newName(), 50);
    expect(found).toEqual({ is: 'ok', checkedAt: found.checkedAt });
  });

  test.each([
    ['eligible and not resolved', { resolved: false }, 'unknown'],
    ['not eligible for a reason of tomorrow', { eligible: false, reason: 'new' }, 'cannotReceiveNow'],
    ['not eligible and not resolved', { eligible: false, resolved: false }, 'notFound'],
    ['eligible and in doubt', { indeterminate: true }, 'unknown'],
    ['without the field of doubt', { indeterminate: null }, 'ok'],
    ['without the main word', { eligible: null }, 'unknown'],
  ])('an answer, when it is %s, then it is read with care', async (_what, fields, is) => {
    await play('/faults', { kind: 'odd', target: 'recipients/check', value: JSON.stringify(fields) });
    expect((await supplier.checkRecipient(newName(), 50)).is).toBe(is);
  });

  test.each([
    ['says another name', { kind: 'wrongName', value: 'Somebody' }, { is: 'ok', name: 'Somebody' }],
    ['cannot decide', { kind: 'indeterminate' }, { is: 'unknown' }],
  ])('a person of Telegram, when the supplier %s, then so do we', async (_what, fault, found) => {
    await play('/faults', { target: 'recipients/check', ...fault });
    expect(await supplier.checkRecipient('anna', 50)).toMatchObject(found);
  });

  test('a name that the supplier does not take, when checked, then the check says nothing', async () => {
    expect(await supplier.checkRecipient('not a name', 50)).toMatchObject({
      is: 'unknown',
      text: expect.stringContaining('bad_request'),
    });
  });
});

describe('quotes', () => {
  test('numbers of stars, when asked twice and in any order, then each has one exact price in the asked order', async () => {
    const quoted = await supplier.quote([1000, 50, 1000, 77]);
    if (quoted.is !== 'quotes') throw new Error(quoted.text);
    expect(quoted.quotes.map(({ stars, cost }) => [stars, cost])).toEqual([
      [1000, { amount: 4_687_500_000n, asset: 'TON' }],
      [50, { amount: 234_375_000n, asset: 'TON' }],
      [77, { amount: 360_937_500n, asset: 'TON' }],
    ]);
    expect(quoted.quotes.every(({ isLocked, goodUntil }) => !isLocked && goodUntil > new Date())).toBe(true);
  });

  test('more numbers than one call takes, when asked, then all are answered', async () => {
    const many = Array.from({ length: 250 }, (_, index) => 50 + index);
    const quoted = await supplier.quote(many);
    expect(quoted.is === 'quotes' && quoted.quotes.map(({ stars }) => stars)).toEqual(many);
  });

  test('nothing, when asked, then nobody is called', async () => {
    expect(await supplier.quote([])).toEqual({ is: 'quotes', quotes: [] });
  });

  test.each([
    ['a number that the supplier does not sell', [49], undefined],
    ['a price as a number', [50], { quotes: [{ quantity: 50, amount: 0.234375 }] }],
    [
      'a price with more decimals than the coin',
      [50],
      { quotes: [{ quantity: 50, amount: '0.2343750001' }] },
    ],
    ['a price of nothing', [50], { quotes: [{ quantity: 50, amount: '0' }] }],
    ['another number of stars', [50], { quotes: [{ quantity: 51, amount: '1' }] }],
    ['another currency', [50], { currency: 'usdt_ton' }],
  ])('quotes, when there is %s, then there is no price', async (_what, stars, fields) => {
    if (fields)
      await play('/faults', { kind: 'odd', target: 'pricing/batch', value: JSON.stringify(fields) });
    expect(await supplier.quote(stars)).toMatchObject({ is: 'later', why: 'down' });
  });

  test('the float, when asked, then the supplier holds nothing', async () => {
    expect(await supplier.float()).toMatchObject({ is: 'float', costs: [] });
  });
});

describe('a create', () => {
  test('an order, when it is new, then it is accepted with what is to be paid', async () => {
    const intent = newIntent({ stars: 200 });
    const outcome = await supplier.create({ key: intent.key, body: supplier.bodyOf(intent) });
    if (outcome.is !== 'accepted') throw new Error(outcome.is);
    const { view, payment } = outcome;
    expect(outcome).toMatchObject({ isNew: true, view: { state: 'pending', stars: 200 } });
    expect(payment).toMatchObject({ memo: view.ref, cost: { amount: 937_500_000n, asset: 'TON' } });
    expect(payment?.memo).toHaveLength(36);
    expect(Number(payment?.until) - Date.now()).toBeGreaterThan(7_000_000);
  });

  test('the same key and bytes, when sent again, then the same order comes back with its payment', async () => {
    const { intent, body, ref, payment } = await order(supplier);
    const again = await supplier.create({ key: intent.key, body });
    expect(again).toMatchObject({ is: 'accepted', isNew: false, view: { ref }, payment });
  });

  test('the same key, when sent after the payment, then the order is accepted and nothing is to be paid', async () => {
    const { intent, body, ref } = await order(supplier);
    await play('/pay', { order: ref });
    const again = await supplier.create({ key: intent.key, body });
    expect(again).toMatchObject({ is: 'accepted', isNew: false, view: { ref, state: expect.any(String) } });
    expect(again).not.toHaveProperty('payment');
  });

  test('the same key, when sent with another body, then it is refused as our mistake, with the words of the supplier', async () => {
    const { intent } = await order(supplier);
    const body = supplier.bodyOf({ ...intent, stars: 101 });
    expect(await supplier.create({ key: intent.key, body })).toEqual({
      is: 'refused',
      why: 'order',
      text: expect.stringMatching(/idempotency/),
    });
  });

  test.each([
    ['a number of stars that is not sold', { stars: 49 }],
    ['a callback in a private network', { callbackUrl: 'https://10.0.0.1/x' }],
    ['a callback without TLS', { callbackUrl: 'http://shop.example/x' }],
    ['a name that is none', { recipient: 'a b' }],
  ])('an order, when it has %s, then it is refused as our mistake', async (_what, change) => {
    const intent = newIntent(change);
    const body = supplier.bodyOf(intent);
    expect(await supplier.create({ key: intent.key, body })).toMatchObject({ is: 'refused', why: 'order' });
  });

  test('a body, when it is larger than the supplier takes, then it is refused as our mistake', async () => {
    const outcome = await supplier.create({ key: newIntent().key, body: `"${'x'.repeat(300_000)}"` });
    expect(outcome).toMatchObject({ is: 'refused', why: 'order' });
  });

  test.each([
    ['nobody', /no telegram users/i],
    ['channel', /assigned to a user/],
    ['closed', /can't gift/],
  ])('an order, when it is for %s, then it is refused for its recipient', async (start, text) => {
    const intent = newIntent({ recipient: newName(start) });
    expect(await supplier.create({ key: intent.key, body: supplier.bodyOf(intent) })).toEqual({
      is: 'refused',
      why: 'recipient',
      text: expect.stringMatching(text),
    });
  });

  test('an order, when the supplier cannot check the name, then later, and the same key works', async () => {
    const intent = newIntent({ recipient: newName('unsure') });
    const call = { key: intent.key, body: supplier.bodyOf(intent) };
    expect(await supplier.create(call)).toMatchObject({ is: 'later', why: 'down' });
    await play('/recipients', { username: intent.recipient, is: 'ok' });
    expect(await supplier.create(call)).toMatchObject({ is: 'accepted', isNew: true });
  });
});

describe('an order', () => {
  test('a paid order, when its time goes on, then stars arrive and the proof is there', async () => {
    const { ref, intent } = await order(supplier, { recipient: 'bob_smith', stars: 500 });
    expect(await play('/pay', { order: ref })).toEqual({ verdict: 'paid' });
    await eventually(async () => (await stateOf(ref)) === 'delivered');
    const found = await supplier.lookUp(ref);
    expect(found).toMatchObject({
      is: 'found',
      view: {
        ref,
        status: 'delivered',
        recipient: intent.recipient,
        stars: 500,
        cost: { amount: 2_343_750_000n, asset: 'TON' },
        deliveryProof: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(found.is === 'found' && JSON.parse(found.view.raw)).toMatchObject({ order_id: ref });
    const people = await fetch(`${sandbox.url}/play/telegram/users`);
    expect(await people.json()).toContainEqual(expect.objectContaining({ stars: 500 }));
  });

  test('an order, when it cannot be delivered after the payment, then it failed and the money came back', async () => {
    const { ref } = await order(supplier, { recipient: newName('undeliverable') });
    await play('/pay', { order: ref });
    await eventually(async () => (await stateOf(ref)) === 'failed');
    expect(await supplier.lookUp(ref)).toMatchObject({
      view: { status: 'reversed', reason: 'undeliverable', returnProof: expect.any(String) },
    });
  });

  test('an order, when the supplier looks at it, then it is held', async () => {
    const { ref } = await order(supplier, { recipient: newName('held') });
    await play('/pay', { order: ref });
    await eventually(async () => (await stateOf(ref)) === 'held');
  });

  test('an order, when nobody knows it, then it is absent', async () => {
    expect(await supplier.lookUp('7c9e6679-7425-40de-944b-e07fc1f90ae7')).toEqual({ is: 'absent' });
    expect(await supplier.lookUp('../pricing')).toEqual({ is: 'absent' });
  });

  test('an order, when our address of the supplier is wrong, then it is not called absent', async () => {
    const { ref } = await order(supplier);
    const MYSTARS_API_URL = `${stage.context.config.MYSTARS_API_URL}/wrong`;
    const client = stage.client({}, stage.breaker, { MYSTARS_API_URL });
    expect(await client.lookUp(ref)).toMatchObject({ is: 'later', why: 'down' });
  });

  test('the answer about an order, when it is about another one, then it says nothing', async () => {
    const { ref } = await order(supplier);
    await play('/faults', { kind: 'odd', target: 'orders/get', value: '{"order_id":"another"}' });
    expect(await supplier.lookUp(ref)).toMatchObject({
      is: 'later',
      text: expect.stringMatching(/unreadable/),
    });
  });

  test('an order, when it is Premium or its reason holds what no column keeps, then it is read without that', async () => {
    const { ref } = await order(supplier);
    const value = JSON.stringify({
      type: 'premium',
      quantity: 3,
      failure_reason: 'a\u0000b',
      amount_ton: 0.1,
    });
    await play('/faults', { kind: 'odd', target: 'orders/get', value });
    const found = await supplier.lookUp(ref);
    expect(found).toMatchObject({ is: 'found', view: { ref, reason: 'ab' } });
    expect(found.is === 'found' && Object.keys(found.view)).not.toContain('stars');
    expect(found.is === 'found' && Object.keys(found.view)).not.toContain('cost');
  });

  test('an unpaid order, when cancelled twice, then it is cancelled both times', async () => {
    const { ref } = await order(supplier);
    expect([await supplier.cancel(ref), await supplier.cancel(ref)]).toEqual([
      { is: 'cancelled' },
      { is: 'cancelled' },
    ]);
    expect(await stateOf(ref)).toBe('cancelled');
  });

  test('an order, when it is paid already, then it is too late to cancel it', async () => {
    const { ref } = await order(supplier);
    await play('/pay', { order: ref });
    expect(await supplier.cancel(ref)).toEqual({ is: 'tooLate' });
  });

  test('an order that nobody knows, when cancelled, then nothing is claimed', async () => {
    expect(await supplier.cancel('7c9e6679-7425-40de-944b-e07fc1f90ae7')).toMatchObject({ is: 'later' });
  });
});

describe('finding and listing', () => {
  const find = (intent: ReturnType<typeof newIntent>, askedAt: Date) =>
    supplier.find({ ...intent, body: supplier.bodyOf(intent), askedAt });

  test('an order, when its answer was lost, then it is found by name, number and time', async () => {
    const askedAt = new Date();
    const { intent, ref } = await order(supplier);
    await order(supplier, { recipient: intent.recipient, stars: 101 });
    await order(supplier);
    expect(await find(intent, askedAt)).toMatchObject({ is: 'one', view: { ref } });
    expect(await find({ ...intent, recipient: intent.recipient.toUpperCase() }, askedAt)).toMatchObject({
      is: 'one',
    });
  });

  test('an order, when only an older one is like it, then there is none', async () => {
    const { intent } = await order(supplier);
    expect(await find(intent, new Date(Date.now() + 2000))).toEqual({ is: 'none' });
  });

  test('two orders, when both are like it, then a person has to decide', async () => {
    const askedAt = new Date();
    const { intent, ref } = await order(supplier);
    const { ref: second } = await order(supplier, { recipient: intent.recipient });
    const found = await find(intent, askedAt);
    expect(found.is === 'several' && found.views.map((view) => view.ref)).toEqual([second, ref]);
  });

  test('orders, when there are more than a page, then the pages hold each once, newest first', async () => {
    const made: string[] = [];
    for (let count = 0; count < 105; count++) made.push((await order(supplier)).ref);
    const [first, ...rest] = made;
    const page = await supplier.list();
    if (!page || 'is' in page) throw new Error('no page');
    expect(page.views).toHaveLength(100);
    const next = await supplier.list(page.nextCursor);
    if (!next || 'is' in next) throw new Error('no page');
    const refs = [...page.views, ...next.views].map(({ ref }) => ref);
    expect(refs.slice(0, 105)).toEqual([...rest.toReversed(), first]);
    const oldest = newIntent({ recipient: 'nobody_at_all' });
    expect(await find(oldest, new Date(0))).toEqual({ is: 'none' });
  });

  test('the list, when a row of it is no order, then it says nothing', async () => {
    await play('/faults', { kind: 'odd', target: 'orders/list', value: '{"orders":[{}]}' });
    expect(await supplier.list()).toMatchObject({ is: 'later' });
    await play('/faults', {
      kind: 'odd',
      target: 'orders/list',
      value: '{"orders":[{"order_id":"x","status":"paid"}]}',
    });
    expect(await find(newIntent(), new Date())).toMatchObject({ is: 'later' });
  });
});

test('the price of stars, when the supplier changes it, then quotes and new orders follow', async () => {
  await play('/settings', { tonPerStar: '1.000000001' });
  const quoted = await supplier.quote([50]);
  const { payment } = await order(supplier, { stars: 50 });
  await play('/settings', { tonPerStar: '0.0046875' });
  expect([quoted.is === 'quotes' && quoted.quotes[0]?.cost.amount, payment.cost.amount]).toEqual([
    50n * TON + 50n,
    50n * TON + 50n,
  ]);
});
