import { expect, test } from 'vitest';
import { collectIncoming, findIncoming, walletState } from '../../src/tonWallet/index.ts';
import { createStage, SUPPLIER, TON, type Landed } from './stage.ts';

const stage = await createStage();
const { app } = stage;
const send = (body: object): Promise<Landed> => stage.play('/transfers', body);
const all = async () => (await findIncoming(app, { sinceLt: 0n, limit: 1000 })).map(({ comment }) => comment);

test('transfers, when they come in, then each is recorded once, from the first look on, oldest first', async () => {
  await send({ amount: '1', comment: 'before the first look' });
  await collectIncoming(app);
  expect(await all()).toEqual([]);
  await walletState(app);
  await collectIncoming(app);
  const back = await send({ from: SUPPLIER, amount: String(2n * TON), comment: 'возврат заказа 🙂' });
  await send({ amount: '5' });
  await collectIncoming(app);
  await collectIncoming(app);
  const [first, second, ...more] = await findIncoming(app, { sinceLt: 0n });
  expect(first).toMatchObject({
    txHash: back.txHash,
    fromAddress: back.from,
    amount: 2n * TON,
    comment: 'возврат заказа 🙂',
  });
  expect(second).toMatchObject({ amount: 5n, comment: '' });
  expect(more).toEqual([]);
  expect(await findIncoming(app, { sinceLt: first?.lt ?? 0n })).toEqual([second]);
});

test('transfers, when there are more than a page and several workers look, then none is missing and none is twice', async () => {
  const earlier = (await all()).length;
  const comments = Array.from({ length: 120 }, (_, index) => `transfer ${index}`);
  for (const comment of comments) await send({ amount: '7', comment });
  await Promise.all([collectIncoming(app), collectIncoming(app), collectIncoming(app)]);
  expect((await all()).slice(earlier)).toEqual(comments);
});

test('our own payments and coins without worth, when they are in the way, then only what came in is recorded', async () => {
  const earlier = (await all()).length;
  const payment = await stage.want();
  await stage.until(payment.id, 'seen');
  await send({ amount: '0', comment: 'nothing' });
  await send({ amount: '9', comment: 'x'.repeat(2000) });
  await collectIncoming(app);
  expect((await all()).slice(earlier)).toEqual(['x'.repeat(500)]);
});

test('a node, when it does not give a page, then nothing is recorded and a later run finds all', async () => {
  const earlier = (await all()).length;
  await send({ amount: '3', comment: 'late' });
  await stage.play('/faults', { kind: 'down', target: 'getTransactions' });
  await expect(collectIncoming(app)).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
  expect(await all()).toHaveLength(earlier);
  await collectIncoming(app);
  expect((await all()).slice(earlier)).toEqual(['late']);
});
