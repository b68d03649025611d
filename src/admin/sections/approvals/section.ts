import { readNews } from '../staff/actions.ts';
import { resource, type Menu, type Section } from '../section.ts';
import { PROPOSAL_SECTIONS, proposalSteps, type ProposalSection } from './actions.ts';
import { readApprovals } from './approvals.ts';
import { readProposal } from './proposal.ts';
import { PROPOSALS } from './source.ts';
import { TEXTS } from './texts.ts';

const MENU_OF: Readonly<Record<ProposalSection, Menu>> = {
  staff_changes: 'control',
  limit_changes: 'control',
  fraud_changes: 'fraud',
  break_changes: 'finance',
  booking_changes: 'finance',
};

/** Requests of one person that another one decides, by subject. */
export const approvals: Section = {
  at: import.meta.url,
  pages: [
    {
      name: 'approvals',
      label: TEXTS.queue,
      menu: 'finance',
      subject: 'refunds',
      icon: 'CheckSquare',
      component: 'Approvals',
      read: readApprovals,
      actions: [readNews],
    },
  ],
  resources: (Object.keys(PROPOSAL_SECTIONS) as ProposalSection[]).map((section) =>
    resource({
      source: PROPOSALS[section],
      menu: MENU_OF[section],
      icon: 'Users',
      title: 'kind',
      list: ['created_at', 'kind', 'status', 'subject', 'requester', 'decider', 'decided_at'],
      filter: ['status', 'kind', 'subject', 'requester', 'decider', 'created_at', 'correlation_id'],
      actions: proposalSteps(section),
      page: { component: 'ProposalPage', read: readProposal },
    }),
  ),
};
