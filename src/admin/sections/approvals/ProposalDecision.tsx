import type { ActionProps } from 'adminjs';
import React from 'react';
import { DecisionForm } from '../../kit/DecisionForm.tsx';
import { useSay } from '../../kit/say.ts';
import { useRecordPage } from '../../kit/usePage.ts';
import { Value } from '../../kit/Value.tsx';
import type { ProposalView } from './proposal.ts';
import { KINDS } from './texts.ts';
import { ProposalAbout, ProposalLines } from './ProposalChange.tsx';
import { WhyNot } from './WhyNot.tsx';

/** A decision about another person's request, which shows what would change. */
export default function ProposalDecision(decision: ActionProps): React.ReactElement {
  const { resource, record, action } = decision;
  const { page, instead } = useRecordPage<ProposalView>(resource.id, String(record?.id));
  const say = useSay();
  if (!page) return instead;
  const { section, row, whyNot } = page;
  return (
    <DecisionForm
      decision={decision}
      of={say.of(KINDS, row['kind'])}
      about={
        <>
          <p className="sb-field">
            <ProposalAbout proposal={page} />
          </p>
          <p className="sb-field">
            <Value source={section} name="requester" value={row['requester']} wide />: “
            <Value source={section} name="reason" value={row['reason']} wide />”
          </p>
          <ProposalLines proposal={page} />
          {action.name === 'approve' ? <WhyNot why={whyNot} /> : null}
        </>
      }
    />
  );
}
