import { expect, test } from 'vitest';
import { addListEntry, evaluate, snoozeRule, tryRule } from '../../src/fraud/index.ts';
import { codeOf } from '../kit/refusals.ts';
import { newUser } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { createTestContext } from '../kit/testContext.ts';
import { flagsOf, happened, newRule, openHistory, type Happening } from '../kit/fraud.ts';
import { hire } from '../kit/hire.ts';

const context = await createTestContext();
await openHistory(context);
const reviewer = await hire(context, 'admin');

/** Events of the last seconds, so that the rule was in force for all of them. */
async function history(): Promise<{ keys: string[]; quiet: bigint }> {
  const people = await Promise.all([1, 2, 3, 4].map(() => newUser(context)));
  const [, , allowed, snoozed] = people;
  if (!allowed || !snoozed) throw new Error('no users');
  await addListEntry(context, {
    list: 'allow',
    who: { userId: allowed.id },
    note: 'ours',
    staffId: reviewer,
  });
  const keys: string[] = [];
  const kinds = ['invoice', 'payment', 'purchase', 'forgery', 'block', 'refund'] as const;
  for (let n = 0; n < 8; n++)
    for (const { id: userId } of people)
      for (const kind of kinds) {
        const outcome = kind === 'payment' && n % 3 === 0 ? 'underpaid' : null;
        const event: Happening = {
          kind,
          userId,
          outcome,
          orderKind: 'topup',
          amount: BigInt((n * 7) % 5) * TON + TON,
        };
        keys.push(await happened(context, kind === 'payment' ? { ...event, payer: `k1:${n % 4}` } : event));
      }
  for (let n = 0; n < 6; n++) keys.push(await happened(context, { kind: 'forgery', ip: `192.0.2.${n % 2}` }));
  return { keys, quiet: snoozed.id };
}

test('tryRule, when every event of a rule is judged in earnest too, then both find the same for each kind of rule', async () => {
  const rules = await Promise.all(
    (
      [
        ['invoice_rate', { minutes: 60, limit: 5 }],
        ['rate_blocks', { minutes: 60, limit: 6 }],
        ['forged', { minutes: 60, limit: 2 }],
        ['underpaid', { days: 2, limit: 2 }],
        ['unpaid_streak', { days: 2, olderThanMinutes: 0, limit: 0 }],
        ['refund_ratio', { days: 2, percent: 40, minPaid: 1 }],
        ['amount_own', { percent: 130, minHistory: 2 }],
        ['amount_shop', { percent: 130, minHistory: 2 }],
        ['topup_drained', { minutes: 60, percent: 60, minAmount: '1' }],
        ['shared_payer', { limit: 2 }],
        ['referral_ring', { limit: 1 }],
        ['listed', {}],
      ] as const
    ).map(([kind, parameters]) => newRule(context, { kind, parameters })),
  );
  const { keys, quiet } = await history();
  const [first = ''] = rules;
  await snoozeRule(context, {
    ruleId: first,
    userId: quiet,
    until: new Date(Date.now() + 60_000),
    staffId: reviewer,
    note: '',
  });
  for (let n = 0; n < 9; n++) keys.push(await happened(context, { kind: 'invoice', userId: quiet }));
  await Promise.all(keys.map((key) => evaluate(context, key)));

  for (const ruleId of rules) {
    const tried: string[] = [];
    const trial = await tryRule(context, {
      ruleId,
      days: 1,
      onHit: ({ signal, value }) => tried.push(`${signal.id} ${value}`),
    });
    const flags = await flagsOf(context, ruleId);
    const { rows: counted } = await context.testDb.owner.query<{ id: string }>(
      'SELECT event_id AS id FROM fraud_hits WHERE rule_id = $1 ORDER BY event_id',
      [ruleId],
    );
    expect([
      ruleId,
      tried.map((hit) => hit.split(' ')[0]).toSorted((a, b) => String(a).localeCompare(String(b))),
    ]).toEqual([ruleId, counted.map(({ id }) => id)]);
    expect(tried).toEqual(expect.arrayContaining(flags.map((flag) => `${flag.eventId} ${flag.measured}`)));
    expect(trial.hits).toBe(flags.reduce((sum, { hits }) => sum + hits, 0));
    if (!ruleId.includes('listed') && !ruleId.includes('ring'))
      expect([ruleId, trial.hits > 0]).toEqual([ruleId, true]);
  }
}, 60_000);

test('tryRule, when other parameters are given, then they count and nothing is written', async () => {
  const ruleId = await newRule(context, { kind: 'invoice_rate', parameters: { minutes: 60, limit: 900 } });
  const user = await newUser(context);
  for (let n = 0; n < 3; n++)
    await happened(context, { kind: 'invoice', userId: user.id, minutesAgo: 2 * 1440 });
  await happened(context, { kind: 'invoice', userId: user.id, minutesAgo: 9 * 1440 });
  const progress: number[] = [];
  const hits: bigint[] = [];
  await tryRule(context, {
    ruleId,
    days: 5,
    parameters: { minutes: 60, limit: 1 },
    onProgress: ({ done, total }) => progress.push(done / total),
    onHit: ({ signal, value }) => void (signal.userId === user.id && hits.push(value)),
  });

  expect(hits).toEqual([2n, 3n]);
  expect(progress.at(-1)).toBe(1);
  expect([...progress].sort((a, b) => a - b)).toEqual(progress);
  expect(await flagsOf(context, ruleId)).toEqual([]);
});

test('tryRule, when the rule or its parameters are wrong, then it is refused', async () => {
  const ruleId = await newRule(context, { kind: 'invoice_rate', parameters: { minutes: 60, limit: 1 } });
  expect(await codeOf(tryRule(context, { ruleId: 'none', days: 3 }))).toBe('RULE_UNKNOWN');
  expect(await codeOf(tryRule(context, { ruleId, days: 0 }))).toBe('INPUT_INVALID');
  expect(await codeOf(tryRule(context, { ruleId, days: 3, parameters: { minutes: 1 } }))).toBe(
    'INPUT_INVALID',
  );
});
