import { Button } from '@adminjs/design-system';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { useCall } from '../../kit/call.ts';
import { Banner, Row } from '../../kit/Layout.tsx';
import { LiveDot } from '../../kit/LiveDot.tsx';
import { useSay } from '../../kit/say.ts';
import { RowTable } from '../../kit/Table.tsx';
import { usePage } from '../../kit/usePage.ts';
import type { HandView } from './hand.ts';
import { InHand } from './InHand.tsx';
import { SecondPeople } from './SecondPeople.tsx';
import { QUEUE } from './texts.ts';
import { useKeys } from './useKeys.ts';

const WAITING = ['created_at', 'stars', 'sent_to', 'age', 'order_id'];

/**
 * The queue of people who send stars by hand: one delivery in hand, then the oldest, and the deliveries that a second
 * person must check.
 */
export default function SendByHand(): React.ReactElement {
  const { data, instead, reload, live } = usePage<HandView>('send', {}, ['deliveries']);
  const say = useSay();
  const call = useCall();
  const next = async (): Promise<void> => {
    await call({ page: 'send', action: 'takeNext' });
    reload();
  };
  const mayTake = data !== undefined && data.mine === null && data.waiting.length > 0;
  useKeys({ KeyN: () => (mayTake ? void next() : undefined) });
  if (!data) return instead;
  const { isManual, mine, waiting, others, second, mayConfirm } = data;
  return (
    <div className="sb-page">
      <h1 className="sb-field">{say(QUEUE.title)}</h1>
      {isManual ? null : <Banner tone="info">{say(QUEUE.off)}</Banner>}
      <Card title={say(QUEUE.mine)} aside={<LiveDot live={live} />}>
        {mine ? (
          <InHand key={String(mine.row['id'])} mine={mine} done={isManual ? next : reload} />
        ) : (
          <Row apart>
            <span data-testid="idle">{say(waiting.length > 0 ? QUEUE.none : QUEUE.empty)}</span>
            {mayTake ? (
              <Button variant="contained" onClick={() => void next()} data-testid="take-next">
                {say(QUEUE.next)}
              </Button>
            ) : null}
          </Row>
        )}
        <p className="sb-muted sb-deliveries-keys">{say(QUEUE.keys)}</p>
      </Card>
      {second.length > 0 ? (
        <Card title={`${say(QUEUE.second)} · ${second.length}`}>
          <SecondPeople waiting={second} mayConfirm={mayConfirm} />
        </Card>
      ) : null}
      {isManual ? (
        <Card title={`${say(QUEUE.waiting)} · ${waiting.length}`}>
          <RowTable source="deliveries" rows={waiting} names={WAITING} />
        </Card>
      ) : null}
      {others.length > 0 ? (
        <Card title={`${say(QUEUE.others)} · ${others.length}`}>
          <RowTable
            source="deliveries"
            rows={others}
            names={['claimed_at', 'claimer', 'stars', 'sent_to', 'age']}
          />
        </Card>
      ) : null}
    </div>
  );
}
