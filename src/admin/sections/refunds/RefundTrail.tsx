import React from 'react';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Row } from '../../kit/Layout.tsx';
import { useSay } from '../../kit/say.ts';
import { Trouble } from '../../kit/Trouble.tsx';
import { actorText } from '../../kit/sayings.ts';
import type { RefundView } from './page.ts';

/** The states of a request so far. Each has the actor who led it there and that person's remark. */
export function RefundTrail({
  source,
  steps,
}: {
  /** Section of the request. */
  source: string;
  steps: RefundView['trail'];
}): React.ReactElement {
  const say = useSay();
  return (
    <ol data-testid="trail" className="sb-trail">
      {steps.map((step, index) => (
        <li key={`${step.at}${step.to}${index}`}>
          <Row>
            <Chip source={source} name="status" value={step.to} />
            <b>{step.name ?? actorText(step.actor, say)}</b>
            <span className="sb-muted">{moment(step.at, say.language, true)}</span>
          </Row>
          <Trouble source={source} error={step.error} />
          {step.remark === '' ? null : <p className="sb-soft">“{step.remark}”</p>}
        </li>
      ))}
    </ol>
  );
}
