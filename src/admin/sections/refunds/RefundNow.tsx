import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Banner } from '../../kit/Layout.tsx';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { useSay } from '../../kit/say.ts';
import { Trouble } from '../../kit/Trouble.tsx';
import type { RefundView } from './page.ts';
import { nowText } from './refund.ts';
import { TEXTS } from './texts.ts';

/** What happens with a request now, what stops it, and who must act. */
export function RefundNow({
  source,
  page: { refund, isOwn },
}: {
  source: string;
  page: RefundView;
}): React.ReactElement {
  const say = useSay();
  const isTried = Number(refund['failures']) > 0 || Boolean(refund['next_try_at']);
  return (
    <Card title={say(TEXTS.now)}>
      <p data-testid="now">{say(nowText(refund))}</p>
      <Trouble source={source} error={refund['error']} />
      {isTried ? <RecordFacts source={source} row={refund} names={['failures', 'next_try_at']} /> : null}
      {isOwn && refund['status'] === 'requested' ? <Banner tone="wait">{say(TEXTS.own)}</Banner> : null}
    </Card>
  );
}
