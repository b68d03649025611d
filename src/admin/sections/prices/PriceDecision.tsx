import { Box } from '@adminjs/design-system';
import type { ActionProps } from 'adminjs';
import React from 'react';
import { DecisionForm } from '../../kit/DecisionForm.tsx';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import { useRecordPage } from '../../kit/usePage.ts';
import { Concerns } from './Concerns.tsx';
import type { PriceChangeView } from './page.ts';
import { PriceDiff } from './PriceDiff.tsx';
import { PriceScreens } from './PriceScreens.tsx';
import { priceTitle } from './priceTitle.ts';

/** A decision about a change of price, which stays in sight. */
export default function PriceDecision(decision: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<PriceChangeView>('price_changes', String(decision.record?.id));
  const say = useSay();
  if (!page) return instead;
  const { change, view } = page;
  return (
    <DecisionForm
      decision={decision}
      of={priceTitle(say, { isStar: change['price_of'] === 'star', stars: change['stars'] })}
      about={
        <>
          <p className="sb-soft sb-field">
            {plain(change['requester'])}: “{plain(change['reason'])}”
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
