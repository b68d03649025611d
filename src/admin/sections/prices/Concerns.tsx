import React from 'react';
import { Banner } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import type { PriceView } from './priceView.ts';
import { signedPercent } from './signedPercent.ts';
import { CONCERNS, TEXTS } from './texts.ts';

/** Why a second person is needed, and what to do if there is none. */
export function Concerns({
  view: { concerns, deciders, isCostKnown },
}: {
  view: PriceView;
}): React.ReactElement {
  const say = useSay();
  const needsAnother = concerns.length > 0;
  return (
    <>
      {needsAnother ? (
        <Banner tone="wait" testId="price-waits">
          <b>{say(TEXTS.waits)}</b>
          <ul className="sb-prices-concerns">
            {concerns.map(({ kind, percent, other }, index) => (
              <li key={`${kind}${index}`}>
                {say(CONCERNS[kind], {
                  percent: percent === null ? '' : signedPercent(percent),
                  other: other ?? '',
                })}
              </li>
            ))}
          </ul>
        </Banner>
      ) : null}
      {needsAnother && deciders === 0 ? (
        <Banner tone="bad" testId="no-decider">
          {say(TEXTS.noDecider)}
        </Banner>
      ) : null}
      {isCostKnown ? null : <p className="sb-muted sb-field">{say(TEXTS.noCost)}</p>}
    </>
  );
}
