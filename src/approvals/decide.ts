import { applyListChange, applyRule } from '../fraud/index.ts';
import { AppError } from '../lib/index.ts';
import type { Context, InTx, Tx } from '../platform/index.ts';
import {
  asRefusal,
  lockProposal,
  moveProposal,
  requireAnother,
  type Proposal,
  type ProposalKind,
} from '../proposals/index.ts';
import { applyBreak, breakDeclined } from '../reconciliation/index.ts';
import { applyLimit } from '../refunds/index.ts';
import { requireRight, type Action, type Subject } from '../staff/index.ts';
import { applyBooking } from '../treasury/index.ts';

/** A decision about another person's proposal. `staffId` null: the operator, on the server. The log keeps `remark`. */
export interface ProposalDecision {
  readonly proposalId: string;
  readonly staffId: bigint | null;
  readonly remark?: string | undefined;
}

/** The subject of a proposal. Deciding needs the right `approve` on it; `ask` is the right that its requester needs. */
interface About {
  readonly subject: Subject;
  readonly ask: Action;
}
const STAFF: About = { subject: 'staff', ask: 'edit' };
const FRAUD: About = { subject: 'fraud_rules', ask: 'edit' };
export const PROPOSAL_RIGHTS: Readonly<Record<ProposalKind, About>> = {
  staff_create: STAFF,
  staff_role: STAFF,
  staff_enable: STAFF,
  staff_password: STAFF,
  staff_totp: STAFF,
  limit: { subject: 'limits', ask: 'edit' },
  fraud_rule: FRAUD,
  fraud_allow: FRAUD,
  fraud_unblock: FRAUD,
  break: { subject: 'breaks', ask: 'resolve' },
  booking: { subject: 'treasury', ask: 'edit' },
};

type Carry = (context: InTx, tx: Tx, proposal: Proposal) => Promise<void>;

/**
 * The functions that carry out a decided proposal, in the transaction of the decision. The database itself changes
 * accounts.
 */
const APPLY: Readonly<Partial<Record<ProposalKind, Carry>>> = {
  limit: (_context, tx, proposal) => applyLimit(tx, proposal),
  fraud_rule: (_context, tx, proposal) => applyRule(tx, proposal),
  fraud_allow: (_context, tx, proposal) => applyListChange(tx, proposal),
  fraud_unblock: (_context, tx, proposal) => applyListChange(tx, proposal),
  break: applyBreak,
  booking: (_context, tx, proposal) => applyBooking(tx, proposal),
};

/**
 * Approves another person's proposal, and carries it out. A second click of the same person is harmless.
 * Errors: PROPOSAL_UNKNOWN, PROPOSAL_OWN, SECOND_PERSON, FORBIDDEN, PROPOSAL_STATE (also: its subject has changed
 * since), SECOND_PERSON_NEEDED (the operator, if money reaches a user), and those of the change itself.
 */
export function approveProposal(context: Context, input: ProposalDecision): Promise<Decided> {
  return decide(context, input, async (tx, proposal) => {
    if (proposal.status === 'done' && input.staffId !== null && proposal.decidedBy === input.staffId)
      return { ...proposal, isRepeat: true };
    if (proposal.status === 'waiting' && input.staffId !== null && proposal.requestedBy !== null)
      await requireAnother(tx, input.staffId, proposal.requestedBy);
    const done = await moveProposal(tx, proposal, { to: 'done', ...step(input) });
    await APPLY[proposal.kind]?.(context, tx, done);
    return { ...done, isRepeat: false };
  });
}

/**
 * Rejects another person's proposal. Errors: PROPOSAL_UNKNOWN, PROPOSAL_OWN, FORBIDDEN, PROPOSAL_STATE, TEXT_INVALID.
 */
export function rejectProposal(context: Context, input: ProposalDecision): Promise<Decided> {
  return decide(context, input, async (tx, proposal) => {
    const after = await moveProposal(tx, proposal, { to: 'rejected', ...step(input) });
    if (proposal.kind === 'break') await breakDeclined(tx, after);
    return { ...after, isRepeat: false };
  });
}

/**
 * Takes back one's own proposal while nobody has decided. Errors: PROPOSAL_UNKNOWN, FORBIDDEN (another person's),
 * PROPOSAL_STATE.
 */
export function takeBackProposal(context: Context, input: ProposalDecision): Promise<Decided> {
  return context.db.tx(async (tx) => {
    const proposal = await lockProposal(tx, input.proposalId);
    if (proposal.requestedBy !== input.staffId) throw new AppError('FORBIDDEN');
    await requireRightTo(tx, proposal, { ...input, right: PROPOSAL_RIGHTS[proposal.kind].ask });
    if (proposal.status === 'cancelled') return { ...proposal, isRepeat: true };
    const after = await moveProposal(tx, proposal, { to: 'cancelled', ...step(input) });
    if (proposal.kind === 'break') await breakDeclined(tx, after);
    return { ...after, isRepeat: false };
  });
}

/** A proposal as it is now. `isRepeat`: this call changed nothing. */
interface Decided extends Proposal {
  readonly isRepeat: boolean;
}

function step({ staffId, remark = '' }: ProposalDecision): { by: bigint | null; remark: string } {
  if (remark.length > 2000) throw new AppError('TEXT_INVALID', { field: 'remark' });
  return { by: staffId, remark };
}

async function requireRightTo(
  tx: Tx,
  { kind }: Proposal,
  { staffId, right }: { staffId: bigint | null; right: Action },
): Promise<void> {
  if (staffId !== null) await requireRight(tx, staffId, right, PROPOSAL_RIGHTS[kind].subject);
}

async function decide(
  context: Context,
  input: ProposalDecision,
  work: (tx: Tx, proposal: Proposal) => Promise<Decided>,
): Promise<Decided> {
  try {
    return await context.db.tx(async (tx) => {
      const proposal = await lockProposal(tx, input.proposalId);
      if (input.staffId !== null && proposal.requestedBy === input.staffId)
        throw new AppError('PROPOSAL_OWN');
      await requireRightTo(tx, proposal, { ...input, right: 'approve' });
      return work(tx, proposal);
    });
  } catch (error) {
    throw asRefusal(error);
  }
}
