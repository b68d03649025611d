import type { ActionProps } from 'adminjs';
import React from 'react';
import { DecisionForm } from './parts/DecisionForm.tsx';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';
import { WishAbout, WishLines, type WishData } from './parts/Wish.tsx';

/** A decision about somebody's wish, with what would change in sight. */
export default function ProposalDecision(decision: ActionProps): React.ReactElement {
  const { resource, record } = decision;
  const { page, instead } = useRecordPage<WishData & { whyNot: string | null }>(
    resource.id,
    String(record?.id),
  );
  const { sb, value } = useTexts();
  if (!page) return instead;
  return (
    <DecisionForm
      decision={decision}
      of={value('kind', page.row['kind'])}
      about={
        <>
          <p style={{ fontSize: 13, marginBottom: 8 }}>
            <WishAbout wish={page} />
          </p>
          <p style={{ fontSize: 13, marginBottom: 12 }}>
            {String(page.row['requester'])}: “{String(page.row['reason'])}”
          </p>
          <WishLines wish={page} />
          {decision.action.name === 'approve' && page.whyNot !== null ? (
            <p role="note" style={{ fontSize: 13, marginTop: 12, color: '#8a4b00' }}>
              {sb(`twoPeople.why.${page.whyNot}`)}
            </p>
          ) : null}
        </>
      }
    />
  );
}
