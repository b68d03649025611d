import { expect, test, vi } from 'vitest';
import { resolvePaymentCommand } from '../../src/cli/ton.ts';
import { hire } from '../kit/hire.ts';
import { codeOf } from '../kit/refusals.ts';
import { createStage } from './stage.ts';

const stage = await createStage();
const { app } = stage;
const lines: string[] = [];
vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));

const emailOf = async (role: 'finance' | 'support'): Promise<string> => {
  const id = await hire(app, role);
  const row = await app.testDb.owner.one<{ email: string }>('SELECT email FROM staff WHERE id = $1', [id]);
  return row?.email ?? '';
};
const resolve = (...args: string[]): Promise<number> => resolvePaymentCommand(app, args);

test('ton resolve, when a payment is stuck, then it is listed, and ends only by a person with the right, a remark and a row in the audit log', async () => {
  expect(await resolve()).toBe(0);
  expect(lines).toEqual(['No payment is stuck.']);
  await stage.play('/faults', { kind: 'drop', target: 'sendBoc', times: 1000 });
  const { id, memo } = await stage.want();
  await stage.advance();
  await stage.play('/foreign');
  await stage.until(id, 'stuck');

  expect(await resolve()).toBe(0);
  expect(lines.join('\n')).toMatch(new RegExp(`${id}  for test .*\\n.*memo ${memo}\\n.*after \\d+$`));
  const [finance, support] = [await emailOf('finance'), await emailOf('support')];
  expect(await resolve(id, '--staff', finance)).toBe(2);
  expect(await resolve(id, '--staff', 'nobody@example.test', '--remark', 'looked at')).toBe(2);
  const by = (staff: string): string[] => ['--staff', staff, '--remark', 'looked at'];
  expect(await codeOf(resolve(id, ...by(support)))).toBe('FORBIDDEN');
  expect((await stage.payment(id)).state).toBe('stuck');
  expect(await resolve(id, ...by(finance))).toBe(0);
  expect(await stage.payment(id)).toMatchObject({ state: 'lapsed', reason: 'looked at' });
  expect(await codeOf(resolve(id, ...by(finance)))).toBe('DELIVERY_STATE');
  expect(await codeOf(resolve('x', ...by(finance)))).toBe('DELIVERY_STATE');
  const { rows } = await app.testDb.owner.query(
    `SELECT staff_role AS role, after FROM audit_log WHERE action = 'ton.resolve' AND subject_id = $1`,
    [id],
  );
  expect(rows).toEqual([{ role: 'finance', after: { state: 'lapsed', remark: 'looked at' } }]);
});

/** A payment whose number another message of the wallet took; that message makes `transfer`, or the payment itself. */
async function stuckBy(transfer: object = {}): Promise<{ id: string; memo: string; hash: string }> {
  await stage.play('/faults', { kind: 'drop', target: 'sendBoc', times: 1000 });
  const payment = await stage.want();
  await stage.advance();
  const { toAddress: to, amount, memo } = payment;
  await stage.play('/foreign', { to, amount: String(amount), comment: memo, ...transfer });
  await stage.until(payment.id, 'stuck');
  await stage.play('/faults', undefined, 'DELETE');
  const { last } = await app.ton.chain.account((await app.ton.wallet()).address);
  return { id: payment.id, memo, hash: last?.hash ?? '' };
}
const auditOf = async (id: string): Promise<unknown[]> =>
  (
    await app.testDb.owner.query(
      `SELECT after FROM audit_log WHERE action = 'ton.resolve' AND subject_id = $1`,
      [id],
    )
  ).rows.map((row) => (row as { after: unknown }).after);

test('ton resolve, when a person names the transaction that paid a stuck payment, then the node must show it, and the payment is seen', async () => {
  const { id, hash } = await stuckBy();
  const by = ['--staff', await emailOf('finance'), '--remark', 'paid by hand'];

  expect(await codeOf(resolve(id, ...by, '--paid', 'f'.repeat(64)))).toBe('PAYMENT_NOT_PROVED');
  expect(await resolve(id, ...by, '--paid', '')).toBe(2);
  const support = ['--staff', await emailOf('support'), '--remark', 'paid by hand', '--paid', hash];
  expect(await codeOf(resolve(id, ...support))).toBe('FORBIDDEN');
  expect([await auditOf(id), (await stage.payment(id)).state]).toEqual([[], 'stuck']);

  expect(await resolve(id, ...by, '--paid', hash.toUpperCase())).toBe(0);
  expect(await stage.payment(id)).toMatchObject({ state: 'seen', txHash: hash });
  expect((await stage.payment(id)).fee).toBeGreaterThan(0n);
  expect(await auditOf(id)).toEqual([{ state: 'seen', txHash: hash, remark: 'paid by hand' }]);
  expect(await codeOf(resolve(id, ...by, '--paid', hash))).toBe('DELIVERY_STATE');
  const next = await stage.want();
  await stage.until(next.id, 'seen');
});

test.each([
  ['another amount', { amount: '5' }],
  ['another memo', { comment: 'another' }],
  ['another receiver', { to: `0:${'5a'.repeat(32)}` }],
])('ton resolve, when the named transaction has %s, then nothing changes', async (_what, transfer) => {
  const { id, hash } = await stuckBy(transfer);
  const by = ['--staff', await emailOf('finance'), '--remark', 'seen in the explorer'];

  expect(await codeOf(resolve(id, ...by, '--paid', hash))).toBe('PAYMENT_NOT_PROVED');

  expect((await stage.payment(id)).state).toBe('stuck');
  expect(await resolve(id, ...by)).toBe(0);
});

test.each([
  ['not paid', false, 'lapsed'],
  ['paid', true, 'seen'],
])(
  'ton resolve as %s, when its audit row cannot be written, then nothing changes, and the next call does both',
  async (_what, isPaid, state) => {
    const { id, hash } = await stuckBy();
    const { owner } = app.testDb;
    const by = ['--staff', await emailOf('finance'), '--remark', 'looked at'];
    const call = () => resolve(id, ...by, ...(isPaid ? ['--paid', hash] : []));
    const steps = async () =>
      (await owner.query('SELECT 1 FROM ton_payment_events WHERE payment_id = $1', [id])).rows.length;
    const before = await steps();
    await owner.query(
      `ALTER TABLE audit_log ADD CONSTRAINT no_resolve CHECK (action <> 'ton.resolve') NOT VALID`,
    );

    await expect(call()).rejects.toThrow('no_resolve');
    expect([(await stage.payment(id)).state, await steps()]).toEqual(['stuck', before]);

    await owner.query('ALTER TABLE audit_log DROP CONSTRAINT no_resolve');
    expect(await call()).toBe(0);
    expect((await stage.payment(id)).state).toBe(state);
    expect(await auditOf(id)).toHaveLength(1);
  },
);
