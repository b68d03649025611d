import { PROPOSAL_SECTIONS, proposalSteps, type ProposalSection } from '../actions/proposals.ts';
import { SOURCES } from '../catalog/index.ts';
import type { Menu, ResourceView } from './types.ts';

const MENU_OF: Readonly<Record<ProposalSection, Menu>> = {
  staff_changes: 'control',
  limit_changes: 'control',
  fraud_changes: 'fraud',
  break_changes: 'finance',
};

/** What one person asked for and another one decides, by what it is about. */
export const PROPOSAL_VIEWS: readonly ResourceView[] = (
  Object.keys(PROPOSAL_SECTIONS) as ProposalSection[]
).map((section) => ({
  source: SOURCES[section],
  menu: MENU_OF[section],
  icon: 'Users',
  title: 'kind',
  list: ['created_at', 'kind', 'status', 'subject', 'requester', 'decider', 'decided_at'],
  filter: ['status', 'kind', 'subject', 'requester', 'decider', 'created_at', 'correlation_id'],
  actions: proposalSteps(section),
  page: 'ProposalPage',
}));
