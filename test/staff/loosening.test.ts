import { expect, test } from 'vitest';
import { approveProposal } from '../../src/approvals/index.ts';
import { addListEntry, changeRule, listRules, removeListEntry, type Rule } from '../../src/fraud/index.ts';
import { refundLimits, setRefundLimit, type RefundLimit } from '../../src/refunds/index.ts';
import { hire } from '../kit/hire.ts';
import { newUser } from '../kit/users.ts';
import { createTestContext } from '../kit/testContext.ts';
import { TON } from '../kit/money.ts';
import { anyCodeOf } from '../kit/refusals.ts';

const context = await createTestContext();
const { owner } = context.testDb;
const [admin, second] = [await hire(context, 'admin'), await hire(context, 'admin')];
const limitOf = async (kind: string, role: string): Promise<RefundLimit> => {
  const found = (await refundLimits(context)).find((one) => one.kind === kind && one.role === role);
  if (!found) throw new Error('no such limit');
  return found;
};
const set = (limit: RefundLimit, change: Partial<RefundLimit>) =>
  setRefundLimit(context, { ...limit, ...change, staffId: admin, reason: 'busy weeks' });

test.each([
  ['without a second person, more', { approvalAbove: 1000n * TON }],
  ['one request, more', { requestUpTo: 1000n * TON }],
  ['one request, any amount', { requestUpTo: null }],
  ['may approve', { canApprove: true }],
  ['tighter here, looser there', { requestUpTo: 1n * TON, approvalAbove: 1000n * TON }],
] as const)(
  'a limit, when one admin loosens it (%s), then nothing changes before another one approves',
  async (_name, change) => {
    const before = await limitOf('refund', 'support');
    const proposal = await set(before, change);
    expect(proposal?.status).toBe('waiting');
    expect(await limitOf('refund', 'support')).toEqual(before);
    expect(
      await anyCodeOf(approveProposal(context, { proposalId: proposal?.id ?? '', staffId: admin })),
    ).toBe('PROPOSAL_OWN');
    await approveProposal(context, { proposalId: proposal?.id ?? '', staffId: second });
    expect(await limitOf('refund', 'support')).toEqual({ ...before, ...change });
    await owner.query(
      `UPDATE refund_limits SET request_up_to = $1, approval_above = $2, can_approve = $3 WHERE kind = 'refund' AND role = 'support'`,
      [before.requestUpTo, before.approvalAbove, before.canApprove],
    );
  },
);

test('a limit, when one admin tightens it, then it is in force at once; without a reason nothing is', async () => {
  const before = await limitOf('refund', 'finance');
  expect(
    await anyCodeOf(setRefundLimit(context, { ...before, approvalAbove: 1n, staffId: admin, reason: ' ' })),
  ).toBe('TEXT_INVALID');
  expect(await set(before, { approvalAbove: 1n, requestUpTo: 5n * TON })).toBeUndefined();
  expect(await limitOf('refund', 'finance')).toMatchObject({ approvalAbove: 1n, requestUpTo: 5n * TON });
});

test('a looser limit, when it was tightened while it waited, then approving it changes nothing', async () => {
  const before = await limitOf('adjustment', 'finance');
  const proposal = await set(before, { approvalAbove: 50n * TON });
  await set(before, { requestUpTo: 7n * TON });
  expect(await anyCodeOf(approveProposal(context, { proposalId: proposal?.id ?? '', staffId: second }))).toBe(
    'PROPOSAL_STATE',
  );
  expect(await limitOf('adjustment', 'finance')).toMatchObject({ approvalAbove: 0n, requestUpTo: 7n * TON });
});

test('limits, rules and lists, when the application loosens them by SQL, then the database refuses', async () => {
  const user = await newUser(context);
  const { entryId } = await addListEntry(context, {
    list: 'block',
    who: { userId: user.id },
    note: 'bad',
    staffId: admin,
  });
  for (const sql of [
    `UPDATE refund_limits SET approval_above = 9000000000000 WHERE kind = 'refund' AND role = 'support'`,
    `UPDATE refund_limits SET request_up_to = NULL WHERE kind = 'refund' AND role = 'support'`,
    `UPDATE refund_limits SET can_approve = true WHERE kind = 'refund' AND role = 'support'`,
    `INSERT INTO fraud_rule_versions (rule_id, version, parameters, effect, mode, weight, reason)
     VALUES ('block-list', 2, '{}', 'note', 'live', 100, 'softer')`,
    `INSERT INTO fraud_list_entries (id, list, user_id, note, created_by) VALUES (gen_random_uuid(), 'allow', ${user.id}, 'mine', ${admin})`,
    `UPDATE fraud_list_entries SET removed_at = now(), removed_by = ${admin} WHERE id = '${entryId}'`,
    `UPDATE fraud_list_entries SET expires_at = now() + interval '1 second' WHERE id = '${entryId}'`,
  ])
    await expect(context.db.query(sql), sql).rejects.toMatchObject({ code: 'SP002' });
});

const ruleOf = async (ruleId: string): Promise<Rule> => {
  const found = (await listRules(context)).find((one) => one.ruleId === ruleId);
  if (!found) throw new Error('no such rule');
  return found;
};
const change = async (ruleId: string, to: Partial<Rule>) => {
  const rule = await ruleOf(ruleId);
  return changeRule(context, { ...rule, ...to, seenVersion: rule.version, staffId: admin, reason: 'tuned' });
};

test.each([
  ['off', { mode: 'off' }],
  ['a weaker effect', { effect: 'note' }],
  ['less weight', { weight: 1 }],
  ['a higher limit', { parameters: { minutes: 60, limit: 11 } }],
  ['a shorter time', { parameters: { minutes: 59, limit: 10 } }],
  ['stricter here, weaker there', { parameters: { minutes: 90, limit: 11 }, mode: 'live' }],
] as const)('a rule, when one admin weakens it (%s), then it waits for another one', async (_name, to) => {
  await owner.query(
    `INSERT INTO fraud_rule_versions (rule_id, version, parameters, effect, mode, weight, reason)
     SELECT id, version + 1, '{"minutes": 60, "limit": 10}', 'review', 'live', 20, 'reset' FROM fraud_current_rules WHERE id = 'invoices-per-hour'`,
  );
  const before = await ruleOf('invoices-per-hour');
  const { version, proposal } = await change('invoices-per-hour', to);
  expect([version, proposal?.status]).toEqual([undefined, 'waiting']);
  expect(await ruleOf('invoices-per-hour')).toEqual(before);
  await approveProposal(context, { proposalId: proposal?.id ?? '', staffId: second });
  expect(await ruleOf('invoices-per-hour')).toMatchObject({ ...to, version: before.version + 1 });
});

test.each([
  ['live', { mode: 'live' }],
  ['a stronger effect', { effect: 'block' }],
  ['a lower limit and a longer time', { parameters: { minutes: 120, limit: 2 } }],
] as const)('a rule, when one admin makes it stricter (%s), then that holds at once', async (_name, to) => {
  const { version } = await change('rate-limit-blocks', {
    ...(await ruleOf('rate-limit-blocks')),
    ...to,
    ...('parameters' in to ? { parameters: { minutes: 2000, limit: 2 } } : {}),
  });
  expect(version).toBeTypeOf('number');
});

test('an exception and the end of a block, when one admin asks, then they wait; a block and the end of an exception do not', async () => {
  const user = await newUser(context);
  const listed = async (list: string): Promise<number> =>
    (
      await owner.query(
        `SELECT 1 FROM fraud_list_entries WHERE user_id = $1 AND list = $2 AND removed_at IS NULL`,
        [user.id, list],
      )
    ).rows.length;
  const entry = { who: { userId: user.id }, note: 'known well', staffId: admin } as const;
  const allow = await addListEntry(context, { ...entry, list: 'allow' });
  const block = await addListEntry(context, { ...entry, list: 'block' });
  expect([await listed('allow'), await listed('block')]).toEqual([0, 1]);
  const unblock = await removeListEntry(context, {
    entryId: block.entryId,
    staffId: admin,
    reason: 'a mistake',
  });
  expect(await listed('block')).toBe(1);
  for (const asked of [allow, unblock])
    await approveProposal(context, { proposalId: asked.proposal?.id ?? '', staffId: second });
  expect([await listed('allow'), await listed('block')]).toEqual([1, 0]);
  const off = await removeListEntry(context, { entryId: allow.entryId, staffId: admin, reason: 'no longer' });
  expect([off.proposal, await listed('allow')]).toEqual([undefined, 0]);
});
