import { Icon } from '@adminjs/design-system';
import React from 'react';
import { Link } from 'react-router-dom';
import { useCall } from '../../kit/call.ts';
import { Chip } from '../../kit/Chip.tsx';
import { LiveDot } from '../../kit/LiveDot.tsx';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import { useColumns } from '../../kit/shell.ts';
import { ClockChip } from './ClockChip.tsx';
import { replyClock, resolutionClock } from './clocks.ts';
import { PRIORITIES, SUBJECTS, TEXTS } from './texts.ts';
import type { ShownTicket } from './ticket.ts';
import { TicketButtons, type Act } from './TicketButtons.tsx';
import { TicketOwner } from './TicketOwner.tsx';
import { useNow } from './useNow.ts';

/** The ticket, its clocks, and the possible actions. */
export function TicketHead({
  page,
  live,
  reload,
}: {
  page: ShownTicket;
  live: boolean;
  reload: () => void;
}): React.ReactElement {
  const { ticket, goesOn, may } = page;
  const say = useSay();
  const call = useCall();
  const act: Act = async (action, data = {}) => {
    await call({ resource: 'tickets', action, id: plain(ticket['id']), data });
    reload();
  };
  const now = useNow();
  const mayChange = may.take && goesOn;
  return (
    <div className="sb-tickets-head">
      <div className="sb-row">
        <b className="sb-tickets-title">#{plain(ticket['number'])}</b>
        <span>{say.of(SUBJECTS, ticket['subject'])}</span>
        <Chip source="tickets" name="status" value={ticket['status']} />
        {mayChange ? (
          <Priority value={plain(ticket['priority'])} act={act} />
        ) : (
          <Chip source="tickets" name="priority" value={ticket['priority']} />
        )}
        {ticket['support_code'] ? <SupportCode code={plain(ticket['support_code'])} /> : null}
        <TicketOwner page={page} mayHand={mayChange} hand={(to) => void act('hand', { to })} />
        <span className="sb-end">
          <LiveDot live={live} />
        </span>
      </div>
      <div className="sb-row">
        <ClockChip clock={replyClock(ticket, now)} />
        <ClockChip clock={resolutionClock(ticket, now)} />
        {ticket['rating'] ? (
          <span className="sb-muted">
            {say(TEXTS.rating)}: {plain(ticket['rating'])}/5
          </span>
        ) : null}
        <TicketButtons page={page} now={now} act={act} />
      </div>
      {ticket['merged_into'] ? (
        <p className="sb-tickets-merged">
          <Icon icon="GitMerge" size={14} />{' '}
          <Link to={`/admin/resources/tickets/records/${plain(ticket['merged_into'])}/show`}>
            {say(TEXTS.mergedInto, { number: plain(ticket['merged_number']) })}
          </Link>
        </p>
      ) : null}
    </div>
  );
}

function Priority({ value, act }: { value: string; act: Act }): React.ReactElement {
  const say = useSay();
  const columnOf = useColumns('tickets');
  return (
    <select
      aria-label={columnOf('priority').label}
      value={value}
      onChange={(event) => void act('priority', { priority: event.target.value })}
      className="sb-input"
    >
      {Object.entries(PRIORITIES).map(([code, word]) => (
        <option key={code} value={code}>
          {say(word)}
        </option>
      ))}
    </select>
  );
}

/** The code that the user quoted. It leads to the error. */
function SupportCode({ code }: { code: string }): React.ReactElement {
  const say = useSay();
  return (
    <Link className="sb-link sb-tickets-code" to={`/admin/resources/shown_errors?filters.reference=${code}`}>
      {say(TEXTS.supportCode)} {code}
    </Link>
  );
}
