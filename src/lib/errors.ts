/**
 * Every error that Starboard can answer with, as data. A door (bot, back office, HTTP, jobs, CLI) looks the
 * code up once and turns it into its own words; `docs/errors.md` is kept equal to this table by a test.
 *
 * `kind` decides how a door treats it:
 * - `invalid`: the input cannot be accepted; nothing happened;
 * - `refused`: a rule said no; nothing happened;
 * - `notFound`: absent, or not yours (the same answer on purpose);
 * - `conflict`: somebody was faster; look again;
 * - `unavailable`: something outside is away; try again later;
 * - `bug`: our fault.
 *
 * `user` is the category that the user is told (product: network, payment, system, user).
 */
type ErrorKind = 'invalid' | 'refused' | 'notFound' | 'conflict' | 'unavailable' | 'bug';
export type UserCategory = 'network' | 'payment' | 'system' | 'user';
interface ErrorSpec {
  kind: ErrorKind;
  http: number;
  retry: boolean;
  user: UserCategory;
  when: string;
  action: string;
}

const spec = (kind: ErrorKind, user: UserCategory, when: string, action: string): ErrorSpec => ({
  kind,
  user,
  when,
  action,
  http: HTTP_BY_KIND[kind],
  retry: kind === 'unavailable' || kind === 'conflict',
});

const HTTP_BY_KIND: Record<ErrorKind, number> = {
  invalid: 400,
  refused: 409,
  notFound: 404,
  conflict: 409,
  unavailable: 503,
  bug: 500,
};

export const ERRORS = {
  // Input
  AMOUNT_INVALID: spec(
    'invalid',
    'user',
    'An amount is not a plain decimal number.',
    'Type digits, with a point or a comma.',
  ),
  AMOUNT_OUT_OF_RANGE: spec(
    'invalid',
    'user',
    'An amount lies outside the stated limits.',
    'Choose an amount inside the limits.',
  ),
  TEXT_INVALID: spec('invalid', 'user', 'A text is empty or too long.', 'Send a text of the stated length.'),
  INPUT_INVALID: spec('invalid', 'user', 'A request does not fit its schema.', 'Correct the named fields.'),
  BODY_TOO_LARGE: {
    ...spec('invalid', 'system', 'A request body is over the limit.', 'Send less.'),
    http: 413,
  },

  // Rights and identity
  SIGNATURE_INVALID: {
    ...spec(
      'refused',
      'system',
      'A provider webhook is unsigned or wrongly signed.',
      'Look at the security events; check the API key.',
    ),
    http: 401,
  },
  SOURCE_FORBIDDEN: {
    ...spec(
      'refused',
      'system',
      'A webhook comes from an address that is not allowed.',
      'Check PROVIDER_WEBHOOK_IPS and the proxy.',
    ),
    http: 403,
  },
  SECRET_TOKEN_INVALID: {
    ...spec(
      'refused',
      'system',
      'A Telegram webhook lacks the right secret token.',
      'Set the webhook again.',
    ),
    http: 401,
  },
  FORBIDDEN: spec('notFound', 'user', 'The role has no right to this.', 'Ask an administrator.'),
  LOGIN_FAILED: spec(
    'refused',
    'user',
    'E-mail and password do not fit, or the account rests after too many failures.',
    'Try again; after five failures wait for some minutes.',
  ),
  LOGIN_LOCKED: spec('refused', 'user', 'Too many wrong codes in a row.', 'Wait for the stated minutes.'),
  TOTP_INVALID: spec(
    'refused',
    'user',
    'A code is wrong, too old, or was used before.',
    'Type the next code.',
  ),
  TOTP_STATE: spec('refused', 'user', 'The second factor is already set up, or not yet.', 'Log in again.'),
  PASSWORD_WEAK: spec(
    'invalid',
    'user',
    'A password is too short, too long or too simple.',
    'Choose another.',
  ),
  STAFF_EXISTS: spec('refused', 'user', 'Somebody has this e-mail already.', 'Use another e-mail.'),
  STAFF_UNKNOWN: spec('notFound', 'user', 'No such person of the staff.', 'Look at the list.'),
  ALREADY_SO: spec(
    'conflict',
    'user',
    'The thing is in that state already.',
    'Look again: somebody was faster.',
  ),
  OWN_ACCOUNT: spec(
    'refused',
    'user',
    'Nobody changes the rights of their own account.',
    'Ask another administrator.',
  ),
  NOT_LOGGED_IN: spec('refused', 'user', 'No valid back-office session.', 'Log in.'),
  RATE_LIMITED: spec('refused', 'user', 'Too many requests of one kind.', 'Wait for the stated time.'),

  // Ledger
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
    'system',
    'An idempotency key came back with another content.',
    'Never reuse a key; report it.',
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
  REFUND_EXCEEDS_PAID: spec('refused', 'payment', 'Refunds would exceed what was paid.', 'Refund less.'),

  // Shop and payments
  PACKAGE_UNKNOWN: spec(
    'notFound',
    'user',
    'The package does not exist or is not sold now.',
    'Open the shop again.',
  ),
  ORDER_UNKNOWN: spec('notFound', 'user', 'No such order of this user.', 'Open the history.'),
  PRICE_CHANGED: spec(
    'conflict',
    'user',
    'The price changed after the screen was drawn.',
    'Look at the new price and confirm.',
  ),
  SWITCHED_OFF: spec('refused', 'system', 'The function is switched off by the shop.', 'Try again later.'),
  USER_UNKNOWN: spec('notFound', 'user', 'No such user, or the account was deleted.', 'Send /start.'),
  ACCOUNT_NOT_EMPTY: spec(
    'refused',
    'user',
    'The account still holds a balance or waits for a payment.',
    'Spend it or wait, or agree to give the balance up.',
  ),
  PACKAGE_EXISTS: spec('conflict', 'user', 'A package of this size exists already.', 'Change its price.'),
  USER_HELD: spec('refused', 'user', 'Purchases of this user are on hold.', 'Write to support.'),
  USER_BLOCKED: spec('refused', 'user', 'The user is blocked.', 'Write to support.'),
  PROVIDER_UNAVAILABLE: spec(
    'unavailable',
    'network',
    'The payment provider does not answer.',
    'Try again, or pay from balance.',
  ),
  PROVIDER_REFUSED: spec(
    'refused',
    'payment',
    'The payment provider refused the request.',
    'Look at the log; try another amount.',
  ),
  PROVIDER_MISMATCH: spec(
    'bug',
    'payment',
    'The provider answered with other data than we sent.',
    'Finance looks at it.',
  ),
  BREAK_UNKNOWN: spec('notFound', 'user', 'No such break.', 'Look at the list of breaks.'),
  BREAK_STATE: spec('conflict', 'user', 'The break is resolved already.', 'Look at how it was resolved.'),
  FLAG_UNKNOWN: spec('notFound', 'user', 'No such fraud flag.', 'Look at the review queue.'),
  RULE_UNKNOWN: spec('notFound', 'user', 'No such fraud rule.', 'Look at the list of rules.'),
  LIST_ENTRY_UNKNOWN: spec(
    'notFound',
    'user',
    'No such entry on an allow or block list, or it was removed.',
    'Look at the lists.',
  ),
  REFUND_UNKNOWN: spec('notFound', 'payment', 'No such refund, or not of this user.', 'Look at the list of refunds.'),
  REFUND_STATE: spec(
    'conflict',
    'payment',
    'A refund cannot do this in its state.',
    'Look at its state; somebody may have been faster.',
  ),
  REFUND_NOT_ALLOWED: spec(
    'refused',
    'user',
    'The role does not allow this refund, or not so large a one.',
    'Ask finance.',
  ),
  REFUND_OWN: spec(
    'refused',
    'user',
    'Somebody decides on a refund of their own.',
    'Another person approves or rejects it.',
  ),
  REFUND_SOURCE: spec(
    'refused',
    'payment',
    'What was paid cannot go back this way (`reason`: nothing_paid, balance, address, network).',
    'Choose the other destination, or another order.',
  ),
  REFUND_BUSY: spec(
    'conflict',
    'payment',
    'The provider pays back from an invoice once, and a refund of it exists already.',
    'Look at that refund; refund the rest to the balance.',
  ),
  REFUND_VALUE_SPENT: spec(
    'refused',
    'payment',
    'What a refund takes back is not there any more (`asset`, `need` and `have` in minor units).',
    'Refund less, or agree with the user first.',
  ),
  REFUND_UNCERTAIN: spec(
    'refused',
    'payment',
    'A refund of unknown fate is to be sent again before the provider said that nothing was sent.',
    'Wait for the look-up; look at the provider.',
  ),
  ADDRESS_INVALID: spec(
    'invalid',
    'user',
    'An address is not one of its network, or its checksum is wrong.',
    'Copy the whole address from the wallet.',
  ),
  PAYOUT_KEY_MISSING: spec(
    'refused',
    'system',
    'A refund is executed where there is no payout key.',
    'Set HELEKET_PAYOUT_KEY where refunds are executed.',
  ),
  ORDER_STATE: spec(
    'refused',
    'payment',
    'An order cannot be paid for in its state.',
    'Open the history; start a new order.',
  ),
  INVOICE_UNKNOWN: spec('notFound', 'payment', 'An order has no invoice.', 'Open the payment screen again.'),
  CIRCUIT_OPEN: spec(
    'unavailable',
    'network',
    'Calls to a service are paused after failures.',
    'Wait a minute, or pay from balance.',
  ),

  // Support
  TICKET_UNKNOWN: spec('notFound', 'user', 'No such ticket, or not yours.', 'Open the help screen.'),
  TICKET_TAKEN: spec('conflict', 'user', 'Another agent owns the ticket.', 'Look at its owner.'),
  CONTENT_CHANGED: spec(
    'conflict',
    'user',
    'Somebody else changed the text meanwhile.',
    'Look at it again, then change it.',
  ),
  TICKET_STATE: spec('refused', 'user', 'The ticket cannot do this in its state.', 'Look at its state.'),

  // System
  TELEGRAM_UNAVAILABLE: spec(
    'unavailable',
    'network',
    'Telegram does not take the message.',
    'It is tried again.',
  ),
  DATABASE_UNAVAILABLE: spec('unavailable', 'system', 'PostgreSQL does not answer.', 'Check the database.'),
  REDIS_UNAVAILABLE: spec('unavailable', 'system', 'Redis does not answer.', 'Check Redis.'),
  CONFIG_INVALID: spec(
    'invalid',
    'system',
    'Variables are missing or wrong.',
    'Correct every listed variable.',
  ),
  PORT_BUSY: spec(
    'invalid',
    'system',
    'A port is already in use.',
    'Stop the other program or change the port.',
  ),
  INTERNAL: spec('bug', 'system', 'Anything unexpected.', 'Report the reference.'),
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERRORS;

/** An error with a code from {@link ERRORS}. `data` may be shown; `message` and `cause` are for the log only. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly data: Readonly<Record<string, string | number>>;

  constructor(
    code: ErrorCode,
    data: Record<string, string | number> = {},
    options: { message?: string; cause?: unknown } = {},
  ) {
    super(options.message ?? ERRORS[code].when, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.data = data;
  }

  get kind(): ErrorKind {
    return ERRORS[this.code].kind;
  }
}

/** Any thrown thing as an AppError: what is not ours becomes INTERNAL and keeps its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError('INTERNAL', {}, { message, cause: thrown });
}
