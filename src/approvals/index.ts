export {
  approveProposal,
  PROPOSAL_RIGHTS,
  rejectProposal,
  takeBackProposal,
  type ProposalDecision,
} from './decide.ts';
