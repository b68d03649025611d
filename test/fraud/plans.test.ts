import { expect, test } from 'vitest';
import { RULE_KINDS } from '../../src/fraud/index.ts';
import type { Queryable, Row } from '../../src/platform/index.ts';
import { newUser } from '../kit/users.ts';
import { TON } from '../kit/money.ts';
import { createTestContext } from '../kit/testContext.ts';
import { findSignalForTest, happened, openHistory } from '../kit/fraud.ts';

const context = await createTestContext();
await openHistory(context);

/** What a measurement read: every relation scanned whole, and how many rows all scans gave. */
interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  Plans?: Plan[];
}
function flat(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(flat)];
}

test('measurements, when 300,000 events lie around and a user has thousands, then no table is read whole and few rows are', async () => {
  const user = await newUser(context);
  // In portions: other tests run beside this one, and no statement may take long.
  for (let from = 1; from <= 300_000; from += 30_000)
    await context.testDb.owner.query(
      `INSERT INTO fraud_events (id, at, kind, user_id, subject, outcome, order_kind, asset, amount, payer_hashes)
       SELECT gen_random_uuid(), now() - make_interval(secs => n * 8), k.kind,
         CASE WHEN n % 100 = 0 THEN $1::bigint ELSE 1000000 + n % 20000 END, 'test', k.outcome, 'topup', 'TON', 1000000000 + n, '{}'
       FROM generate_series($2::integer, $2::integer + 29999) n
       JOIN (VALUES (0, 'invoice', NULL), (1, 'payment', 'paid'), (2, 'purchase', 'bought'), (3, 'payment', 'underpaid'),
         (4, 'block', NULL)) k (i, kind, outcome) ON k.i = (n / 100) % 5`,
      [user.id, from],
    );
  await context.testDb.owner.query(
    `INSERT INTO fraud_payers SELECT 'k1:' || n % 60000, 1000000 + n % 20000 FROM generate_series(1, 60000) n ON CONFLICT DO NOTHING`,
  );
  await context.testDb.owner.query(
    `INSERT INTO fraud_events (id, at, kind, user_id, subject, outcome, stars, recipient_hashes)
     SELECT gen_random_uuid(), now() - make_interval(secs => n * 40), 'delivery',
       CASE WHEN n % 20 = 0 THEN $1::bigint ELSE 1000000 + n % 20000 END, 'test', 'other', 50,
       ARRAY['k1:name-' || CASE WHEN n % 20 = 1 THEN 0 ELSE n % 9000 END]
     FROM generate_series(1, 50000) n`,
    [user.id],
  );
  await context.testDb.owner.query('ANALYZE fraud_events, fraud_payers');
  const of = { userId: user.id, amount: TON, payer: 'k1:77', orderKind: 'topup', ip: '192.0.2.1' };
  const event = { ...of, recipient: 'k1:name-0', stars: 50 };
  const defaults = await context.db.query<{ kind: string; parameters: unknown }>(
    'SELECT kind, parameters FROM fraud_current_rules',
  );

  for (const { kind, parameters } of defaults.rows)
    for (const signalKind of RULE_KINDS[kind]?.signals ?? []) {
      const outcome =
        { underpaid: 'underpaid', contradiction: 'contradiction', mismatch: 'mismatch' }[kind] ?? null;
      const happening = await findSignalForTest(
        context,
        await happened(context, { ...event, kind: signalKind, outcome }),
      );
      const plans: Plan[] = [];
      const explaining: Queryable = {
        query: async <R extends object = Row>(text: string, values?: readonly unknown[]) => {
          const { rows } = await context.db.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
            `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
            values,
          );
          plans.push(...flat((rows[0] as { 'QUERY PLAN': [{ Plan: Plan }] })['QUERY PLAN'][0].Plan));
          return context.db.query<R>(text, values);
        },
      };
      await RULE_KINDS[kind]?.measure(explaining, happening, parameters);
      const whole = plans.filter(
        (plan) => plan['Node Type'] === 'Seq Scan' && plan['Actual Rows'] * plan['Actual Loops'] > 100,
      );
      const read = plans
        .filter((plan) => plan['Node Type'].includes('Scan') && plan['Relation Name'] !== undefined)
        .reduce((sum, plan) => sum + plan['Actual Rows'] * plan['Actual Loops'], 0);
      expect([kind, signalKind, whole]).toEqual([kind, signalKind, []]);
      expect([kind, signalKind, read <= 3000 ? 'bounded' : read]).toEqual([kind, signalKind, 'bounded']);
    }
}, 180_000);
