export { asRefusal, requireAnother, type NotAnother } from './another.ts';
export { notePlace, type Place } from './place.ts';
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
