import { Button } from '@adminjs/design-system';
import React, { useState } from 'react';
import { Link } from 'react-router-dom';
import { useCall } from '../../kit/call.ts';
import { Card, muted } from '../../kit/Card.tsx';
import { Chip } from '../../kit/Chip.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import type { Row } from '../../kit/Table.tsx';
import { TextButton } from '../../kit/TextButton.tsx';
import { useTexts } from '../../kit/texts.ts';
import type { TicketPageData } from './TicketView.tsx';

/** What else the user asked; what is the same question becomes one ticket with this. */
export function OtherTickets({
  page: { ticket, otherTickets, may },
  reload,
}: {
  page: TicketPageData;
  reload: () => void;
}): React.ReactElement | null {
  const texts = useTexts();
  if (otherTickets.length === 0) return null;
  const goesOn = ticket['status'] === 'open' || ticket['status'] === 'waiting_user';
  return (
    <Card title={texts.sb('desk.otherTickets')} style={{ padding: '12px 14px' }}>
      {otherTickets.map((other) => (
        <div key={String(other['id'])} style={{ padding: '5px 0', fontSize: 13 }}>
          <div style={{ display: 'flex', justifyContent: 'space-between', gap: 8 }}>
            <Link
              style={{ color: '#2f5bea', textDecoration: 'none' }}
              to={`/admin/resources/tickets/records/${String(other['id'])}/show`}
            >
              #{String(other['number'])} {texts.value('subject', other['subject'])}
            </Link>
            {other['merged_into'] ? (
              <span style={muted}>→ #{String(other['merged_number'])}</span>
            ) : (
              <Chip column="status" value={other['status']} />
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

/** Asks once more: a merge cannot be undone. */
function MergeButton({
  gone,
  kept,
  merged,
}: {
  gone: Row;
  kept: Row;
  merged: () => void;
}): React.ReactElement {
  const { sb } = useTexts();
  const call = useCall();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const numbers = { from: String(gone['number']), into: String(kept['number']) };
  const merge = async (): Promise<void> => {
    setBusy(true);
    const data = { into: String(kept['id']) };
    await call({ resource: 'tickets', action: 'merge', id: String(gone['id']), data });
    setBusy(false);
    setOpen(false);
    merged();
  };
  return (
    <>
      <TextButton icon="GitMerge" label={sb('desk.merge')} press={() => setOpen(true)} testId="merge" />
      {open ? (
        <Dialog title={sb('desk.mergeTitle', numbers)} close={() => setOpen(false)}>
          <p style={{ fontSize: 14, lineHeight: 1.5, marginBottom: 16 }}>{sb('desk.mergeAbout', numbers)}</p>
          <Button variant="contained" disabled={busy} onClick={() => void merge()} data-testid="merge-sure">
            {sb('desk.merge')}
          </Button>
        </Dialog>
      ) : null}
    </>
  );
}
