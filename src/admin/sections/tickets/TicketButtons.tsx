import { Button, Icon } from '@adminjs/design-system';
import React, { useState } from 'react';
import { useSay } from '../../kit/say.ts';
import type { Row } from '../../kit/Table.tsx';
import type { Pair } from '../../words/pair.ts';
import { EndDialog } from './EndDialog.tsx';
import { worriesOf } from './endQuestions.ts';
import { ENDINGS, TEXTS, type Ending } from './texts.ts';
import type { ShownTicket } from './ticket.ts';

/** Does an action with the ticket. */
export type Act = (action: string, data?: Record<string, unknown>) => Promise<void>;

const FRESH_MS = 120_000;

/** It ended a moment ago, so opening it again takes that back. */
function isFresh(ticket: Row, now: number): boolean {
  return now - new Date(String(ticket['updated_at'])).getTime() < FRESH_MS;
}

/** The possible actions on the ticket in its state. */
export function TicketButtons({
  page,
  now,
  act,
}: {
  page: ShownTicket;
  now: number;
  act: Act;
}): React.ReactElement {
  const { ticket, goesOn, may, me } = page;
  const [ending, setEnding] = useState<Ending>();
  const isMine = ticket['owner_id'] === me;
  const end = (action: Ending): void => {
    if (worriesOf(page).length > 0) setEnding(action);
    else void act(action);
  };
  const press = (action: string) => () => void act(action);
  return (
    <div className="sb-tickets-buttons">
      {may.take && goesOn && ticket['owner_id'] === null ? (
        <ActButton action="take" icon="UserCheck" label={TEXTS.take} main press={press('take')} />
      ) : null}
      {may.take && goesOn && isMine ? (
        <ActButton action="return" icon="CornerUpLeft" label={TEXTS.giveBack} press={press('return')} />
      ) : null}
      {may.resolve && goesOn ? (
        <>
          <ActButton
            action="resolve"
            icon="CheckCircle"
            label={ENDINGS.resolve.name}
            main={isMine}
            press={() => end('resolve')}
          />
          <ActButton action="close" icon="XCircle" label={ENDINGS.close.name} press={() => end('close')} />
        </>
      ) : null}
      {may.reopen && !goesOn && ticket['merged_into'] === null ? (
        <ActButton
          action="reopen"
          icon="RotateCcw"
          label={isFresh(ticket, now) ? TEXTS.undo : TEXTS.reopen}
          press={press('reopen')}
        />
      ) : null}
      {ending === undefined ? null : (
        <EndDialog
          page={page}
          ending={ending}
          close={() => setEnding(undefined)}
          confirm={() => {
            setEnding(undefined);
            void act(ending, { sure: true });
          }}
        />
      )}
    </div>
  );
}

function ActButton({
  action,
  icon,
  label,
  main = false,
  press,
}: {
  action: string;
  icon: string;
  label: Pair;
  main?: boolean;
  press: () => void;
}): React.ReactElement {
  const say = useSay();
  return (
    <Button size="sm" variant={main ? 'contained' : 'outlined'} onClick={press} data-action={action}>
      <Icon icon={icon} />
      {say(label)}
    </Button>
  );
}
