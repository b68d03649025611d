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
  TICKET_STATE: spec('refused', 'user', 'The ticket cannot do this in its state.', 'Look at its state.'),
  NOTIFICATION_UNKNOWN: spec('notFound', 'user', 'There is no such message to a user.', 'Check the id.'),
  NOTIFICATION_STATE: spec(
    'refused',
    'user',
    'A message to a user is on its way or was sent, so it is not sent again.',
    'Look at its state.',
  ),
} as const;
