import { Button } from '@adminjs/design-system';
import React, { useState } from 'react';
import { useCall } from '../../kit/call.ts';
import { Card } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { plain } from '../../kit/plain.ts';
import { RecordLink } from '../../kit/RecordLink.tsx';
import { useSay } from '../../kit/say.ts';
import type { Row } from '../../kit/Table.tsx';
import { TextButton } from '../../kit/TextButton.tsx';
import { SUBJECTS, TEXTS } from './texts.ts';
import type { ShownTicket } from './ticket.ts';

/** Other tickets of the user. A ticket with the same question can be merged into this one. */
export function OtherTickets({
  page: { ticket, goesOn, otherTickets, may },
  reload,
}: {
  page: ShownTicket;
  reload: () => void;
}): React.ReactElement | null {
  const say = useSay();
  if (otherTickets.length === 0) return null;
  return (
    <Card title={say(TEXTS.otherTickets)}>
      {otherTickets.map((other) => (
        <div key={plain(other['id'])} className="sb-tickets-other">
          <div className="sb-tickets-line">
            <RecordLink resource="tickets" id={other['id']}>
              #{plain(other['number'])} {say.of(SUBJECTS, other['subject'])}
            </RecordLink>
            {other['merged_into'] ? (
              <span className="sb-muted">→ #{plain(other['merged_number'])}</span>
            ) : (
              <Chip source="tickets" name="status" value={other['status']} />
            )}
          </div>
          {may.merge && goesOn && !other['merged_into'] ? (
            <MergeButton gone={other} kept={ticket} merged={reload} />
          ) : null}
        </div>
      ))}
    </Card>
  );
}

/** Asks again, because a merge cannot be undone. */
function MergeButton({
  gone,
  kept,
  merged,
}: {
  gone: Row;
  kept: Row;
  merged: () => void;
}): React.ReactElement {
  const say = useSay();
  const call = useCall();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const numbers = { from: plain(gone['number']), into: plain(kept['number']) };
  const merge = async (): Promise<void> => {
    setBusy(true);
    const data = { into: plain(kept['id']) };
    await call({ resource: 'tickets', action: 'merge', id: plain(gone['id']), data });
    setBusy(false);
    setOpen(false);
    merged();
  };
  return (
    <>
      <TextButton icon="GitMerge" label={say(TEXTS.merge)} press={() => setOpen(true)} testId="merge" />
      {open ? (
        <Dialog title={say(TEXTS.mergeTitle, numbers)} close={() => setOpen(false)}>
          <p className="sb-tickets-question">{say(TEXTS.mergeAbout, numbers)}</p>
          <Button variant="contained" disabled={busy} onClick={() => void merge()} data-testid="merge-sure">
            {say(TEXTS.merge)}
          </Button>
        </Dialog>
      ) : null}
    </>
  );
}
