import React from 'react';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import { TEXTS } from './texts.ts';
import type { ShownTicket } from './ticket.ts';

/** The agent who is responsible. The same list hands the ticket over. */
export function TicketOwner({
  page: { ticket, me, colleagues },
  mayHand,
  hand,
}: {
  page: ShownTicket;
  mayHand: boolean;
  hand: (to: string) => void;
}): React.ReactElement {
  const say = useSay();
  const owner = plain(ticket['owner_id']);
  const name = owner === me ? say(TEXTS.you) : plain(ticket['owner_name']) || say(TEXTS.nobody);
  if (!mayHand)
    return (
      <span className="sb-muted">
        {say(TEXTS.agent)}: {name}
      </span>
    );
  return (
    <label className="sb-muted">
      {say(TEXTS.agent)}:{' '}
      <select
        value={owner}
        onChange={(event) => hand(event.target.value)}
        className="sb-input"
        data-testid="owner"
      >
        {owner === '' ? <option value="">{say(TEXTS.nobody)}</option> : null}
        {colleagues.map(({ id, name: theirs }) => (
          <option key={id} value={id}>
            {id === me ? say(TEXTS.you) : theirs}
          </option>
        ))}
      </select>
    </label>
  );
}
