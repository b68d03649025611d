import { Button } from '@adminjs/design-system';
import React from 'react';
import { Dialog } from '../../kit/Dialog.tsx';
import { Row } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import type { Row as Cells } from '../../kit/Table.tsx';
import { COMMON } from '../../words/common.ts';
import type { Pair } from '../../words/pair.ts';
import { ENDINGS, TELLS, WORRIES, type Ending, type Worry } from './texts.ts';
import type { ShownTicket } from './ticket.ts';

/** Reasons to ask before a ticket ends. The server checks the same. */
export function worriesOf({ ticket, messages, me }: ShownTicket): Worry[] {
  const isAnswered = ticket['first_reply_at'] !== null;
  const isWritten = messages.some((row) => row['author'] === 'staff' && row['is_note'] !== true);
  const isMine = ticket['owner_id'] === null || ticket['owner_id'] === me;
  const worries: (Worry | false)[] = [
    !isAnswered && (isWritten ? 'onItsWay' : 'unanswered'),
    !isMine && 'notMine',
  ];
  return worries.filter((worry) => worry !== false);
}

/** The message that the bot will send. */
function tellsOf(ticket: Cells, ending: Ending): Pair {
  if (ending === 'resolve') return TELLS.resolved;
  return ticket['first_reply_at'] === null ? TELLS.closedUnanswered : TELLS.closed;
}

/** Asks before the end of a ticket that was not answered, or that belongs to a colleague. */
export function EndDialog({
  page,
  ending,
  close,
  confirm,
}: {
  page: ShownTicket;
  ending: Ending;
  close: () => void;
  confirm: () => void;
}): React.ReactElement {
  const say = useSay();
  const { ticket } = page;
  const { title, sure } = ENDINGS[ending];
  return (
    <Dialog title={say(title, { number: plain(ticket['number']) })} close={close}>
      {worriesOf(page).map((worry) => (
        <p key={worry} className="sb-tickets-worry">
          {say(WORRIES[worry], { name: plain(ticket['owner_name']) })}
        </p>
      ))}
      <p className="sb-tickets-question">{say(tellsOf(ticket, ending))}</p>
      <Row>
        <Button variant="contained" onClick={close}>
          {say(COMMON.cancel)}
        </Button>
        <Button variant="outlined" onClick={confirm} data-testid="end-sure">
          {say(sure)}
        </Button>
      </Row>
    </Dialog>
  );
}
