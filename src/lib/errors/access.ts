import { spec } from './spec.ts';

/** Rights and identity. */
export const ACCESS_ERRORS = {
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
    'A password is shorter than 12 characters, too long, too simple, well known, or the e-mail or name of its owner.',
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
  SECOND_PERSON: spec(
    'refused',
    'user',
    'The account that approves does not count as another person: it is the same one, one made or reset the other, or both share a browser or an address (`reason`).',
    'Let somebody else approve; an operator states shared office networks with `second-person`.',
  ),
  SECOND_PERSON_NEEDED: spec(
    'refused',
    'user',
    'One person may not do this alone.',
    'Ask for it, and let another person approve.',
  ),
  PROPOSAL_UNKNOWN: spec('notFound', 'user', 'No such request of a change.', 'Look at the list.'),
  PROPOSAL_STATE: spec(
    'conflict',
    'user',
    'The request of a change is decided already, or what it is about changed since.',
    'Look again, and ask anew if it is still wanted.',
  ),
  PROPOSAL_WAITS: spec(
    'conflict',
    'user',
    'Another change of the same thing waits for its decision.',
    'Decide that one first, or take it back.',
  ),
  PROPOSAL_OWN: spec('refused', 'user', 'Nobody decides on their own request.', 'Let somebody else decide.'),
  LINK_INVALID: spec(
    'refused',
    'user',
    'A one-time link is unknown, used, too old, or a newer one took its place.',
    'Ask for a new link.',
  ),
  NOT_LOGGED_IN: spec('refused', 'user', 'No valid back-office session.', 'Log in.'),
  LOGIN_LIMITED: {
    ...spec(
      'refused',
      'user',
      'Too many log-ins failed from one address, or from everywhere together.',
      'Wait for the stated seconds; a browser in which you were logged in before is not counted with the others.',
    ),
    http: 429,
  },
  LOGIN_BUSY: spec(
    'unavailable',
    'system',
    'More passwords wait to be compared than can be without harm to the rest.',
    'Try again after the stated seconds.',
  ),
  TOO_MANY_AT_ONCE: {
    ...spec(
      'refused',
      'user',
      'A person has as many downloads, runs or live connections open as may be, or all together have.',
      'Wait for one to end, or close it.',
    ),
    http: 429,
  },
  RATE_LIMITED: spec('refused', 'user', 'Too many requests of one kind.', 'Wait for the stated time.'),
} as const;
