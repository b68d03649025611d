import { approveProposal } from '../../src/approvals/index.ts';
import type { Context } from '../../src/platform/index.ts';
import type { Proposal } from '../../src/proposals/index.ts';
import { hire } from './hire.ts';
import type { TestContext } from './testContext.ts';

/** Another administrator approves the requests that wait. A change that needed nobody else is already done. */
export async function secondApproves(
  context: Context & Pick<TestContext, 'testDb'>,
  proposal: Proposal | undefined,
): Promise<void> {
  if (proposal?.status === 'waiting')
    await approveProposal(context, { proposalId: proposal.id, staffId: await hire(context, 'admin') });
}
