import React from 'react';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Row } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import { actorText } from '../../kit/sayings.ts';
import type { Row as Shown } from '../../kit/Table.tsx';
import { Trouble } from '../../kit/Trouble.tsx';

/** The states of a delivery so far. Each has the actor who led it there, and the reason. */
export function DeliveryTrail({ steps }: { steps: readonly Shown[] }): React.ReactElement {
  const say = useSay();
  return (
    <ol data-testid="trail" className="sb-trail">
      {steps.map((step) => (
        <li key={plain(step['id'])}>
          <Row>
            <Chip source="delivery_events" name="to_status" value={step['to_status']} />
            <b>{plain(step['staff_name']) || actorText(plain(step['actor']), say)}</b>
            <span className="sb-muted">{moment(step['at'], say.language, true)}</span>
          </Row>
          <Trouble source="delivery_events" error={step['error']} />
          {plain(step['remark']) === '' ? null : <p className="sb-soft">“{plain(step['remark'])}”</p>}
        </li>
      ))}
    </ol>
  );
}
