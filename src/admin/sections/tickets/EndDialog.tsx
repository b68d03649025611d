import { Button } from '@adminjs/design-system';
import React from 'react';
import { Dialog } from '../../kit/Dialog.tsx';
import type { Row } from '../../kit/Table.tsx';
import { useTexts } from '../../kit/texts.ts';
import type { TicketPageData } from './TicketView.tsx';

export type Ending = 'resolve' | 'close';
type Worry = 'unanswered' | 'onItsWay' | 'notMine';

/** Reasons to ask before a ticket ends; the server asks for the same. */
export function worriesOf({ ticket, messages, me }: TicketPageData): Worry[] {
  const isAnswered = ticket['first_reply_at'] !== null;
  const isWritten = messages.some((row) => row['author'] === 'staff' && row['is_note'] !== true);
  const isMine = ticket['owner_id'] === null || ticket['owner_id'] === me;
  const worries: (Worry | false)[] = [
    !isAnswered && (isWritten ? 'onItsWay' : 'unanswered'),
    !isMine && 'notMine',
  ];
  return worries.filter((worry) => worry !== false);
}

const FRESH_MS = 120_000;

/** It ended a moment ago: opening it again takes that back. */
export function isFresh(ticket: Row, now: number): boolean {
  return now - new Date(String(ticket['updated_at'])).getTime() < FRESH_MS;
}

/** Asks before a ticket ends that was not answered, or is somebody else's. */
export function EndDialog({
  page,
  ending,
  close,
  confirm,
}: {
  page: TicketPageData;
  ending: Ending;
  close: () => void;
  confirm: () => void;
}): React.ReactElement {
  const { sb } = useTexts();
  const { ticket } = page;
  const worries = worriesOf(page);
  const tells =
    ending === 'resolve'
      ? 'resolveTells'
      : ticket['first_reply_at'] === null
        ? 'closeTells'
        : 'closeTellsAnswered';
  return (
    <Dialog title={sb(`desk.ending.${ending}Title`, { number: String(ticket['number']) })} close={close}>
      {worries.map((worry) => (
        <p key={worry} style={{ fontSize: 14, lineHeight: 1.5, fontWeight: 600, color: '#a3241b' }}>
          {sb(`desk.ending.${worry}`, { name: String(ticket['owner_name'] ?? '') })}
        </p>
      ))}
      <p style={{ fontSize: 14, lineHeight: 1.5, margin: '8px 0 16px' }}>{sb(`desk.ending.${tells}`)}</p>
      <div style={{ display: 'flex', gap: 8 }}>
        <Button variant="contained" onClick={close}>
          {sb('common.cancel')}
        </Button>
        <Button variant="outlined" onClick={confirm} data-testid="end-sure">
          {sb(`desk.ending.${ending}Sure`)}
        </Button>
      </div>
    </Dialog>
  );
}
