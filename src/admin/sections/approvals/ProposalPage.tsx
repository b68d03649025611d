import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { Sides } from '../../kit/Layout.tsx';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { useRecordPage } from '../../kit/usePage.ts';
import type { ProposalView } from './proposal.ts';
import { KINDS, TEXTS } from './texts.ts';
import { ProposalAbout, ProposalLines } from './ProposalChange.tsx';
import { WhyNot } from './WhyNot.tsx';

/** A change that one person asked for: what would change, who asked, who decided. */
export default function ProposalPage({ resource, record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<ProposalView>(resource.id, String(record?.id), {
    topics: ['approvals'],
  });
  const say = useSay();
  if (!page) return instead;
  const { section, row, whyNot } = page;
  return (
    <Sides>
      <Card
        title={say.of(KINDS, row['kind'])}
        aside={<Chip source={section} name="status" value={row['status']} />}
      >
        <RecordFacts
          source={section}
          row={row}
          names={['reason', 'requester', 'created_at', 'decider', 'decided_at', 'remark', 'id']}
        />
      </Card>
      <Card title={say(TEXTS.change)}>
        <p className="sb-field">
          <ProposalAbout proposal={page} />
        </p>
        <ProposalLines proposal={page} />
        {row['status'] === 'waiting' ? <WhyNot why={whyNot} testId="why-not" /> : null}
      </Card>
    </Sides>
  );
}
