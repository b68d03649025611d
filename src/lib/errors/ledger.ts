import { spec } from './spec.ts';

/** Ledger. */
export const LEDGER_ERRORS = {
  INSUFFICIENT_FUNDS: spec(
    'refused',
    'payment',
    'The balance of an account would fall below its minimum (its floor).',
    'Top up, or choose a smaller amount.',
  ),
  ACCOUNT_UNKNOWN: spec(
    'bug',
    'system',
    'A journal names an account that does not exist.',
    'Open the account first, and report the bug.',
  ),
  ACCOUNT_FROZEN: spec('refused', 'payment', 'An account is frozen.', 'Ask support.'),
  KEY_REUSED: spec(
    'conflict',
    'user',
    'The same idempotency key was used for two different requests.',
    'Start again: the form or button makes a new key.',
  ),
  LEDGER_AMOUNT_RANGE: spec(
    'invalid',
    'payment',
    'An amount in a posting is not positive, or a balance would become too large.',
    'Check the amount.',
  ),
  JOURNAL_INVALID: spec(
    'bug',
    'system',
    'A journal has no lines, or one of its lines mixes assets or debits and credits the same account.',
    'Report it.',
  ),
  JOURNAL_UNKNOWN: spec('notFound', 'system', 'There is no such journal.', 'Check the id.'),
  LEDGER_BUSY: spec(
    'unavailable',
    'system',
    'The export cannot fix its moment in time, because another transaction has been running for too long.',
    'Try again in a minute. If it fails again, look for a transaction that does not end.',
  ),
  REFUND_EXCEEDS_PAID: spec(
    'refused',
    'payment',
    'The refunds of this payment would be larger than the payment.',
    'Refund less.',
  ),
} as const;
