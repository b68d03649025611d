import { Button } from '@adminjs/design-system';
import React from 'react';
import { Dialog } from '../../kit/Dialog.tsx';
import { Row } from '../../kit/Layout.tsx';
import { plain } from '../../kit/plain.ts';
import { useSay } from '../../kit/say.ts';
import { COMMON } from '../../words/common.ts';
import { ENDINGS, WORRIES, type Ending } from './texts.ts';
import type { ShownTicket } from './ticket.ts';
import { worriesOf, tellsOf } from './endQuestions.ts';

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
