import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card } from './parts/Card.tsx';
import { Chip } from './parts/Chip.tsx';
import { RecordFacts, twoColumns } from './parts/RecordFacts.tsx';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';
import { WishAbout, WishLines, type WishData } from './parts/Wish.tsx';

const FACTS = [
  ['reason', 'text'],
  ['requester', 'text'],
  ['created_at', 'time'],
  ['decider', 'text'],
  ['decided_at', 'time'],
  ['remark', 'text'],
  ['id', 'uuid'],
] as const;

/** A change that one person asked for: what would change, who asked, who decided. */
export default function ProposalPage({ resource, record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<WishData & { whyNot: string | null }>(
    resource.id,
    String(record?.id),
    {
      topics: ['approvals'],
    },
  );
  const { sb, value } = useTexts();
  if (!page) return instead;
  const { row, whyNot } = page;
  return (
    <div style={twoColumns}>
      <Card title={value('kind', row['kind'])} aside={<Chip column="status" value={row['status']} />}>
        <RecordFacts row={row} columns={FACTS} />
      </Card>
      <Card title={sb('twoPeople.change')}>
        <p style={{ fontSize: 14, marginBottom: 8 }}>
          <WishAbout wish={page} />
        </p>
        <WishLines wish={page} />
        {row['status'] === 'waiting' && whyNot !== null ? (
          <p role="note" style={{ fontSize: 13, marginTop: 12, color: '#8a4b00' }} data-testid="why-not">
            {sb(`twoPeople.why.${whyNot}`)}
          </p>
        ) : null}
      </Card>
    </div>
  );
}
