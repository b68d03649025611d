import { Box, Label } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React from 'react';
import { Facts } from './parts/Card.tsx';
import { DecisionForm } from './parts/DecisionForm.tsx';
import { Movements } from './parts/Movements.tsx';
import { signed, type RefundPageData } from './parts/refund.ts';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';

/** A decision about a refund, with what is decided about in sight: how much, to whom, why, and what will be posted. */
export default function RefundDecision(decision: ActionProps): React.ReactElement {
  const { action, record, resource } = decision;
  const { page, instead } = useRecordPage<RefundPageData>(resource.id, String(record?.id));
  const texts = useTexts();
  if (!page) return instead;
  const { refund, user } = page;
  const said = (
    [
      ['destination', texts.value('destination', refund['destination'])],
      ['reason', texts.value('reason', refund['reason'])],
      ['note', String(refund['note'] ?? '')],
      ['requester', String(refund['requester'] ?? '')],
      ['address_hint', String(refund['address_hint'] ?? '')],
    ] as const
  ).filter(([, value]) => value !== '');
  return (
    <DecisionForm
      decision={decision}
      about={
        <>
          <p style={{ fontSize: 26, fontWeight: 700, margin: '4px 0 12px' }}>{signed(refund)}</p>
          <Facts
            rows={[
              [texts.column('user_id'), `${String(user?.['name'] ?? '')} #${String(refund['user_id'])}`],
              ...said.map(([name, value]): [string, string] => [texts.column(name), value]),
            ]}
          />
          {page.planned.length > 0 && action.name === 'approve' ? (
            <Box mt="lg">
              <Label>{texts.sb('refund.planned')}</Label>
              <Movements lines={page.planned} />
            </Box>
          ) : null}
        </>
      }
    />
  );
}
