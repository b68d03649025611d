import React from 'react';
import { Chip, Pill } from '../../kit/Chip.tsx';
import { since } from '../../kit/format.ts';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import { SPANS } from '../../words/common.ts';
import { ClockChip } from './ClockChip.tsx';
import { nextClock } from './clocks.ts';
import type { DeskTicket } from './desk.ts';
import { KINDS, QUEUE } from './texts.ts';

/**
 * One ticket of the queue: its user, the last words, its subject and when it is due. The edge shows an overdue ticket.
 */
export function QueueItem({
  entry: { ticket, user, last, lastKind, lastAuthor, delivery },
  now,
  chosen,
  choose,
}: {
  entry: DeskTicket;
  now: number;
  chosen: boolean;
  choose: () => void;
}): React.ReactElement {
  const say = useSay();
  const { unit, n } = since(ticket['created_at']);
  const clock = nextClock(ticket, now);
  const urgent = ticket['priority'] === 'urgent' || ticket['priority'] === 'high';
  const number = plain(ticket['number']);
  return (
    <button
      type="button"
      onClick={choose}
      data-ticket={number}
      aria-current={chosen}
      data-tone={clock?.tone}
      className="sb-tickets-item"
    >
      <span className="sb-tickets-line">
        <b>
          #{number} · {user}
        </b>
        <span className="sb-muted sb-nowrap">{say(SPANS[unit], { n })}</span>
      </span>
      <span className="sb-tickets-last">
        {lastAuthor === 'staff' ? '↩ ' : ''}
        {last || `[${say.of(KINDS, lastKind)}]`}
      </span>
      <span className="sb-tickets-chips">
        <Undelivered delivery={delivery} />
        <ClockChip clock={clock} />
        <Chip source="tickets" name="subject" value={ticket['subject']} />
        {urgent ? <Chip source="tickets" name="priority" value={ticket['priority']} /> : null}
        {ticket['owner_name'] ? (
          <span className="sb-muted sb-tickets-owner">{plain(ticket['owner_name'])}</span>
        ) : null}
      </span>
    </button>
  );
}

/** An answer that the user has not got must be seen first. */
function Undelivered({ delivery }: { delivery: string }): React.ReactElement | null {
  const say = useSay();
  if (delivery === 'queued') return <Pill tone="wait">{say(QUEUE.onItsWay)}</Pill>;
  if (delivery === '') return null;
  return (
    <Pill tone="bad">
      <span data-undelivered={delivery}>{say(QUEUE.notDelivered)}</span>
    </Pill>
  );
}
