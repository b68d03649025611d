import type { Row as Cells } from '../../kit/Table.tsx';
import type { Pair } from '../../words/pair.ts';
import { TELLS, type Ending, type Worry } from './texts.ts';
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
export function tellsOf(ticket: Cells, ending: Ending): Pair {
  if (ending === 'resolve') return TELLS.resolved;
  return ticket['first_reply_at'] === null ? TELLS.closedUnanswered : TELLS.closed;
}
