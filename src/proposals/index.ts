export { asRefusal, notePlace, requireAnother, type NotAnother, type Place } from './another.ts';
export {
  findProposal,
  finishProposal,
  lockProposal,
  moveProposal,
  PROPOSAL_KINDS,
  propose,
  waitingProposals,
  type Proposal,
  type ProposalKind,
  type Wanted,
} from './store.ts';
