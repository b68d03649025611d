import { spec } from './spec.ts';

/** Ledger. */
export const LEDGER_ERRORS = {
  INSUFFICIENT_FUNDS: spec(
    'refused',
    'payment',
    'An account would fall below its floor.',
    'Top up, or choose a smaller amount.',
  ),
  ACCOUNT_UNKNOWN: spec(
    'bug',
    'system',
    'A journal names an account that does not exist.',
    'Open the account first; report it.',
  ),
  ACCOUNT_FROZEN: spec('refused', 'payment', 'An account is frozen.', 'Ask support.'),
  KEY_REUSED: spec(
    'conflict',
    'user',
    'A key that named one request came back with another one.',
    'Begin anew: the form or button makes a new key.',
  ),
  LEDGER_AMOUNT_RANGE: spec(
    'invalid',
    'payment',
    'A posting is not positive or overflows a balance.',
    'Check the amount.',
  ),
  JOURNAL_INVALID: spec(
    'bug',
    'system',
    'A journal is empty, mixes assets in a line, or debits and credits one account.',
    'Report it.',
  ),
  JOURNAL_UNKNOWN: spec('notFound', 'system', 'No such journal.', 'Check the id.'),
  LEDGER_BUSY: spec(
    'unavailable',
    'system',
    'A transaction has run for so long that the moment of an export cannot be fixed.',
    'Try again in a minute; look for a transaction that does not end.',
  ),
  REFUND_EXCEEDS_PAID: spec('refused', 'payment', 'Refunds would exceed what was paid.', 'Refund less.'),
} as const;
