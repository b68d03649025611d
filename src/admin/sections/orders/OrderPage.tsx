import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Sides } from '../../kit/Layout.tsx';
import { withMinus } from '../../kit/format.ts';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { useRecordPage } from '../../kit/usePage.ts';
import { COMMON } from '../../words/common.ts';
import { TEXTS as MONEY } from '../treasury/texts.ts';
import type { OrderView } from './page.ts';
import { Step } from './Step.tsx';
import { TEXTS } from './texts.ts';

/** One order and everything that happened to it, as one timeline. */
export default function OrderPage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<OrderView>('orders', String(record?.id));
  const say = useSay();
  if (!page) return instead;
  return (
    <Sides>
      <Card title={say(COMMON.order)}>
        <p data-testid="said" className="sb-lead">
          {page.said[say.language]}
        </p>
        <RecordFacts
          source="orders"
          row={page.order}
          names={[
            'status',
            'kind',
            'stars',
            'bonus_stars',
            'amount',
            'user_id',
            'created_at',
            'paid_at',
            'id',
            'correlation_id',
          ]}
          more={
            page.margin
              ? [
                  [say(MONEY.cost), page.margin.cost],
                  [say(MONEY.margin), withMinus(page.margin.margin)],
                ]
              : []
          }
        />
      </Card>
      <Card title={say(TEXTS.timeline)}>
        <ol data-testid="timeline" className="sb-orders-timeline">
          {page.timeline.map((item, index) => (
            <Step key={`${item.what}${item.id}${index}`} item={item} />
          ))}
        </ol>
      </Card>
    </Sides>
  );
}
