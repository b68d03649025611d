import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Figure, Muted, Row, Sides, Stack } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import { useRecordPage } from '../../kit/usePage.ts';
import { Journals } from '../ledger/Journals.tsx';
import { Messages } from '../orders/Messages.tsx';
import { EVENT_SOURCES } from '../orders/texts.ts';
import { Movements } from './Movements.tsx';
import type { RefundView } from './page.ts';
import { signed, withUser } from './refund.ts';
import { RefundNow } from './RefundNow.tsx';
import { RefundTrail } from './RefundTrail.tsx';
import { DESTINATIONS, DIRECTIONS, TEXTS } from './texts.ts';

const FACTS = [
  'user_id',
  'reason',
  'note',
  'order_id',
  'invoice_id',
  'ticket_id',
  'original_id',
  'requester',
  'approver',
  'needs_approval',
  'created_at',
  'updated_at',
  'id',
  'correlation_id',
];
const PROVIDER = [
  'network',
  'currency',
  'address_hint',
  'address_confirmed_at',
  'ready_at',
  'attempts',
  'started_at',
  'accepted_at',
  'looked_at',
  'seen_status',
];

/** A refund or an adjustment: what it is, what it waits for, who did what, the provider's answers, and the posting. */
export default function RefundPage({ record, resource }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<RefundView>(resource.id, String(record?.id));
  const say = useSay();
  if (!page) return instead;
  return (
    <Sides>
      <div>
        <About source={resource.id} page={page} />
        {page.refund['destination'] === 'address' ? <Provider page={page} /> : null}
      </div>
      <div>
        <RefundNow source={resource.id} page={page} />
        {page.planned.length > 0 ? (
          <Card title={say(TEXTS.planned)}>
            <Movements lines={page.planned} />
          </Card>
        ) : null}
        <Journals title={say(TEXTS.journals)} journals={page.journals} />
        <Card title={say(TEXTS.trail)}>
          <RefundTrail source={resource.id} steps={page.trail} />
        </Card>
        <Messages title={say(TEXTS.messages)} messages={page.messages} />
      </div>
    </Sides>
  );
}

function About({ source, page }: { source: string; page: RefundView }): React.ReactElement {
  const say = useSay();
  const { refund } = page;
  const isAdjustment = source === 'adjustments';
  const stars = Number(refund['stars']) + Number(refund['bonus_stars']);
  return (
    <Card
      title={say(isAdjustment ? TEXTS.adjustmentFacts : TEXTS.facts)}
      aside={<Chip source={source} name="status" value={refund['status']} />}
    >
      <Figure testId="amount">{signed(refund)}</Figure>
      <div className="sb-field">
        <Muted>
          {isAdjustment
            ? say.of(DIRECTIONS, refund['direction'])
            : say.of(DESTINATIONS, refund['destination'])}
          {stars > 0 ? ` · ${say(TEXTS.starsBack)}: ${stars} ⭐` : ''}
        </Muted>
      </div>
      <RecordFacts source={source} row={withUser(page)} names={FACTS} />
    </Card>
  );
}

/** What was sent to the provider, and its answer. */
function Provider({ page: { refund, events } }: { page: RefundView }): React.ReactElement {
  const say = useSay();
  return (
    <Card title={say(TEXTS.provider)}>
      <Stack>
        <RecordFacts source="refunds" row={refund} names={PROVIDER} />
        {events.map((event) => (
          <Row key={plain(event['id'])}>
            <Chip source="provider_events" name="status" value={event['status']} />
            <RecordLink resource="provider_events" id={event['id']}>
              {say.of(EVENT_SOURCES, event['source'])} · {moment(event['received_at'], say.language, true)}
            </RecordLink>
          </Row>
        ))}
      </Stack>
    </Card>
  );
}
