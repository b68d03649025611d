import { z } from 'zod';
import {
  approveProposal,
  PROPOSAL_RIGHTS,
  rejectProposal,
  takeBackProposal,
} from '../../../approvals/index.ts';
import { AppError } from '../../../lib/index.ts';
import { findProposal, type Proposal } from '../../../proposals/index.ts';
import { defineAction, type ActionResult, type PanelAction } from '../../access/actions.ts';
import { SAVED } from '../../words/common.ts';
import type { Pair } from '../../words/pair.ts';
import { NOTICES, TEXTS } from './texts.ts';

/** The tables of proposals, and the right of the people who make them. The source says which kinds each table has. */
export const PROPOSAL_SECTIONS = {
  staff_changes: PROPOSAL_RIGHTS.staff_create,
  limit_changes: PROPOSAL_RIGHTS.limit,
  fraud_changes: PROPOSAL_RIGHTS.fraud_rule,
  break_changes: PROPOSAL_RIGHTS.break,
  booking_changes: PROPOSAL_RIGHTS.booking,
};
export type ProposalSection = keyof typeof PROPOSAL_SECTIONS;

/** The answer to the person who asked: the result, and the subject of the audit row. */
export function proposed(
  proposal: Proposal,
  about: { type: string; id: string },
  doneNotice: Pair = SAVED,
): ActionResult {
  const isWaiting = proposal.status === 'waiting';
  return {
    about,
    before: proposal.before,
    after: { status: proposal.status, ...proposal.wanted, reason: proposal.reason, proposal: proposal.id },
    notice: isWaiting ? NOTICES.waiting : doneNotice,
    data: { id: about.id, status: proposal.status, proposalId: proposal.id },
  };
}

const MAY_SAY = z.object({ remark: z.string().trim().max(2000).default('') });
const MUST_SAY = z.object({ remark: z.string().trim().min(3).max(2000) });

/** The steps of a proposal. Each is on the pages of its own section, so that the rights to the subject decide. */
export function proposalSteps(section: ProposalSection): readonly PanelAction[] {
  const { subject, ask } = PROPOSAL_SECTIONS[section];
  const step = (
    look: Pick<PanelAction, 'name' | 'label' | 'right' | 'icon'> & {
      readonly whose: 'own' | 'others';
      readonly mustSay?: true;
    },
    take: typeof approveProposal,
  ): PanelAction =>
    defineAction({
      name: look.name,
      label: look.label,
      subject,
      right: look.right,
      kind: 'record',
      icon: look.icon,
      component: 'ProposalDecision',
      form: [
        {
          name: 'remark',
          label: ['Замечание (останется в истории)', 'Remark (stays in the trail)'],
          type: 'textarea',
          required: look.mustSay === true,
        },
      ],
      offered: (row, staff) =>
        row['status'] === 'waiting' &&
        (row['requested_by'] === staff.id.toString()) === (look.whose === 'own'),
      input: look.mustSay ? MUST_SAY : MAY_SAY,
      run: async (call, { remark }) => {
        // `perform` has found the row in its own section, so nobody decides on proposals of another section.
        const found = await findProposal(call.app.db, call.id);
        if (!found) throw new AppError('PROPOSAL_UNKNOWN');
        const after = await take(call.app, { proposalId: call.id, staffId: call.staff.id, remark });
        return {
          before: { status: found.status, kind: found.kind, subject: found.subject, ...found.before },
          after: { status: after.status, ...after.wanted, reason: after.reason, remark },
          notice: NOTICES[after.status],
          ...(after.isRepeat ? { unchanged: true as const } : {}),
        };
      },
    });
  return [
    step(
      { name: 'approve', label: TEXTS.approve, right: 'approve', icon: 'CheckCircle', whose: 'others' },
      approveProposal,
    ),
    step(
      {
        name: 'reject',
        label: TEXTS.reject,
        right: 'approve',
        icon: 'XCircle',
        whose: 'others',
        mustSay: true,
      },
      rejectProposal,
    ),
    step(
      {
        name: 'takeBack',
        label: ['Отозвать свой запрос', 'Take back'],
        right: ask,
        icon: 'CornerUpLeft',
        whose: 'own',
      },
      takeBackProposal,
    ),
  ];
}
