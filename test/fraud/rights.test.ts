import { expect, test } from 'vitest';
import {
  addListEntry,
  changeRule,
  createRule,
  decideFlag,
  removeListEntry,
  snoozeRule,
} from '../../src/fraud/index.ts';
import { hire } from '../kit/hire.ts';
import { codeOf } from '../kit/refusals.ts';
import { newUser } from '../kit/users.ts';
import { createTestContext } from '../kit/testContext.ts';
import { judged, newRule, openHistory, statusOf } from '../kit/fraud.ts';

const context = await createTestContext();
await openHistory(context);
const roles = ['support', 'finance', 'admin', 'auditor'] as const;
const staff = {
  support: await hire(context, 'support'),
  finance: await hire(context, 'finance'),
  admin: await hire(context, 'admin'),
  auditor: await hire(context, 'auditor'),
};
const disabled = await hire(context, 'admin');
await context.testDb.owner.query('UPDATE staff SET disabled_at = now() WHERE id = $1', [disabled]);

const always = { kind: 'rate_blocks', parameters: { minutes: 60, limit: 0 } } as const;
const noted = { note: 'looked at' };
const tomorrow = (): Date => new Date(Date.now() + 86_400_000);
const count = async (table: string): Promise<bigint | undefined> =>
  (await context.db.one<{ n: bigint }>(`SELECT count(*) AS n FROM ${table}`))?.n;

test('a flag, when support, an auditor, a disabled admin or nobody decides, then it is refused and the user stays under review', async () => {
  const ruleId = await newRule(context, { ...always, live: 'review' });
  const user = await newUser(context);
  const [flag] = await judged(context, ruleId, { kind: 'block', userId: user.id });
  const before = await count('fraud_snoozes');
  for (const staffId of [staff.support, staff.auditor, disabled, 999_999n]) {
    for (const decision of ['confirmed', 'dismissed'] as const)
      expect(await codeOf(decideFlag(context, { flagId: flag?.id ?? '', decision, staffId, ...noted }))).toBe(
        'FORBIDDEN',
      );
    const snooze = { ruleId, userId: user.id, until: tomorrow(), staffId, ...noted };
    expect(await codeOf(snoozeRule(context, snooze))).toBe('FORBIDDEN');
  }
  expect(await statusOf(context, user.id)).toBe('under_review');
  expect(await count('fraud_snoozes')).toBe(before);
  const snooze = { ruleId, userId: user.id, until: tomorrow(), staffId: staff.finance, ...noted };
  expect(await codeOf(snoozeRule(context, snooze))).toBe('accepted');
  const decision = { decision: 'dismissed', staffId: staff.finance, ...noted } as const;
  expect(await codeOf(decideFlag(context, { flagId: flag?.id ?? '', ...decision }))).toBe('accepted');
  expect(await statusOf(context, user.id)).toBe('active');
});

test.each(roles)('rules and lists, when %s changes them, then only an admin can', async (role) => {
  const ruleId = await newRule(context, always);
  const user = await newUser(context);
  const staffId = staff[role];
  const allowed = role === 'admin' ? 'accepted' : 'FORBIDDEN';
  const tables = ['fraud_rules', 'fraud_rule_versions', 'fraud_list_entries WHERE removed_at IS NULL'];
  const before = await Promise.all(tables.map(count));
  const rule = {
    parameters: always.parameters,
    effect: 'block',
    weight: 10,
    staffId,
    reason: 'why',
  } as const;
  const made = { ruleId: `by-${role}`, kind: always.kind, titleRu: 'т', titleEn: 't' };
  expect(await codeOf(createRule(context, { ...rule, ...made }))).toBe(allowed);
  expect(await codeOf(changeRule(context, { ...rule, ruleId, mode: 'live', seenVersion: 1 }))).toBe(allowed);
  const entry = { list: 'allow', who: { userId: user.id }, ...noted } as const;
  expect(await codeOf(addListEntry(context, { ...entry, staffId }))).toBe(allowed);
  const { entryId } = await addListEntry(context, { ...entry, list: 'block', staffId: staff.admin });
  expect(await codeOf(removeListEntry(context, { entryId, staffId, reason: 'why' }))).toBe(allowed);
  // What lets somebody through waits for another admin: the exception, and the end of the block.
  const grown = role === 'admin' ? [1n, 2n, 1n] : [0n, 0n, 1n];
  const after = await Promise.all(tables.map(count));
  expect(after.map((n, at) => (n ?? 0n) - (before[at] ?? 0n))).toEqual(grown);
});
