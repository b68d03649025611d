import { spec } from './spec.ts';

/** Breaks, and the findings and rules of fraud. */
export const REVIEW_ERRORS = {
  BREAK_UNKNOWN: spec('notFound', 'user', 'There is no such break.', 'Look at the list of breaks.'),
  BREAK_STATE: spec('conflict', 'user', 'The break is already resolved.', 'Look at how it was resolved.'),
  BREAK_CHANGED: spec(
    'conflict',
    'payment',
    'After the break was found, more money was booked for its invoice.',
    'Look at the break again: the difference may be gone.',
  ),
  FLAG_UNKNOWN: spec('notFound', 'user', 'There is no such fraud flag.', 'Look at the review queue.'),
  RULE_UNKNOWN: spec('notFound', 'user', 'There is no such fraud rule.', 'Look at the list of rules.'),
  LIST_ENTRY_UNKNOWN: spec(
    'notFound',
    'user',
    'The allow and block lists have no such entry, or the entry was removed.',
    'Look at the lists.',
  ),
} as const;
