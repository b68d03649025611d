export { approveProposal, rejectProposal, takeBackProposal, type ProposalDecision } from './decide.ts';
