import { spec } from './spec.ts';

/** Support. */
export const SUPPORT_ERRORS = {
  TICKET_UNKNOWN: spec('notFound', 'user', 'No such ticket, or not yours.', 'Open the help screen.'),
  TICKET_TAKEN: spec('conflict', 'user', 'Another agent owns the ticket.', 'Look at its owner.'),
  CONTENT_CHANGED: spec(
    'conflict',
    'user',
    'Somebody else changed the text meanwhile.',
    'Look at it again, then change it.',
  ),
  TICKET_STATE: spec('refused', 'user', 'The ticket cannot do this in its state.', 'Look at its state.'),
} as const;
