import { expect, test } from 'vitest';
import { approveProposal } from '../../src/approvals/index.ts';
import { notePlace, requireAnother } from '../../src/proposals/index.ts';
import { requestPasswordReset, requestRole, requestStaff, type Role } from '../../src/staff/index.ts';
import { approveRefund, requestAdjustment } from '../../src/refunds/index.ts';
import { approvePrice } from '../../src/shop/index.ts';
import { hire } from '../kit/hire.ts';
import { ask } from '../kit/prices.ts';
import { newUser } from '../kit/users.ts';
import { createTestContext } from '../kit/testContext.ts';
import { TON } from '../kit/money.ts';
import { anyCodeOf } from '../kit/refusals.ts';

const context = await createTestContext();
const { owner } = context.testDb;

const why = async (decider: bigint, asker: bigint): Promise<string> => {
  try {
    await requireAnother(context.db, decider, asker);
    return 'another';
  } catch (error) {
    return (error as { data: { reason: string } }).data.reason;
  }
};
let people = 0;
/** An account that `by` asks for and, where that is needed, somebody of no relation approves. */
async function madeBy(by: bigint, role: Role): Promise<bigint> {
  const email = `made${++people}@example.test`;
  const asked = await requestStaff(context, { email, name: 'Made', role, by, reason: 'needed' });
  if (asked.status === 'waiting') {
    const { staffId } = await approveProposal(context, {
      proposalId: asked.id,
      staffId: await hire(context, 'admin'),
    });
    return staffId ?? 0n;
  }
  return asked.staffId ?? 0n;
}
const at = (staffId: bigint, ip: string, device?: string): Promise<void> =>
  notePlace(context.db, { staffId, ip, device });

test('two accounts, when nothing joins them, then they are two people; one account is not', async () => {
  const [a, b] = [await hire(context, 'admin'), await hire(context, 'finance')];
  expect(await why(a, b)).toBe('another');
  expect(await why(a, a)).toBe('self');
});

test('two accounts, when one made the other, then neither approves for the other, whichever asks', async () => {
  const admin = await hire(context, 'admin');
  const finance = await madeBy(admin, 'finance');
  expect([await why(admin, finance), await why(finance, admin)]).toEqual(['made', 'made']);
  expect(await why(await hire(context, 'admin'), finance)).toBe('another');
});

test('two accounts, when one person made both, then they are not two people', async () => {
  const admin = await hire(context, 'admin');
  const [asker, decider] = [await madeBy(admin, 'finance'), await madeBy(admin, 'finance')];
  expect(await why(decider, asker)).toBe('made');
});

test('two accounts, when one made another admin who made the other, then that counts through all of them', async () => {
  const admin = await hire(context, 'admin');
  const between = await madeBy(admin, 'admin');
  const finance = await madeBy(between, 'finance');
  expect(await why(admin, finance)).toBe('made');
  expect(await why(await madeBy(admin, 'admin'), finance)).toBe('made');
});

test('an account, when its password was reset or its role changed, then whoever asked for that does not count', async () => {
  const [admin, second, finance, support] = [
    await hire(context, 'admin'),
    await hire(context, 'admin'),
    await hire(context, 'finance'),
    await hire(context, 'support'),
  ];
  const asked = { by: admin, reason: 'forgotten' };
  const reset = await requestPasswordReset(context, { ...asked, staffId: finance });
  expect(await why(admin, finance)).toBe('another');
  await approveProposal(context, { proposalId: reset.id, staffId: second });
  expect(await why(admin, finance)).toBe('made');
  expect(await why(second, finance)).toBe('another');
  const raised = await requestRole(context, { ...asked, staffId: support, role: 'finance' });
  await approveProposal(context, { proposalId: raised.id, staffId: second });
  expect(await why(admin, support)).toBe('made');
});

test('making an account, when it is longer ago than the rule says, then it counts no more', async () => {
  const admin = await hire(context, 'admin');
  const finance = await madeBy(admin, 'finance');
  await owner.query('ALTER TABLE proposals DISABLE TRIGGER USER');
  await owner.query(`UPDATE proposals SET decided_at = now() - interval '29 days' WHERE staff_id = $1`, [
    finance,
  ]);
  expect(await why(admin, finance)).toBe('made');
  await owner.query(`UPDATE proposals SET decided_at = now() - interval '31 days' WHERE staff_id = $1`, [
    finance,
  ]);
  await owner.query('ALTER TABLE proposals ENABLE TRIGGER USER');
  expect(await why(admin, finance)).toBe('another');
});

test.each([
  ['one browser', ['203.0.113.1', 'device-a'], ['198.51.100.1', 'device-a'], 'device'],
  ['one browser in an office', ['127.0.0.1', 'device-b'], ['127.0.0.1', 'device-b'], 'device'],
  ['two browsers, two addresses', ['203.0.113.2', 'device-c'], ['198.51.100.2', 'device-d'], 'another'],
  ['one address', ['203.0.113.3', undefined], ['203.0.113.3', 'device-e'], 'address'],
  [
    'one address, written in two ways',
    ['203.0.113.4', undefined],
    ['::ffff:203.0.113.4', undefined],
    'address',
  ],
  ['one network of IPv6', ['2001:db8:1:2::3', undefined], ['2001:db8:1:2:ffff::9', undefined], 'address'],
  ['two networks of IPv6', ['2001:db8:1:3::3', undefined], ['2001:db8:1:4::3', undefined], 'another'],
  ['the server itself', ['127.0.0.1', undefined], ['::ffff:127.0.0.1', undefined], 'another'],
  ['addresses that are none', ['garbage', undefined], ['garbage', undefined], 'another'],
  ['addresses that are not known', ['0.0.0.0', 'device-f'], ['0.0.0.0', 'device-g'], 'another'],
] as const)('two accounts, when they work from %s, then: %s', async (_name, first, second, expected) => {
  const [a, b] = [await hire(context, 'admin'), await hire(context, 'finance')];
  await at(a, first[0], first[1]);
  await at(b, second[0], second[1]);
  expect([await why(a, b), await why(b, a)]).toEqual([expected, expected]);
});

test('two accounts, when they share an address that the operator states as an office, then they are two people', async () => {
  const [a, b] = [await hire(context, 'admin'), await hire(context, 'finance')];
  for (const one of [a, b]) await at(one, '203.0.113.77');
  expect(await why(a, b)).toBe('address');
  await owner.query(
    `UPDATE second_person_rule SET office_networks = office_networks || '203.0.113.64/26'::cidr`,
  );
  expect(await why(a, b)).toBe('another');
  await expect(context.db.query('UPDATE second_person_rule SET days = 1')).rejects.toMatchObject({
    code: '42501',
  });
});

test('an adjustment, when the approver made who asks, then it is refused by the use case and by the database, and another may', async () => {
  const admin = await hire(context, 'admin');
  const finance = await madeBy(admin, 'finance');
  const user = await newUser(context);
  const { id } = await requestAdjustment(context, {
    userId: user.id,
    direction: 'credit',
    asset: 'TON',
    amount: 5000n * TON,
    reason: 'goodwill',
    note: 'for nothing',
    staffId: finance,
    requestKey: `second-person:${user.id}`,
  });
  expect(await anyCodeOf(approveRefund(context, { refundId: id, staffId: admin }))).toBe('SECOND_PERSON');
  const sql = `UPDATE refunds SET status = 'approved', approved_by = $2, changed_by = 'system' WHERE id = $1`;
  await expect(context.db.query(sql, [id, admin])).rejects.toMatchObject({ code: 'SP001', detail: 'made' });
  expect(
    await anyCodeOf(approveRefund(context, { refundId: id, staffId: await hire(context, 'admin') })),
  ).toBe('accepted');
});

test('a large change of price, when the approver works from the address of who asks, then it is refused, and by the database too', async () => {
  const [asker, decider] = [await hire(context, 'admin'), await hire(context, 'admin')];
  for (const one of [asker, decider]) await at(one, '198.51.100.88');
  const { id } = await ask(context, asker, 1n, { price: 10n * TON });
  expect(await anyCodeOf(approvePrice(context, { changeId: id, staffId: decider }))).toBe('SECOND_PERSON');
  const sql = `UPDATE price_changes SET status = 'published', decided_by = $2, changed_by = $2 WHERE id = $1`;
  await expect(context.db.query(sql, [id, decider])).rejects.toMatchObject({
    code: 'SP001',
    detail: 'address',
  });
  expect(
    await anyCodeOf(approvePrice(context, { changeId: id, staffId: await hire(context, 'admin') })),
  ).toBe('accepted');
});
