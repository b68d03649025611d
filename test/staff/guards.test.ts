import { describe, expect, test } from 'vitest';
import { PROPOSAL_RIGHTS } from '../../src/approvals/index.ts';
import type { Tx } from '../../src/platform/index.ts';
import { PROPOSAL_KINDS, type ProposalKind } from '../../src/proposals/index.ts';
import { refundLimits } from '../../src/refunds/index.ts';
import { ROLES, roleMay, type Role } from '../../src/staff/index.ts';
import { hire } from '../kit/hire.ts';
import { createTestContext } from '../kit/testContext.ts';

// The database names roles where money is guarded. It knows no table of rights, so the two are compared here.

const context = await createTestContext();
const people: Partial<Record<Role, bigint>> = {};
for (const role of ROLES) people[role] = await hire(context, role);
const subject = await hire(context, 'support');

class TakenBack extends Error {}

/** The SQLSTATE that the work was refused with; nothing of it stays. */
async function stateOf(work: (tx: Tx) => Promise<unknown>): Promise<string> {
  let state = 'accepted';
  await context.db
    .tx(async (tx) => {
      await work(tx);
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) state = String((error as { code?: unknown }).code);
    });
  return state;
}

/** A proposal of this kind that waits for a second person. */
function proposal(tx: Tx, kind: ProposalKind, by: bigint | undefined): Promise<{ rows: { id: string }[] }> {
  const isOfAccount = kind.startsWith('staff_') && kind !== 'staff_create';
  return tx.query<{ id: string }>(
    `INSERT INTO proposals (id, kind, subject, staff_id, before, wanted, reason, requested_by)
     VALUES (gen_random_uuid(), $1, gen_random_uuid()::text, $2, '{"role": "support"}', '{"role": "finance"}', 'for the walk', $3) RETURNING id`,
    [kind, isOfAccount ? subject : null, by],
  );
}

describe.each(ROLES)('as %s', (role) => {
  const may = (...right: [Parameters<typeof roleMay>[1], Parameters<typeof roleMay>[2]]): boolean =>
    roleMay(role, ...right);

  test('prices, when the database says who may set them, then it says what the table does', async () => {
    const row = await context.db.one<{ may: boolean }>('SELECT may_set_prices($1) AS may', [people[role]]);
    expect([may('edit', 'packages'), may('approve', 'packages')]).toEqual([row?.may, row?.may]);
  });

  test.each([
    ['refund', 'refunds'],
    ['adjustment', 'adjustments'],
  ] as const)(
    'limits of a %s, when the shop is new, then they let nobody do what the table does not grant',
    async (kind, of) => {
      const limit = (await refundLimits(context)).find((one) => one.kind === kind && one.role === role);
      expect(limit && limit.requestUpTo !== 0n).toBe(may('request', of));
      expect(limit?.canApprove).toBe(may('approve', of));
      expect(limit && (limit.canApprove || limit.requestUpTo === null)).toBe(may('manage', of));
    },
  );

  test('breaks, when they are counted as adjustments, then whoever may resolve or approve them has that right too', () => {
    expect(may('resolve', 'breaks')).toBe(may('request', 'adjustments'));
    expect(may('approve', 'breaks')).toBe(may('approve', 'adjustments'));
  });

  test.each(PROPOSAL_KINDS)(
    'a proposal of kind %s, when it is asked for or decided, then the database allows the same roles as the table',
    async (kind) => {
      const { subject: about, ask } = PROPOSAL_RIGHTS[kind];
      expect(await stateOf((tx) => proposal(tx, kind, people[role]))).toBe(
        may(ask, about) ? 'accepted' : 'SP004',
      );
      const author = await hire(context, ROLES.find((one) => roleMay(one, ask, about)) ?? 'auditor');
      const decided = await stateOf(async (tx) => {
        const { rows } = await proposal(tx, kind, author);
        await tx.query(`UPDATE proposals SET status = 'rejected', decided_by = $2 WHERE id = $1`, [
          rows[0]?.id,
          people[role],
        ]);
      });
      expect(decided).toBe(may('approve', about) ? 'accepted' : 'SP004');
    },
  );
});
