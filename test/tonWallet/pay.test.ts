import { expect, test } from 'vitest';
import { readSigns } from '../../src/health/index.ts';
import { cancelPayment, endStuck, wantPayment } from '../../src/tonWallet/index.ts';
import { aWant, createStage, SUPPLIER, tell, TON } from './stage.ts';

const stage = await createStage();
const { app } = stage;

test('a payment, when the worker runs, then it lands once with its memo and is seen with transaction and fee', async () => {
  const before = await stage.wallet();
  const { id } = await stage.want({ amount: 3n * TON });
  const payment = await stage.until(id, 'seen');
  const after = await stage.wallet();
  const landed = await stage.landed(payment);
  expect(landed).toMatchObject([{ amount: '3000000000', comment: payment.memo, txHash: payment.txHash }]);
  expect(payment).toMatchObject({ reason: '', sends: 1, seenAt: expect.any(Date) });
  expect(before.balance - after.balance).toBe(3n * TON + (payment.fee ?? 0n));
  expect(after.seqno).toBe(before.seqno + 1);
  expect(after.address).toMatch(/^UQ/);
  expect(await stage.told(id)).toEqual(['seen']);
});

test('a payment, when it is wanted twice, then there is one, and another amount under its name is refused', async () => {
  const want = aWant(app);
  const first = await app.db.tx((tx) => wantPayment(tx, want));
  const second = await app.db.tx((tx) => wantPayment(tx, want));
  expect(second.id).toBe(first.id);
  const other = { ...want, amount: want.amount + 1n };
  await expect(app.db.tx((tx) => wantPayment(tx, other))).rejects.toMatchObject({ code: 'INTERNAL' });
  await stage.until(first.id, 'seen');
  expect(await stage.landed(first)).toHaveLength(1);
});

test.each([
  ['to', { to: 'nowhere' }],
  ['to', { to: `0:${'0'.repeat(63)}` }],
  ['memo', { memo: '' }],
  ['memo', { memo: 'a\0b' }],
  ['amount', { amount: 0n }],
])('a payment, when its %s cannot be paid to, then it is refused', async (field, change) => {
  await expect(stage.want(change)).rejects.toMatchObject({ code: 'INPUT_INVALID', data: { fields: field } });
});

test('a payment, when it is cancelled before it is signed, then nothing is paid; afterwards it is too late', async () => {
  const early = await stage.want();
  expect(await app.db.tx((tx) => cancelPayment(tx, early.id))).toBe(true);
  await stage.advance();
  expect(await stage.landed(early)).toEqual([]);
  const late = await stage.want();
  await stage.play('/faults', { kind: 'drop', target: 'sendBoc' });
  await stage.advance();
  expect(await app.db.tx((tx) => cancelPayment(tx, late.id))).toBe(false);
  await stage.until(late.id, 'seen');
});

test('a message, when the chain drops it, then the same one is sent again and paid once', async () => {
  const earlier = (await stage.sent()).length;
  await stage.play('/faults', { kind: 'drop', target: 'sendBoc', times: 2 });
  const { id } = await stage.want();
  const payment = await stage.until(id, 'seen');
  const sent = (await stage.sent()).slice(earlier);
  expect(sent).toHaveLength(3);
  expect(new Set(sent).size).toBe(1);
  expect(payment.sends).toBe(3);
  expect(await stage.landed(payment)).toHaveLength(1);
});

test('a message, when it is not time to send it again, then further runs do not', async () => {
  await stage.play('/faults', { kind: 'drop', target: 'sendBoc' });
  const { id } = await stage.want();
  await stage.advance();
  await stage.advance();
  await stage.advance();
  expect((await stage.payment(id)).sends).toBe(1);
  await stage.until(id, 'seen');
});

test('a message, when it lands late but in time, then nothing else was signed', async () => {
  const earlier = (await stage.sent()).length;
  await stage.play('/faults', { kind: 'delay', target: 'sendBoc', ms: 100_000, times: 100 });
  const { id } = await stage.want();
  const payment = await stage.until(id, 'seen');
  await stage.play('/faults', undefined, 'DELETE');
  expect(new Set((await stage.sent()).slice(earlier)).size).toBe(1);
  expect(await stage.landed(payment)).toHaveLength(1);
});

test('a message, when it expired, then it is signed anew only after proof, with the same number, and paid once', async () => {
  const seqno = (await stage.wallet()).seqno;
  await stage.play('/faults', { kind: 'drop', target: 'sendBoc', times: 1000 });
  const { id } = await stage.want();
  await stage.advance();
  const first = await signedAs(id);
  expect(first.seqno).toBe(seqno);
  app.clock.advance(first.validUntil.getTime() - app.clock.now().getTime() + 20_000);
  await stage.advance();
  expect(await signedAs(id)).toEqual(first);
  app.clock.advance(20_000);
  await stage.advance();
  const second = await signedAs(id);
  expect(second.seqno).toBe(seqno);
  expect(second.bodyHash).not.toBe(first.bodyHash);
  await stage.play('/faults', undefined, 'DELETE');
  await stage.until(id, 'seen');
  await expect(app.ton.chain.send(first.boc)).rejects.toThrow(/invalid seqno/);
  expect(await stage.landed(await stage.payment(id))).toHaveLength(1);
  expect(await stage.told(id)).toEqual(['seen']);
});

test('a payment, when its time is over before it is signed, then it lapses', async () => {
  const { id } = await stage.want({ notAfter: new Date(app.clock.now().getTime() + 10_000) });
  await stage.advance();
  expect(await stage.payment(id)).toMatchObject({ state: 'lapsed', reason: 'time' });
  expect(await stage.told(id)).toEqual(['lapsed']);
});

test('a payment, when its time is over while a message may still land, then it lapses only after proof', async () => {
  await stage.play('/faults', { kind: 'drop', target: 'sendBoc', times: 1000 });
  const { id, notAfter } = await stage.want({ notAfter: new Date(app.clock.now().getTime() + 60_000) });
  await stage.advance();
  const { validUntil } = await signedAs(id);
  expect(validUntil.getTime()).toBeLessThanOrEqual(notAfter.getTime());
  app.clock.advance(70_000);
  await stage.advance();
  expect((await stage.payment(id)).state).toBe('signed');
  await stage.until(id, 'lapsed');
  await stage.play('/faults', undefined, 'DELETE');
  expect(await stage.told(id)).toEqual(['lapsed']);
});

test('a number, when somebody else used it with our key, then the payment is stuck and nothing is signed until a person ends it', async () => {
  await stage.play('/faults', { kind: 'drop', target: 'sendBoc', times: 1000 });
  const robbed = await stage.want();
  await stage.advance();
  await stage.play('/foreign');
  const next = await stage.want();
  await stage.play('/faults', undefined, 'DELETE');
  app.clock.advance(6000);
  await stage.advance();
  expect(await stage.payment(robbed.id)).toMatchObject({
    state: 'stuck',
    reason: 'another message took its number',
  });
  await stage.advance();
  expect((await stage.payment(next.id)).state).toBe('wanted');
  expect(await signs()).toEqual(['ton.stuck']);
  const end = { id: robbed.id, reason: 'looked at' };
  expect(await app.db.tx((tx) => endStuck(tx, end, tell))).toBe(true);
  expect(await app.db.tx((tx) => endStuck(tx, end, tell))).toBe(false);
  expect(await stage.payment(robbed.id)).toMatchObject({ state: 'lapsed', reason: 'looked at' });
  await stage.until(next.id, 'seen');
  expect(await stage.told(robbed.id)).toEqual(['stuck', 'lapsed']);
  expect(await stage.landed(robbed)).toEqual([]);
});

test('a wallet, when it holds too little for one payment, then others go on, and that one does after funding', async () => {
  const large = await stage.want({ amount: 250_000n * TON });
  const small = await stage.want();
  await stage.until(small.id, 'seen');
  expect(await stage.payment(large.id)).toMatchObject({ state: 'wanted', reason: 'funds' });
  expect(await signs()).toEqual(['ton.funds']);
  await stage.play('/transfers', { amount: String(200_000n * TON), comment: 'float' });
  const paid = await stage.until(large.id, 'seen');
  expect(paid.reason).toBe('');
  expect(await stage.landed(large)).toMatchObject([{ amount: String(250_000n * TON) }]);
});

test('a payment, when its amount would take what is kept for fees, then it waits', async () => {
  const { balance } = await stage.wallet();
  const { id } = await stage.want({ amount: balance - 29_000_000n });
  await stage.advance();
  expect(await stage.payment(id)).toMatchObject({ state: 'wanted', reason: 'funds' });
  await app.db.tx((tx) => cancelPayment(tx, id));
});

test.each([
  ['what is signed', `boc = 'other'`, 'TP002'],
  ['its number', 'seqno = seqno + 1', 'TP002'],
  ['its receiver', `to_address = '${SUPPLIER}x'`, 'TP002'],
  ['its amount', 'amount = amount + 1', 'TP002'],
  ['its state back', `state = 'wanted'`, 'TP001'],
])(
  'a payment that was seen, when somebody changes %s, then the database refuses',
  async (_what, set, code) => {
    const { id } = await stage.want();
    await stage.until(id, 'seen');
    const change = app.testDb.owner.query(`UPDATE ton_payments SET ${set} WHERE id = $1`, [id]);
    await expect(change).rejects.toMatchObject({ code });
  },
);

test('the trail of a payment, when it was signed twice, then it holds both messages and cannot be changed', async () => {
  await stage.play('/faults', { kind: 'drop', target: 'sendBoc', times: 1000 });
  const { id } = await stage.want();
  await stage.advance();
  app.clock.advance(160_000);
  await stage.play('/faults', undefined, 'DELETE');
  await stage.until(id, 'seen');
  const { rows } = await app.db.query<{ to: string; hash: string | null }>(
    'SELECT to_state AS to, body_hash AS hash FROM ton_payment_events WHERE payment_id = $1 ORDER BY id',
    [id],
  );
  expect(rows.map(({ to }) => to)).toEqual(['wanted', 'signed', 'wanted', 'signed', 'seen']);
  expect(rows[1]?.hash).toBe(rows[2]?.hash);
  expect(rows[3]?.hash).not.toBe(rows[1]?.hash);
  await expect(app.testDb.owner.query('DELETE FROM ton_payment_events')).rejects.toThrow(/never changed/);
});

async function signs(): Promise<string[]> {
  const all = await readSigns(app);
  return all.map(({ name }) => name).filter((name) => name.startsWith('ton.'));
}

async function signedAs(id: string) {
  const row = await app.db.one<{ seqno: number; validUntil: Date; boc: string; bodyHash: string }>(
    `SELECT seqno, valid_until AS "validUntil", boc, body_hash AS "bodyHash" FROM ton_payments
     WHERE id = $1 AND state = 'signed'`,
    [id],
  );
  if (!row) throw new Error('it is not signed');
  return row;
}

test('a payment, when the wallet made it and a restored backup does not know, then it is seen and not made again', async () => {
  const { id } = await stage.want();
  const first = await stage.until(id, 'seen');
  const { owner } = app.testDb;
  await owner.query('ALTER TABLE ton_payments DISABLE TRIGGER USER');
  await owner.query(
    `UPDATE ton_payments SET state = 'wanted', wallet = NULL, seqno = NULL, valid_until = NULL, after_lt = NULL, boc = NULL,
       body_hash = NULL, tx_hash = NULL, tx_lt = NULL, fee = NULL, seen_at = NULL WHERE id = $1`,
    [id],
  );
  await owner.query('ALTER TABLE ton_payments ENABLE TRIGGER USER');
  const again = await stage.until(id, 'seen');
  expect(again.txHash).toBe(first.txHash);
  expect(await stage.landed(first)).toHaveLength(1);
  expect(await stage.told(id)).toEqual(['seen', 'seen']);
});

test('two payments, when all but their names is the same and the number is not the one after ours, then both are made', async () => {
  const first = await stage.want();
  await stage.until(first.id, 'seen');
  await stage.play('/foreign');
  const { to, memo, amount } = aWant(app, { memo: first.memo });
  const second = await stage.want({ to, memo, amount });
  const seen = await stage.until(second.id, 'seen');
  expect((await stage.landed(first)).map(({ txHash }) => txHash)).toEqual([
    (await stage.payment(first.id)).txHash,
    seen.txHash,
  ]);
});
