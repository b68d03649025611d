import { Box } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React from 'react';
import { DecisionForm } from './parts/DecisionForm.tsx';
import { Concerns, PriceDiff, PriceScreens, type PriceViewData } from './parts/PriceView.tsx';
import type { Row } from './parts/Table.tsx';
import { useTexts } from './parts/texts.ts';
import { useRecordPage } from './parts/usePage.ts';

/** A decision about a change of price, with what is decided about in sight. */
export default function PriceDecision(decision: ActionProps): React.ReactElement {
  const { resource, record } = decision;
  const { page, instead } = useRecordPage<{ change: Row; view: PriceViewData | null }>(
    resource.id,
    String(record?.id),
  );
  const { sb } = useTexts();
  if (!page) return instead;
  const { change, view } = page;
  return (
    <DecisionForm
      decision={decision}
      of={
        change['price_of'] === 'star'
          ? sb('price.oneStar')
          : sb('price.packageOf', { stars: String(change['stars']) })
      }
      about={
        <>
          <p style={{ fontSize: 13, marginBottom: 12 }}>
            {String(change['requester'])}: “{String(change['reason'])}”
          </p>
          {view ? (
            <>
              <PriceDiff view={view} />
              <Concerns view={view} />
            </>
          ) : null}
        </>
      }
      below={
        view ? (
          <Box mt="lg">
            <PriceScreens view={view} wide={false} />
          </Box>
        ) : null
      }
    />
  );
}
