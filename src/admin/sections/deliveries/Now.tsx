import { Icon } from '@adminjs/design-system';
import React from 'react';
import { Link } from 'react-router-dom';
import { Card } from '../../kit/Card.tsx';
import { Banner, Muted } from '../../kit/Layout.tsx';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { Trouble } from '../../kit/Trouble.tsx';
import { nowText } from './delivery.ts';
import type { DeliveryView } from './page.ts';
import { STEPS } from './steps.ts';
import { CONTRADICTED, TEXTS } from './texts.ts';

/** What happens now and why. Beside each button: what it does with the stars and the money. */
export function Now({
  id,
  page: { delivery, offers },
}: {
  id: string;
  page: DeliveryView;
}): React.ReactElement {
  const say = useSay();
  return (
    <>
      <Card title={say(TEXTS.now)}>
        {delivery['contradicted_at'] ? <Banner tone="bad">{say(CONTRADICTED)}</Banner> : null}
        <p data-testid="now">{say(nowText(delivery))}</p>
        <Trouble source="deliveries" error={delivery['error']} />
        <RecordFacts
          source="deliveries"
          row={delivery}
          names={['review_since', 'review_reason', 'next_try_at', 'contradicted_at']}
        />
      </Card>
      <Card title={say(TEXTS.may)}>
        {offers.length === 0 ? <Muted>{say(TEXTS.nothingToDo)}</Muted> : null}
        <ul className="sb-deliveries-steps" data-testid="steps">
          {offers.map((name) => (
            <li key={name}>
              <Link to={`/admin/resources/deliveries/records/${id}/${name}`} className="sb-link">
                <Icon icon={STEPS[name].icon} size={15} /> {say(STEPS[name].label)}
              </Link>
              <Muted>{say(STEPS[name].consequence)}</Muted>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
