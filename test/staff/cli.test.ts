import { beforeEach, expect, test, vi } from 'vitest';
import { approvalsCommand, secondPersonCommand } from '../../src/cli/secondPerson.ts';
import {
  createStaffCommand,
  enableStaffCommand,
  resetStaffCommand,
  staffRoleCommand,
} from '../../src/cli/staff.ts';
import type { App } from '../../src/app.ts';
import { disableStaff, findStaffByEmail, requestStaff, setPasswordByLink } from '../../src/staff/index.ts';
import { refundLimits, setRefundLimit } from '../../src/refunds/index.ts';
import { hire } from '../kit/hire.ts';
import { createTestContext } from '../kit/testContext.ts';

const context = await createTestContext();
const { owner } = context.testDb;
/** As the operator's commands run: with the rights of the tables' owner. */
const operator = { ...context, db: owner } as unknown as App;
const admin = await hire(context, 'admin');
const email = 'boss@cli.test';
const audited = async (action: string): Promise<number> =>
  (
    await owner.query(
      `SELECT 1 FROM audit_log WHERE action = $1 AND staff_role = 'operator' AND staff_id IS NULL`,
      [action],
    )
  ).rows.length;

let said: string[] = [];
beforeEach(() => {
  said = [];
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => void said.push(String(line)));
});
const tokenSaid = (): string => /\/access\/([\w-]+)/.exec(said.join('\n'))?.[1] ?? '';

test('staff create, when the operator calls it, then a link is printed and no password, and the link sets one', async () => {
  expect(await createStaffCommand(operator, ['--email', email, '--name', 'Boss', '--role', 'admin'])).toBe(0);
  expect(said.join('\n')).not.toMatch(/password:/);
  await setPasswordByLink(context, { token: tokenSaid(), password: 'a river behind the wood' });
  expect(await findStaffByEmail(context.db, email)).toMatchObject({ role: 'admin' });
  expect([await audited('staff.created'), await audited('staff.link')]).toEqual([1, 1]);
});

test('staff create, when the application alone calls it, then the database refuses', async () => {
  const args = ['--email', 'x@cli.test', '--name', 'X', '--role', 'admin'];
  await expect(createStaffCommand(context as unknown as App, args)).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});

test('staff reset, role and enable, when the operator calls them, then nobody else is asked and each stands in the audit log', async () => {
  await resetStaffCommand(operator, ['--email', email]);
  await setPasswordByLink(context, { token: tokenSaid(), password: 'another river and wood' });
  await staffRoleCommand(operator, ['--email', email, '--role', 'finance']);
  const staff = await findStaffByEmail(context.db, email);
  expect(staff?.role).toBe('finance');
  await disableStaff(context, { staffId: staff?.id ?? 0n, by: null });
  await enableStaffCommand(operator, ['--email', email]);
  expect((await findStaffByEmail(context.db, email))?.disabledAt).toBeNull();
  for (const action of ['staff.password', 'staff.role', 'staff.enable'])
    expect(await audited(action)).toBe(1);
});

test('approvals, when a shop has one administrator, then the operator decides as the second person', async () => {
  const limit = (await refundLimits(context)).find(
    ({ kind, role }) => kind === 'refund' && role === 'support',
  );
  if (!limit) throw new Error('no such limit');
  const proposal = await setRefundLimit(context, {
    ...limit,
    canApprove: true,
    staffId: admin,
    reason: 'only me here',
  });
  const person = await requestStaff(context, {
    email: 'f@cli.test',
    name: 'F',
    role: 'finance',
    by: admin,
    reason: 'first hire',
  });
  await approvalsCommand(operator, []);
  expect(said.join('\n')).toContain(proposal?.id);
  await approvalsCommand(operator, ['approve', proposal?.id ?? '', '--remark', 'asked by telephone']);
  await approvalsCommand(operator, ['reject', person.id]);
  expect(
    (await refundLimits(context)).find(({ kind, role }) => kind === 'refund' && role === 'support')
      ?.canApprove,
  ).toBe(true);
  expect(await findStaffByEmail(context.db, 'f@cli.test')).toBeUndefined();
  expect(await audited('proposals.proposal_approved')).toBe(1);
});

test('second-person, when the operator states days and offices, then they hold, and wrong ones do not', async () => {
  await secondPersonCommand(operator, [
    '--days',
    '14',
    '--office',
    '203.0.113.0/24',
    '--office',
    '2001:db8::/48',
  ]);
  expect(said.join('\n')).toMatch(/14 days[\s\S]*203\.0\.113\.0\/24, 2001:db8::\/48/);
  for (const wrong of [
    ['--days', '0'],
    ['--office', 'here'],
    ['--days', 'x'],
  ])
    await expect(secondPersonCommand(operator, wrong)).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  expect(await audited('settings.second_person_rule')).toBe(1);
});
