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
