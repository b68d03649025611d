import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { Banner, Sides } from '../../kit/Layout.tsx';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { Trail } from '../../kit/Trail.tsx';
import { useRecordPage } from '../../kit/usePage.ts';
import { Concerns } from './Concerns.tsx';
import type { PriceChangeView } from './page.ts';
import { PriceDiff } from './PriceDiff.tsx';
import { PriceScreens } from './PriceScreens.tsx';
import { priceTitle } from './priceTitle.ts';
import { MEANINGS, STEPS, TEXTS } from './texts.ts';
import { Versions } from './Versions.tsx';

/** A change of price: its effect, why it waits, how the bot would look, who did what. */
export default function PriceChangePage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<PriceChangeView>('price_changes', String(record?.id));
  const say = useSay();
  if (!page) return instead;
  const { change, view } = page;
  const isStar = change['price_of'] === 'star';
  return (
    <Sides>
      <div>
        <Card
          title={priceTitle(say, { isStar, stars: change['stars'] })}
          aside={<Chip source="price_changes" name="status" value={change['status']} />}
        >
          <RecordFacts
            source="price_changes"
            row={change}
            names={[
              'price',
              'list_price',
              'bonus_stars',
              'valid_from',
              'valid_until',
              'reason',
              'requester',
              'decider',
              'created_at',
            ]}
          />
        </Card>
        <Card title={say(TEXTS.trail)}>
          <Trail steps={page.trail} words={STEPS} />
        </Card>
      </div>
      <div>
        <Card title={say(TEXTS.now)}>
          <p className="sb-field" data-testid="now">
            {say.of(MEANINGS, change['status'])}
          </p>
          {change['status'] === 'waiting' ? <Waiting page={page} /> : null}
          {view ? <Concerns view={view} /> : null}
        </Card>
        {view ? (
          <>
            <Card title={say(TEXTS.diff)}>
              <PriceDiff view={view} />
            </Card>
            <Card>
              <PriceScreens view={view} wide />
            </Card>
          </>
        ) : null}
        <Versions rows={page.versions} isStar={isStar} />
      </div>
    </Sides>
  );
}

/** Whether it can be decided, who decides, and when it would start. */
function Waiting({ page: { change, isOwn, mayDecide } }: { page: PriceChangeView }): React.ReactElement {
  const say = useSay();
  const start = change['valid_from'];
  if (change['is_outdated'] === true)
    return (
      <Banner tone="bad" testId="outdated">
        {say(TEXTS.outdated)}
      </Banner>
    );
  return (
    <>
      {mayDecide ? <p className="sb-field">{say(isOwn ? TEXTS.own : TEXTS.others)}</p> : null}
      {typeof start === 'string' && new Date(start) < new Date() ? (
        <Banner tone="wait">{say(TEXTS.late)}</Banner>
      ) : null}
    </>
  );
}
