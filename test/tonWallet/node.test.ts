import { expect, test } from 'vitest';
import { createBreakers } from '../../src/app.ts';
import { createTon, walletState } from '../../src/tonWallet/index.ts';
import { createStage } from './stage.ts';

const stage = await createStage();
const { app } = stage;

const clear = (): Promise<unknown> => stage.play('/faults', undefined, 'DELETE');

test.each([
  ['is down', 'down'],
  ['cuts the connection', 'resetBefore'],
])(
  'a node, when it %s, then the run ends with CHAIN_UNAVAILABLE and a later one pays',
  async (_what, kind) => {
    const { id } = await stage.want();
    await stage.play('/faults', { kind, times: 1000 });
    await expect(stage.advance()).rejects.toMatchObject({ code: 'CHAIN_UNAVAILABLE' });
    expect((await stage.payment(id)).state).toBe('wanted');
    await clear();
    const payment = await stage.until(id, 'seen');
    expect(await stage.landed(payment)).toHaveLength(1);
  },
);

test('a node, when it takes one call a second, then it is asked again', async () => {
  await stage.play('/faults', { kind: 'busy', times: 2 });
  expect(await walletState(app)).toBeDefined();
});

test('a message, when its answer is lost, then it is seen and paid once', async () => {
  await stage.play('/faults', { kind: 'resetAfter', target: 'sendBoc' });
  const { id } = await stage.want();
  const payment = await stage.until(id, 'seen');
  expect(await stage.landed(payment)).toHaveLength(1);
  expect(payment.sends).toBe(1);
});

test('a node, when it is far behind, then nothing is signed by it', async () => {
  await stage.play('/settings', { behindSeconds: 300 });
  const { id } = await stage.want();
  await stage.advance();
  expect((await stage.payment(id)).state).toBe('wanted');
  expect((await stage.wallet()).lagMs).toBeGreaterThan(290_000);
  await stage.play('/settings', { behindSeconds: 0 });
  await stage.until(id, 'seen');
});

test('a node, when it does not know our last transaction, then nothing is signed by it', async () => {
  const known = await stage.want();
  await stage.until(known.id, 'seen');
  await stage.play('/settings', { behindSeconds: 30 });
  const { id } = await stage.want();
  await stage.advance();
  expect((await stage.payment(id)).state).toBe('wanted');
  await stage.play('/settings', { behindSeconds: 0 });
  expect(await stage.landed(await stage.until(id, 'seen'))).toHaveLength(1);
});

test('a payment, when the node falls behind after it was sent, then it is not signed anew, whatever our clock says', async () => {
  const { id } = await stage.want();
  await stage.advance();
  await stage.play('/settings', { behindSeconds: 1000 });
  app.clock.advance(500_000);
  await stage.advance();
  expect((await stage.payment(id)).state).toBe('signed');
  await stage.play('/settings', { behindSeconds: 0 });
  expect(await stage.landed(await stage.until(id, 'seen'))).toHaveLength(1);
});

test('many workers, when they run at once, then each payment is made once and one transfer is outstanding', async () => {
  const wanted = await Promise.all(Array.from({ length: 6 }, () => stage.want()));
  await stage.play('/settings', { confirmMs: 300 });
  const workers = Array.from({ length: 4 }, () => ({
    ...app,
    ton: createTon(app.config, createBreakers(app).ton),
  }));
  for (let turn = 0; turn < 100; turn++) {
    await Promise.all(workers.map((worker) => stage.advance(worker)));
    const states = await Promise.all(wanted.map(({ id }) => stage.payment(id)));
    expect(states.filter(({ state }) => state === 'signed').length).toBeLessThan(2);
    if (states.every(({ state }) => state === 'seen')) break;
    app.clock.advance(1000);
  }
  for (const payment of wanted) {
    expect(await stage.landed(payment)).toHaveLength(1);
    expect(await stage.told(payment.id)).toEqual(['seen']);
  }
  const { rows } = await app.db.query<{ seqno: number }>(
    `SELECT seqno FROM ton_payments WHERE id = ANY($1) ORDER BY id`,
    [wanted.map(({ id }) => id)],
  );
  expect(new Set(rows.map(({ seqno }) => seqno)).size).toBe(wanted.length);
});

test('a process, when it has no wallet, then it pays nothing and asks nobody', async () => {
  const { ton } = app;
  const { id } = await stage.want();
  const without = { ...app, ton: { ...ton, isConfigured: false } };
  await stage.advance(without);
  expect(await walletState(without)).toBeUndefined();
  expect((await stage.payment(id)).state).toBe('wanted');
});
