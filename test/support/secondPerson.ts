import { approveProposal } from '../../src/approvals/index.ts';
import type { Context } from '../../src/platform/index.ts';
import type { Proposal } from '../../src/proposals/index.ts';
import type { TestContext } from './testContext.ts';

let people = 0;

/** An administrator who has nothing to do with anybody else; gives the id. */
export async function secondAdmin({ testDb }: Pick<TestContext, 'testDb'>): Promise<bigint> {
  const row = await testDb.owner.one<{ id: bigint }>(
    // Numbers of its own: some tests have taken the first ones by hand.
    `INSERT INTO staff (id, email, name, role, password_hash) OVERRIDING SYSTEM VALUE
     VALUES ($1, $2, 'The second', 'admin', 'none') RETURNING id`,
    [1000 + ++people, `second${people}@example.test`],
  );
  if (!row) throw new Error('nobody was hired');
  return row.id;
}

/** Lets another administrator approve what waits; what needed nobody else is done already. */
export async function secondApproves(
  context: Context & Pick<TestContext, 'testDb'>,
  proposal: Proposal | undefined,
): Promise<void> {
  if (proposal?.status === 'waiting')
    await approveProposal(context, { proposalId: proposal.id, staffId: await secondAdmin(context) });
}
