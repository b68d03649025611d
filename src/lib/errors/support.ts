import { spec } from './spec.ts';

/** Support. */
export const SUPPORT_ERRORS = {
  TICKET_UNKNOWN: spec(
    'notFound',
    'user',
    'There is no such ticket, or it belongs to somebody else.',
    'Open the help screen.',
  ),
  TICKET_TAKEN: spec('conflict', 'user', 'Another agent owns the ticket.', 'Ask the owner of the ticket.'),
  TICKET_MERGED: spec(
    'conflict',
    'user',
    'The ticket was merged into another one.',
    'Go on in the other ticket: it has the whole conversation.',
  ),
  TICKET_OTHER_USER: spec(
    'refused',
    'user',
    'The two tickets belong to different users, or they are the same ticket.',
    'Merge two different tickets of one user.',
  ),
  CONTENT_CHANGED: spec(
    'conflict',
    'user',
    'Somebody else changed the text in the meantime.',
    'Look at the new text, then make your change.',
  ),
  TICKETS_TOO_MANY: spec(
    'refused',
    'user',
    'The user already has the largest allowed number of open tickets.',
    'Go on in one of the open tickets.',
  ),
  TICKET_UNANSWERED: spec(
    'refused',
    'user',
    'Nobody has answered the user in this ticket yet.',
    'Answer first, or confirm that you want to close it without an answer.',
  ),
  TICKET_NOT_YOURS: spec(
    'refused',
    'user',
    'Another agent answers for this ticket.',
    'Ask the owner, or confirm that you want to close it all the same.',
  ),
  REPLY_HAS_HOLES: spec(
    'refused',
    'user',
    'The answer still has a variable without a value.',
    'Fill it in, or confirm that you want to send it as it is.',
  ),
  ANSWER_STATE: spec(
    'conflict',
    'user',
    'The answer has already arrived, or it is on its way.',
    'Look at its state.',
  ),
  FILE_TOO_LARGE: spec(
    'refused',
    'user',
    'The file is larger than 20 MB. Telegram does not give such files to bots.',
    'Ask the user for a smaller file, or for a link.',
  ),
  VARIABLE_UNKNOWN: spec(
    'invalid',
    'user',
    'The prepared text has a variable that does not exist.',
    'Use one of the known variables.',
  ),
  TICKET_STATE: spec('refused', 'user', 'The state of the ticket does not allow this.', 'Look at its state.'),
  NOTIFICATION_UNKNOWN: spec('notFound', 'user', 'There is no such message to a user.', 'Check the id.'),
  NOTIFICATION_UNREADABLE: spec(
    'invalid',
    'system',
    'The stored data of a message to a user does not match the contract of its kind, so the message is not sent.',
    'Tell the user in another way, and find the code that wrote the data.',
  ),
  NOTIFICATION_STATE: spec(
    'refused',
    'user',
    'The message to the user is on its way or was sent, so it is not sent again.',
    'Look at its state.',
  ),
} as const;
