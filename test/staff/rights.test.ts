import { describe, expect, test } from 'vitest';
import { inOneTransaction } from '../../src/platform/index.ts';
import type { Tx } from '../../src/platform/index.ts';
import {
  ABILITIES,
  ACTIONS,
  hasRight,
  ROLES,
  roleMay,
  SUBJECTS,
  type Action,
  type Role,
} from '../../src/staff/index.ts';
import { createTestContext } from '../kit/testContext.ts';
import { makeEverything } from './everything.ts';
import type { UseCase } from './useCase.ts';
import { useCasesOf } from './useCases.ts';

const context = await createTestContext({ DELIVERY: 'manual', DELIVERY_MANUAL_SECOND_ABOVE: '55' });
const made = await makeEverything(context);
const useCases = useCasesOf(made);

/** What the table says of this call, read here by itself. */
function granted({ action, subject, own, among }: UseCase, role: Role): boolean {
  return ABILITIES[subject][role].some((right) => {
    if (typeof right === 'string') return right === action;
    const isAmong =
      right.among === undefined ||
      among === 'any' ||
      (among !== undefined && right.among.values.includes(among));
    return right.action === action && (right.own === undefined || own === true) && isAmong;
  });
}

class TakenBack extends Error {}

/** Rows that this connection has written to, also such as were taken back; those of a moment ago are counted as well. */
async function written(tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    'SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::integer AS n FROM pg_stat_xact_user_tables',
  );
  return rows[0]?.n ?? 0;
}

/** What comes of the call, and how many rows it wrote to, also such as were taken back. Nothing of it stays. */
async function outcomeOf({ call }: UseCase, staffId: bigint): Promise<{ code: unknown; wrote: number }> {
  const outcome = { code: 'accepted' as unknown, wrote: 0 };
  await inOneTransaction(made.app, async (app, tx) => {
    const before = await written(tx);
    try {
      await call(app, staffId);
    } catch (error) {
      outcome.code = (error as { code?: unknown }).code ?? error;
    }
    outcome.wrote = (await written(tx)) - before;
    throw new TakenBack();
  }).catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
  return outcome;
}

const REFUSED = { code: 'FORBIDDEN', wrote: 0 };

describe.each(ROLES)('as %s', (role) => {
  test.each(useCases.map((useCase) => [useCase.name, useCase] as const))(
    '%s, when called, then it goes exactly as far as the table says',
    async (_name, useCase) => {
      const outcome = await outcomeOf(useCase, made.staff[role]);
      if (granted(useCase, role)) expect(outcome.code).toBe(useCase.otherwise ?? 'accepted');
      else expect(outcome).toEqual(REFUSED);
      expect(await outcomeOf(useCase, made.leavers[role]), 'of somebody disabled').toEqual(REFUSED);
    },
  );
});

test('a use case, when somebody calls it who does not exist, then it is refused and writes nothing', async () => {
  for (const useCase of useCases) expect(await outcomeOf(useCase, 999_999n), useCase.name).toEqual(REFUSED);
});

/** What changes nothing of the shop. */
const READS: readonly Action[] = ['see', 'open', 'export', 'verify'];
/** What lies in Redis, and content, which the back office writes itself and asks for (`test/admin/content.test.ts`). */
const DOORS_ALONE = ['act queues', 'reset circuits', 'edit canned_replies', 'edit faq'];

test('the table of rights, when all of it is walked, then every right to change something has a use case that asks it', () => {
  const asked = new Set(useCases.map(({ action, subject }) => `${action} ${subject}`));
  const changes = SUBJECTS.flatMap((subject) =>
    ACTIONS.filter(
      (action) => !READS.includes(action) && ROLES.some((role) => roleMay(role, action, subject)),
    ).map((action) => `${action} ${subject}`),
  );
  expect([...asked, ...DOORS_ALONE].toSorted()).toEqual(changes.toSorted());
});

test('a right to one’s own rows, when the row is somebody else’s, nobody’s or not named, then it is none', async () => {
  const { support, admin } = made.staff;
  const may = (staffId: bigint, ...whose: [{ own?: bigint | null }?]): Promise<boolean> =>
    hasRight(context.db, staffId, 'edit', 'canned_replies', ...whose);
  expect(await may(support, { own: support })).toBe(true);
  expect(
    await Promise.all([may(support, { own: admin }), may(support, { own: null }), may(support)]),
  ).toEqual([false, false, false]);
  expect(await Promise.all([may(admin, { own: support }), may(admin)])).toEqual([true, true]);
});
