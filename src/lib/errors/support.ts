import { spec } from './spec.ts';

/** Support. */
export const SUPPORT_ERRORS = {
  TICKET_UNKNOWN: spec('notFound', 'user', 'No such ticket, or not yours.', 'Open the help screen.'),
  TICKET_TAKEN: spec('conflict', 'user', 'Another agent owns the ticket.', 'Look at its owner.'),
  TICKET_MERGED: spec(
    'conflict',
    'user',
    'The ticket was merged into another one.',
    'Go on in that one: it holds the whole conversation.',
  ),
  TICKET_OTHER_USER: spec(
    'refused',
    'user',
    'Two tickets of different users, or twice the same one, cannot be merged.',
    'Merge tickets of one user.',
  ),
  CONTENT_CHANGED: spec(
    'conflict',
    'user',
    'Somebody else changed the text meanwhile.',
    'Look at it again, then change it.',
  ),
  TICKETS_TOO_MANY: spec(
    'refused',
    'user',
    'The user has as many open tickets as one person may have.',
    'Go on in one of them.',
  ),
  TICKET_UNANSWERED: spec(
    'refused',
    'user',
    'The user has had no answer in this ticket.',
    'Answer first, or say that it is meant so.',
  ),
  TICKET_NOT_YOURS: spec(
    'refused',
    'user',
    'Another agent answers for this ticket.',
    'Ask the owner, or say that it is meant so.',
  ),
  REPLY_HAS_HOLES: spec(
    'refused',
    'user',
    'The answer still holds a variable that nothing was put in for.',
    'Fill it in, or say that it is meant so.',
  ),
  ANSWER_STATE: spec(
    'conflict',
    'user',
    'The answer arrived meanwhile, or is on its way.',
    'Look at its state.',
  ),
  FILE_TOO_LARGE: spec(
    'refused',
    'user',
    'Telegram hands no file of more than 20 MB to a bot.',
    'Ask the user for a smaller file, or for a link.',
  ),
  VARIABLE_UNKNOWN: spec(
    'invalid',
    'user',
    'A prepared text holds a variable that does not exist.',
    'Use one of the known ones.',
  ),
  TICKET_STATE: spec('refused', 'user', 'The ticket cannot do this in its state.', 'Look at its state.'),
  NOTIFICATION_UNKNOWN: spec('notFound', 'user', 'There is no such message to a user.', 'Check the id.'),
  NOTIFICATION_UNREADABLE: spec(
    'invalid',
    'system',
    'A message to a user stands in the table in a shape that its kind does not have, so it is not sent.',
    'Tell the user by other means; look at what wrote it.',
  ),
  NOTIFICATION_STATE: spec(
    'refused',
    'user',
    'A message to a user is on its way or was sent, so it is not sent again.',
    'Look at its state.',
  ),
} as const;
