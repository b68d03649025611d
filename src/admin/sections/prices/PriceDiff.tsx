import React from 'react';
import { moment } from '../../kit/format.ts';
import { useSay, type Say } from '../../kit/say.ts';
import type { PriceCost, PriceLine, PriceView } from './priceView.ts';
import { signedPercent } from './signedPercent.ts';
import { LINES, TEXTS } from './texts.ts';

type Line = keyof typeof LINES;

/** Only packages have these. */
const OF_PACKAGES: ReadonlySet<Line> = new Set(['listPrice', 'discount', 'bonusStars', 'perStar']);

/** Before and after side by side. Differences are bold. */
export function PriceDiff({ view }: { view: PriceView }): React.ReactElement {
  const say = useSay();
  const { isStar, pricePercent, starPercent } = view;
  const before = view.before ? wordsOf(view.before, say) : undefined;
  const after = wordsOf(view.after, say);
  const lines = (Object.keys(LINES) as Line[]).filter((line) => !isStar || !OF_PACKAGES.has(line));
  const beforeText = (line: Line): string =>
    before ? before[line] : line === 'price' ? say(TEXTS.nothing) : '';
  return (
    <div className="sb-table sb-field">
      <table data-testid="price-diff">
        <thead>
          <tr>
            <th aria-label={say(TEXTS.diff)} />
            <th>{say(TEXTS.before)}</th>
            <th>{say(TEXTS.after)}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line}>
              <td className="sb-muted">{say(LINES[line])}</td>
              <td>{beforeText(line)}</td>
              <td>{before?.[line] === after[line] ? after[line] : <b>{after[line]}</b>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {pricePercent === null ? null : (
        <p className="sb-soft">
          {say(TEXTS.change)}: <b>{signedPercent(pricePercent)}</b>
          {isStar || starPercent === null ? null : (
            <>
              , {say(TEXTS.changePerStar)}: <b>{signedPercent(starPercent)}</b>
            </>
          )}
        </p>
      )}
      {view.cost === null ? null : <Cost of={view.cost} />}
    </div>
  );
}

function Cost({ of: { quotedAt, ...sums } }: { of: PriceCost }): React.ReactElement {
  const say = useSay();
  return (
    <p className="sb-soft" data-testid="price-cost">
      {say(TEXTS.costs, { ...sums })}{' '}
      {quotedAt === null
        ? say(TEXTS.costConfigured)
        : say(TEXTS.costQuoted, { at: moment(quotedAt, say.language) })}
    </p>
  );
}

function wordsOf(line: PriceLine, say: Say): Record<Line, string> {
  const time = (iso: string | null, none: string): string =>
    iso === null ? none : moment(iso, say.language);
  return {
    price: line.price,
    listPrice: line.listPrice,
    discount: `${line.discount} %`,
    bonusStars: `${line.bonusStars} ⭐`,
    perStar: line.perStar,
    validFrom: time(line.validFrom, say(TEXTS.atOnce)),
    validUntil: time(line.validUntil, say(TEXTS.untilChanged)),
  };
}
