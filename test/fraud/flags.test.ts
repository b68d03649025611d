import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secondApproves } from '../kit/secondPerson.ts';
import {
  addListEntry,
  changeRule,
  createRule,
  decideFlag,
  evaluate,
  listRules,
  removeListEntry,
  scoreOf,
  snoozeRule,
} from '../../src/fraud/index.ts';
import { newId } from '../../src/lib/index.ts';
import { setUserStatus } from '../../src/users/index.ts';
import { codeOf } from '../kit/refusals.ts';
import { newUser } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { createTestContext } from '../kit/testContext.ts';
import { flagsOf, happened, judged, newRule, openHistory, statusOf } from '../kit/fraud.ts';
import { hire } from '../kit/hire.ts';

const context = await createTestContext();
await openHistory(context);
const reviewer = await hire(context, 'admin');

/** A rule that hits at the first event of its kind. */
const always = { kind: 'rate_blocks', parameters: { minutes: 60, limit: 0 } } as const;
const block = (userId: bigint) => ({ kind: 'block', userId }) as const;
const decide = (flagId: string | undefined, decision: 'confirmed' | 'dismissed') =>
  decideFlag(context, { flagId: flagId ?? '', decision, staffId: reviewer, note: 'looked at' });

test('a rule in shadow, when it asks for a block and hits, then a flag is written and nothing is done', async () => {
  const ruleId = await newRule(context, always);
  await changeRule(context, {
    ruleId,
    seenVersion: 1,
    parameters: always.parameters,
    effect: 'block',
    mode: 'shadow',
    weight: 50,
    staffId: reviewer,
    reason: 'tried',
  });
  const user = await newUser(context);

  expect(await judged(context, ruleId, block(user.id))).toMatchObject([
    { version: 2, mode: 'shadow', effect: 'none' },
  ]);
  expect(await statusOf(context, user.id)).toBe('active');
  expect(await scoreOf(context, user.id)).toEqual({ score: 0, rules: 0 });
});

test('a live rule, when it asks for a note, then the user goes on and the score grows once per rule', async () => {
  const [one, two] = [
    await newRule(context, { ...always, live: 'note', weight: 30 }),
    await newRule(context, { ...always, live: 'note', weight: 12 }),
  ];
  const user = await newUser(context);
  await judged(context, one, block(user.id));
  await judged(context, one, block(user.id));

  expect(await statusOf(context, user.id)).toBe('active');
  expect(await scoreOf(context, user.id)).toEqual({ score: 42, rules: 2 });
  expect(await flagsOf(context, two, user.id)).toMatchObject([{ score: 42, hits: 2 }]);
  await disable(one);
  await disable(two);
});

async function disable(ruleId: string): Promise<void> {
  const rule = (await listRules(context)).find((rule) => rule.ruleId === ruleId);
  if (!rule) throw new Error('no such rule');
  const change = {
    ...rule,
    seenVersion: rule.version,
    mode: 'off',
    staffId: reviewer,
    reason: 'done',
  } as const;
  await secondApproves(context, (await changeRule(context, change)).proposal);
}

test('a user under review, when the flags are dismissed one by one, then the last one frees the user', async () => {
  const rules = [
    await newRule(context, { ...always, live: 'review' }),
    await newRule(context, { ...always, live: 'review' }),
  ];
  const user = await newUser(context);
  await judged(context, rules[0] ?? '', block(user.id));
  const flags = await Promise.all(rules.map((ruleId) => flagsOf(context, ruleId, user.id)));
  const [first, second] = flags.flat();
  expect(await statusOf(context, user.id)).toBe('under_review');

  await decide(first?.id, 'dismissed');
  expect(await statusOf(context, user.id)).toBe('under_review');
  await decide(second?.id, 'dismissed');
  expect(await statusOf(context, user.id)).toBe('active');
  for (const ruleId of rules) await disable(ruleId);
});

test('a rule, when it hits a thousand times while nobody has decided, then one flag counts them, and a decision begins anew', async () => {
  const ruleId = await newRule(context, { ...always, live: 'review' });
  const [user, other] = [await newUser(context), await newUser(context)];
  const events: string[] = [];
  for (let n = 0; n < 30; n++) events.push(await happened(context, block(user.id)));
  await Promise.all(events.toReversed().map((event) => evaluate(context, event)));
  await judged(context, ruleId, block(other.id));
  const [flag, ...more] = await flagsOf(context, ruleId, user.id);
  expect(more).toEqual([]);
  expect(flag).toMatchObject({ hits: 30, eventId: events.at(-1), status: 'open' });

  await decide(flag?.id, 'dismissed');
  expect(await statusOf(context, user.id)).toBe('active');
  // What was counted once says nothing new, however often it is judged.
  for (const event of events) await evaluate(context, event);
  expect(await statusOf(context, user.id)).toBe('active');
  await judged(context, ruleId, block(user.id));
  expect(await flagsOf(context, ruleId, user.id)).toMatchObject([
    { status: 'dismissed' },
    { hits: 1, status: 'open' },
  ]);
  await disable(ruleId);
});

test('a blocked user, when the blocking flag is dismissed and one for a review stays, then the user is under review', async () => {
  const reviews = await newRule(context, { ...always, live: 'review' });
  const blocks = await newRule(context, { ...always, live: 'block' });
  const user = await newUser(context);
  await judged(context, reviews, block(user.id));
  const [open] = await flagsOf(context, reviews, user.id);
  const [blocking] = await flagsOf(context, blocks, user.id);
  expect(await statusOf(context, user.id)).toBe('blocked');

  await decide(blocking?.id, 'dismissed');
  expect(await statusOf(context, user.id)).toBe('under_review');
  await decide(open?.id, 'confirmed');
  expect(await statusOf(context, user.id)).toBe('under_review');
  await disable(reviews);
  await disable(blocks);
});

test('a user put under review by hand, when a flag is dismissed, then the review stays', async () => {
  const ruleId = await newRule(context, { ...always, live: 'review' });
  const user = await newUser(context);
  await setUserStatus(context, {
    userId: user.id,
    status: 'under_review',
    reason: 'asked by finance',
    staffId: reviewer,
  });
  const [flag] = await judged(context, ruleId, block(user.id));

  await decide(flag?.id, 'dismissed');
  expect(await statusOf(context, user.id)).toBe('under_review');
  await disable(ruleId);
});

test('decideFlag, when the flag was decided or does not exist, then it is refused', async () => {
  const ruleId = await newRule(context, always);
  const [flag] = await judged(context, ruleId, block((await newUser(context)).id));
  await decide(flag?.id, 'confirmed');

  expect(await codeOf(decide(flag?.id, 'dismissed'))).toBe('ALREADY_SO');
  expect(await codeOf(decide(newId(), 'dismissed'))).toBe('FLAG_UNKNOWN');
});

test('snoozeRule, when a rule is snoozed for one user, then it is silent for this user until the date only', async () => {
  const ruleId = await newRule(context, always);
  const [quiet, other] = [await newUser(context), await newUser(context)];
  const snooze = { ruleId, userId: quiet.id, staffId: reviewer, note: 'a shop of their own' };
  await snoozeRule(context, { ...snooze, until: new Date(Date.now() + 60_000) });

  expect(await judged(context, ruleId, block(quiet.id))).toEqual([]);
  expect(await judged(context, ruleId, block(other.id))).toHaveLength(1);
  expect(await codeOf(snoozeRule(context, { ...snooze, until: new Date(Date.now() - 1000) }))).toBe(
    'INPUT_INVALID',
  );
  await context.db.query(
    `INSERT INTO fraud_snoozes (id, rule_id, user_id, until, created_by, created_at)
     VALUES ($1, $2, $3, now() - interval '1 minute', 7, now() - interval '1 hour')`,
    [newId(), ruleId, other.id],
  );
  expect(await judged(context, ruleId, block(other.id))).toHaveLength(1);
});

test('the allow list, when a user is on it, then no rule looks, and after removal they look again', async () => {
  const ruleId = await newRule(context, always);
  const user = await newUser(context);
  const entry = {
    list: 'allow',
    who: { userId: user.id },
    note: 'ours',
    staffId: reviewer,
    reviewer,
  } as const;
  const { entryId, proposal } = await addListEntry(context, entry);
  const off = { entryId, staffId: reviewer, reason: 'no longer' };

  expect(await judged(context, ruleId, block(user.id))).toHaveLength(1);
  await secondApproves(context, proposal);

  expect(await judged(context, ruleId, block(user.id))).toEqual([]);
  await removeListEntry(context, off);
  expect(await judged(context, ruleId, block(user.id))).toHaveLength(1);
  expect(await codeOf(removeListEntry(context, off))).toBe('LIST_ENTRY_UNKNOWN');
});

test('the block list, when a user is put on it, then the next event blocks the user by the rule that came with the product', async () => {
  const user = await newUser(context);
  await addListEntry(context, {
    list: 'block',
    who: { userId: user.id },
    note: 'stolen cards',
    staffId: reviewer,
  });

  expect(await judged(context, 'block-list', block(user.id))).toMatchObject([
    { mode: 'live', effect: 'block' },
  ]);
  expect(await statusOf(context, user.id)).toBe('blocked');
});

test.each([
  { who: { network: 'not an address' }, note: 'x', code: 'INPUT_INVALID' },
  { who: { userId: 999_999n }, note: 'x', code: 'INPUT_INVALID' },
  { who: { payer: ' ' }, note: 'x', code: 'INPUT_INVALID' },
  { who: { network: '10.0.0.0/8' }, note: ' ', code: 'TEXT_INVALID' },
])('addListEntry, when given $who, then it is refused with $code', async ({ who, note, code }) => {
  expect(await codeOf(addListEntry(context, { list: 'allow', who, note, staffId: reviewer }))).toBe(code);
});

test('a job, when it is repeated and run at once by several workers, then one flag is written', async () => {
  const ruleId = await newRule(context, { ...always, live: 'review' });
  const user = await newUser(context);
  const key = await happened(context, block(user.id));
  await Promise.all(Array.from({ length: 8 }, () => evaluate(context, key)));
  await evaluate(context, key);

  expect(await flagsOf(context, ruleId, user.id)).toHaveLength(1);
  await disable(ruleId);
});

test('a rule that was switched off, when an event from before is judged late, then it is silent', async () => {
  const ruleId = await newRule(context, { ...always, live: 'block' });
  const user = await newUser(context);
  const key = await happened(context, block(user.id));
  await disable(ruleId);
  await evaluate(context, key);

  expect(await flagsOf(context, ruleId, user.id)).toEqual([]);
});

test('a rule that changed, when an event from before is judged, then the version of that time judges', async () => {
  const ruleId = await newRule(context, always);
  const user = await newUser(context);
  const key = await happened(context, block(user.id));
  const rule = {
    ruleId,
    effect: 'note',
    mode: 'shadow',
    weight: 1,
    staffId: reviewer,
    reason: 'looser',
  } as const;
  const { proposal } = await changeRule(context, {
    ...rule,
    seenVersion: 1,
    parameters: { minutes: 60, limit: 5 },
  });
  await secondApproves(context, proposal);
  await evaluate(context, key);

  expect(await flagsOf(context, ruleId, user.id)).toMatchObject([{ version: 1 }]);
});

test('changeRule, when the form is old or the parameters do not fit, then nothing changes', async () => {
  const ruleId = await newRule(context, always);
  const rule = {
    ruleId,
    effect: 'note',
    mode: 'live',
    weight: 1,
    staffId: reviewer,
    reason: 'r',
    ...always,
  } as const;

  expect(await codeOf(changeRule(context, { ...rule, seenVersion: 2 }))).toBe('CONTENT_CHANGED');
  expect(await codeOf(changeRule(context, { ...rule, seenVersion: 1, parameters: { limit: -1 } }))).toBe(
    'INPUT_INVALID',
  );
  expect(await codeOf(changeRule(context, { ...rule, seenVersion: 1, reason: ' ' }))).toBe('TEXT_INVALID');
  expect(await codeOf(changeRule(context, { ...rule, ruleId: 'none', seenVersion: 1 }))).toBe('RULE_UNKNOWN');
  expect((await listRules(context)).find((one) => one.ruleId === ruleId)).toMatchObject({ version: 1 });
});

test('rule versions, when somebody updates or deletes one, then the database refuses', async () => {
  for (const statement of ['UPDATE fraud_rule_versions SET weight = 0', 'DELETE FROM fraud_rule_versions'])
    await expect(context.testDb.owner.query(statement)).rejects.toMatchObject({ code: 'SB001' });
});

test('the rules that came with the product, when read, then each has a known kind, fitting parameters and is in shadow unless harmless', async () => {
  const rules = (await listRules(context)).filter(({ ruleId }) => !ruleId.startsWith('test-'));

  expect(rules.filter(({ mode }) => mode === 'live').map(({ ruleId }) => ruleId)).toEqual([
    'block-list',
    'forged-requests',
    // Both hold a delivery and not its user.
    'many-senders',
    'recipient-block-list',
  ]);
  for (const { ruleId, kind, parameters } of rules)
    await createRule(context, {
      ruleId: `test-copy-${ruleId}`,
      kind,
      parameters,
      titleRu: 'копия',
      titleEn: 'copy',
      effect: 'note',
      weight: 0,
      staffId: reviewer,
      reason: 'fits',
    });
});

test('precision, when three flags are confirmed and one is dismissed, then it is 75 percent of this version', async () => {
  const ruleId = await newRule(context, always);
  const user = await newUser(context);
  for (const decision of ['confirmed', 'confirmed', 'dismissed', 'confirmed'] as const) {
    const [flag] = await judged(context, ruleId, block(user.id));
    await decide(flag?.id, decision);
  }
  await judged(context, ruleId, block(user.id));

  expect((await listRules(context)).find((rule) => rule.ruleId === ruleId)).toMatchObject({
    open: 1,
    confirmed: 3,
    dismissed: 1,
    precisionPercent: '75.0',
  });
});

test('evaluation, when events are judged in any order and any number of times, then the flags are the same', async () => {
  const rules = await Promise.all([
    newRule(context, { kind: 'invoice_rate', parameters: { minutes: 60, limit: 2 } }),
    newRule(context, { kind: 'unpaid_streak', parameters: { days: 3, olderThanMinutes: 0, limit: 1 } }),
    newRule(context, { kind: 'amount_own', parameters: { percent: 200, minHistory: 1 } }),
    newRule(context, { kind: 'topup_drained', parameters: { minutes: 60, percent: 50, minAmount: '1' } }),
  ]);
  const flagged = async (userId: bigint): Promise<unknown[]> => {
    const { rows } = await context.db.query(
      `SELECT f.rule_id, f.measured, f.limit_value, row_number() OVER (PARTITION BY f.rule_id ORDER BY f.event_at, f.event_id) AS n
       FROM fraud_flags f WHERE f.user_id = $1 AND f.rule_id = ANY($2) ORDER BY f.rule_id, f.event_at, f.event_id`,
      [userId, rules],
    );
    return rows;
  };
  const step = fc.record({
    kind: fc.constantFrom('invoice' as const, 'payment' as const, 'purchase' as const),
    amount: fc.integer({ min: 1, max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(step, { minLength: 1, maxLength: 8 })
        .chain((steps) =>
          fc.tuple(
            fc.constant(steps),
            fc.array(fc.nat(steps.length - 1), { maxLength: 12 }),
            fc.shuffledSubarray([...steps.keys()], { minLength: steps.length }),
          ),
        ),
      async ([steps, repeats, order]) => {
        const histories: string[][] = [];
        const people = [await newUser(context), await newUser(context)];
        for (const { id: userId } of people) {
          const keys: string[] = [];
          for (const { kind, amount } of steps)
            keys.push(
              await happened(context, { kind, userId, amount: BigInt(amount) * TON, orderKind: 'topup' }),
            );
          histories.push(keys);
        }
        const [inTurn = [], anyhow = []] = histories;
        for (const key of inTurn) await evaluate(context, key);
        for (const index of [...repeats, ...order, ...repeats]) {
          const key = anyhow[index];
          if (key) await evaluate(context, key);
        }
        const [one, other] = await Promise.all(people.map(({ id }) => flagged(id)));
        expect(other).toEqual(one);
      },
    ),
    { numRuns: 10 },
  );
});
