import type { ActionProps } from 'adminjs';
import React from 'react';
import { Card } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { moment } from '../../kit/format.ts';
import { Row, Sides } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordFacts } from '../../kit/RecordFacts.tsx';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay, type Say } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { RowTable } from '../../kit/Table.tsx';
import { Trail } from '../../kit/Trail.tsx';
import { useRecordPage } from '../../kit/usePage.ts';
import { Releases, SUSPENSE_FACTS } from '../suspense/Releases.tsx';
import { Compared } from './Compared.tsx';
import type { BreakView } from './page.ts';
import { ABOUT, CLASSES, ADVICE } from './classes.ts';
import { RESOLUTIONS, STEPS, TEXTS } from './texts.ts';

const FACTS = [
  'amount',
  'age',
  'order_id',
  'invoice_id',
  'user_id',
  'provider_uuid',
  'found_by',
  'owner_name',
  'remark',
  'opened_at',
  'found_at',
  'resolution',
  'resolved_at',
  'journal_id',
  'id',
];

/** The order at a supplier is among the compared facts. */
const SUPPLY_FACTS = FACTS.filter((name) => name !== 'provider_uuid');

/** A difference with the provider: both sides beside each other, what to do, what was done. */
export default function BreakPage({ record }: ActionProps): React.ReactElement {
  const { page, instead } = useRecordPage<BreakView>('breaks', String(record?.id), { topics: ['approvals'] });
  const say = useSay();
  if (!page) return instead;
  const { row, trail, events, others, deliveryId } = page;
  const isSupply = row['found_by'] === 'supply';
  return (
    <Sides>
      <Card
        title={say.of(CLASSES, row['class'])}
        aside={<Chip source="breaks" name="status" value={row['status']} />}
      >
        <p className="sb-field">{say.of(ABOUT, row['class'])}</p>
        <RecordFacts source="breaks" row={row} names={isSupply ? SUPPLY_FACTS : FACTS} />
      </Card>
      <div>
        <Card title={say(TEXTS.sides)}>
          <Compared sides={page.sides} theirs={say(isSupply ? TEXTS.supplier : TEXTS.theirs)} />
          {deliveryId === undefined ? null : (
            <RecordLink resource="deliveries" id={deliveryId}>
              {say(TEXTS.delivery)}
            </RecordLink>
          )}
        </Card>
        {page.unread ? <UnreadRow unread={page.unread} /> : null}
        {row['status'] === 'open' ? (
          <Card title={say(TEXTS.whatToDo)}>
            <p>{say.of(ADVICE, row['class'])}</p>
          </Card>
        ) : null}
        <Card title={say(TEXTS.trail)}>
          <Trail steps={trail.map((step) => ({ ...step, note: noteOf(step, say) }))} words={STEPS} />
        </Card>
        {page.suspense ? <InSuspense suspense={page.suspense} releases={page.releases} /> : null}
        {events.length > 0 ? <Events events={events} /> : null}
        {others.length > 0 ? (
          <Card title={say(TEXTS.others)}>
            <RowTable source="breaks" rows={others} names={['opened_at', 'class', 'status', 'resolution']} />
          </Card>
        ) : null}
      </div>
    </Sides>
  );
}

/** A resolution begins with its code. The person who took the break is named already. */
function noteOf({ step, note, name }: BreakView['trail'][number], say: Say): string {
  const [, way, why] = /^([a-z_]+): (.*)$/s.exec(note) ?? [];
  if (step === 'declined') return why ?? '';
  if (step === 'resolved' || step === 'asked')
    return way === undefined ? say.of(RESOLUTIONS, note) : `${say.of(RESOLUTIONS, way)}: ${why}`;
  return step === 'owner' && note === name ? '' : note;
}

/** A row of the provider that could not be read, exactly as the provider sent it. */
function UnreadRow({
  unread: { fields, raw },
}: {
  unread: NonNullable<BreakView['unread']>;
}): React.ReactElement {
  const say = useSay();
  return (
    <Card title={say(TEXTS.unread)}>
      {fields === '' ? null : <p className="sb-field">{say(TEXTS.unreadFields, { fields })}</p>}
      <pre className="sb-block">{raw}</pre>
    </Card>
  );
}

/** The part of the break's money that is in suspense, and the way to its owner. */
function InSuspense({
  suspense,
  releases,
}: Pick<BreakView, 'releases'> & { suspense: NonNullable<BreakView['suspense']> }): React.ReactElement {
  const say = useSay();
  return (
    <Card title={say(TEXTS.suspense)}>
      <RecordFacts source="suspense" row={suspense} names={SUSPENSE_FACTS} />
      <p className="sb-field">
        <RecordLink resource="suspense" id={suspense['journal_id']}>
          {say(TEXTS.openSuspense)}
        </RecordLink>
      </p>
      <Releases rows={releases} />
    </Card>
  );
}

function Events({ events }: Pick<BreakView, 'events'>): React.ReactElement {
  const say = useSay();
  const columnOf = useColumns('provider_events');
  const word = (name: string, value: unknown): string => columnOf(name).words?.[plain(value)] ?? plain(value);
  return (
    <Card title={say(TEXTS.events)}>
      {events.map((event) => (
        <Row key={plain(event['id'])}>
          <Chip source="provider_events" name="status" value={event['status']} />
          <RecordLink resource="provider_events" id={event['id']}>
            {word('source', event['source'])} · {moment(event['received_at'], say.language, true)}
          </RecordLink>
          <span className="sb-muted">{word('outcome', event['outcome'])}</span>
        </Row>
      ))}
    </Card>
  );
}
