import { spec } from './spec.ts';

/** Rights and identity. */
export const ACCESS_ERRORS = {
  SIGNATURE_INVALID: {
    ...spec(
      'refused',
      'system',
      'A webhook from the provider has no signature or a wrong one.',
      'Look at the security events and check the API key.',
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
      'A Telegram webhook has no secret token or a wrong one.',
      'Set the webhook again with `webhook set`.',
    ),
    http: 401,
  },
  FORBIDDEN: spec('notFound', 'user', 'The role has no right to this.', 'Ask an administrator.'),
  LOGIN_FAILED: spec(
    'refused',
    'user',
    'The e-mail or the password is wrong, or the account is locked for a while after too many failures.',
    'Try again. After five failures wait a few minutes.',
  ),
  LOGIN_LOCKED: spec(
    'refused',
    'user',
    'Too many wrong codes in a row.',
    'Wait as many minutes as the message says.',
  ),
  TOTP_INVALID: spec(
    'refused',
    'user',
    'The code is wrong, too old or already used.',
    'Wait for the next code and type it.',
  ),
  TOTP_STATE: spec(
    'refused',
    'user',
    'The second factor is already set up, or it is not set up yet.',
    'Log in again.',
  ),
  PASSWORD_WEAK: spec(
    'invalid',
    'user',
    'The password is shorter than 12 characters, too long, too simple, well known, or equal to the e-mail or name of its owner.',
    'Choose another password.',
  ),
  STAFF_EXISTS: spec('refused', 'user', 'Another account already uses this e-mail.', 'Use another e-mail.'),
  STAFF_UNKNOWN: spec('notFound', 'user', 'There is no such staff member.', 'Look at the list of staff.'),
  ALREADY_SO: spec(
    'conflict',
    'user',
    'It is already in the state that was asked for.',
    'Look again: somebody else did it first.',
  ),
  OWN_ACCOUNT: spec(
    'refused',
    'user',
    'Nobody may change the rights of their own account.',
    'Ask another administrator.',
  ),
  SECOND_PERSON: spec(
    'refused',
    'user',
    'The approving account does not count as another person. It is the same account, one account made or reset the other, or both used the same browser or address (see `reason`).',
    'Let somebody else approve. If the office shares one address, an operator adds it with `second-person`.',
  ),
  SECOND_PERSON_NEEDED: spec(
    'refused',
    'user',
    'One person may not do this alone.',
    'Ask for the change and let another person approve it.',
  ),
  PROPOSAL_UNKNOWN: spec(
    'notFound',
    'user',
    'There is no such change request.',
    'Look at the list of change requests.',
  ),
  PROPOSAL_STATE: spec(
    'conflict',
    'user',
    'The change request is already decided, or the thing it would change has changed since.',
    'Look again. Ask again if you still want the change.',
  ),
  PROPOSAL_WAITS: spec(
    'conflict',
    'user',
    'Another change of the same thing still waits for a decision.',
    'Approve, reject or withdraw that change first.',
  ),
  PROPOSAL_OWN: spec(
    'refused',
    'user',
    'Nobody may approve or reject their own request.',
    'Let another person decide.',
  ),
  LINK_INVALID: spec(
    'refused',
    'user',
    'A one-time link is unknown, already used, too old, or replaced by a newer link.',
    'Ask for a new link.',
  ),
  ALERT_UNKNOWN: spec('notFound', 'user', 'There is no such alert.', 'Look at the list of alerts.'),
  ALERT_CODE_INVALID: spec(
    'refused',
    'user',
    'A code that links a chat for alerts is unknown, already used, older than ten minutes, or made for another kind of chat.',
    'Make a new code in the back office.',
  ),
  ALERT_CODES_TOO_MANY: spec(
    'refused',
    'user',
    'One person made ten codes for alerts within an hour.',
    'Use the last code, or wait an hour.',
  ),
  ALERTS_NOT_LINKED: spec(
    'notFound',
    'user',
    'No chat in Telegram is linked, or its link has ended.',
    'Link it again in the back office.',
  ),
  NOT_LOGGED_IN: spec('refused', 'user', 'The request has no valid back-office session.', 'Log in.'),
  LOGIN_LIMITED: {
    ...spec(
      'refused',
      'user',
      'Too many log-ins failed from this address, or from all addresses together.',
      'Wait as many seconds as the message says. A browser where you logged in before has its own count.',
    ),
    http: 429,
  },
  LOGIN_BUSY: spec(
    'unavailable',
    'system',
    'Too many log-ins wait for their password check. More would slow down everything else.',
    'Try again after as many seconds as the message says.',
  ),
  TOO_MANY_AT_ONCE: {
    ...spec(
      'refused',
      'user',
      'One person, or all people together, have the largest allowed number of downloads, long runs or live connections open.',
      'Wait until one ends, or close one.',
    ),
    http: 429,
  },
  RATE_LIMITED: spec(
    'refused',
    'user',
    'A user sent too many requests of one kind.',
    'Wait as long as the message says.',
  ),
} as const;
