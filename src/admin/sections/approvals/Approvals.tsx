import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { LiveDot } from '../../kit/LiveDot.tsx';
import { useSay } from '../../kit/say.ts';
import { RowTable } from '../../kit/Table.tsx';
import { usePage } from '../../kit/usePage.ts';
import type { ApprovalsView } from './approvals.ts';
import { Queue } from './Queue.tsx';
import { StaffNews } from './StaffNews.tsx';
import { TEXTS } from './texts.ts';
import { Proposals } from './Proposals.tsx';

/** Requests that another person decides, the oldest first; and requests that went wrong and wait for a person. */
export default function Approvals(): React.ReactElement {
  const { data, instead, reload, live } = usePage<ApprovalsView>('approvals', {}, ['approvals']);
  const say = useSay();
  if (!data) return instead;
  const { requested, prices, proposals, stuck, staffNews, mayApprove } = data;
  return (
    <div className="sb-page sb-approvals">
      {staffNews.length > 0 ? <StaffNews news={staffNews} onRead={reload} /> : null}
      <Card title={`${say(TEXTS.queue)} · ${requested.length}`} aside={<LiveDot live={live} />}>
        <Queue waiting={requested} decides={mayApprove} empty={say(TEXTS.queueEmpty)} />
      </Card>
      <Card title={`${say(TEXTS.prices)} · ${prices.length}`}>
        <RowTable
          source="price_changes"
          rows={prices}
          names={[
            'id',
            'price_of',
            'stars',
            'price',
            'bonus_stars',
            'valid_from',
            'requester',
            'reason',
            'created_at',
          ]}
        />
      </Card>
      <Card title={`${say(TEXTS.proposals)} · ${proposals.length}`}>
        <Proposals proposals={proposals} />
      </Card>
      <Card title={`${say(TEXTS.stuck)} · ${stuck.length}`}>
        <Queue waiting={stuck} decides={false} empty={say(TEXTS.stuckEmpty)} />
      </Card>
    </div>
  );
}
