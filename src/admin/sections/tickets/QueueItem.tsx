import React from 'react';
import { Chip, Pill } from '../../kit/Chip.tsx';
import { ClockChip } from './ClockChip.tsx';
import { nextClock } from './clocks.ts';
import { since } from '../../kit/format.ts';
import type { Row } from '../../kit/Table.tsx';
import { useTexts } from '../../kit/texts.ts';

export interface QueueEntry {
  ticket: Row;
  user: string;
  last: string;
  lastKind: string;
  lastAuthor: string;
  /** Of the last answer, where it did not arrive. */
  delivery: string;
}

/** What is overdue, or nearly so, is seen from the edge of the queue. */
const EDGES: Readonly<Record<string, string>> = { bad: '#d93a2b', wait: '#e2a400' };

/** One ticket of the queue: whose, the last words, what it is about and when it is due. */
export function QueueItem({
  entry,
  now,
  chosen,
  choose,
}: {
  entry: QueueEntry;
  now: number;
  chosen: boolean;
  choose: () => void;
}): React.ReactElement {
  const { ticket } = entry;
  const texts = useTexts();
  const { unit, n } = since(ticket['created_at']);
  const clock = nextClock(ticket, now);
  const urgent = ticket['priority'] === 'urgent' || ticket['priority'] === 'high';
  return (
    <button
      type="button"
      onClick={choose}
      data-ticket={String(ticket['number'])}
      style={{
        display: 'block',
        width: '100%',
        textAlign: 'left',
        border: 0,
        borderBottom: '1px solid #eef0f5',
        borderLeft: `3px solid ${chosen ? '#2f5bea' : EDGES[clock?.tone ?? 'plain']}`,
        background: chosen ? '#eef2fd' : '#fff',
        padding: '10px 12px',
        cursor: 'pointer',
        font: 'inherit',
        color: '#13203f',
      }}
    >
      <span style={{ display: 'flex', justifyContent: 'space-between', gap: 8, fontSize: 13 }}>
        <b>
          #{String(ticket['number'])} · {entry.user}
        </b>
        <span style={{ color: '#8a94a8', whiteSpace: 'nowrap', fontSize: 12 }}>
          {texts.sb(`dashboard.${unit}`, { n })}
        </span>
      </span>
      <span
        style={{
          display: 'block',
          fontSize: 13,
          color: '#5d6b8a',
          margin: '4px 0 6px',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {entry.lastAuthor === 'staff' ? '↩ ' : ''}
        {entry.last || `[${texts.value('kind', entry.lastKind)}]`}
      </span>
      <span style={{ display: 'flex', gap: 6, alignItems: 'center', flexWrap: 'wrap' }}>
        <Undelivered delivery={entry.delivery} />
        <ClockChip clock={clock} />
        <Chip column="subject" value={ticket['subject']} />
        {urgent ? <Chip column="priority" value={ticket['priority']} /> : null}
        {ticket['owner_name'] ? (
          <span
            style={{
              fontSize: 12,
              color: '#8a94a8',
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
            }}
          >
            {String(ticket['owner_name'])}
          </span>
        ) : null}
      </span>
    </button>
  );
}

/** An answer that the user has not got is the first thing to see. */
function Undelivered({ delivery }: { delivery: string }): React.ReactElement | null {
  const { sb } = useTexts();
  if (delivery === 'queued') return <Pill tone="wait">{sb('desk.delivery.onItsWay')}</Pill>;
  if (delivery === '') return null;
  return (
    <Pill tone="bad">
      <span data-undelivered={delivery}>{sb('desk.delivery.mark')}</span>
    </Pill>
  );
}
