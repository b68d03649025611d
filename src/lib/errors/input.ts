import { spec } from './spec.ts';

/** Input. */
export const INPUT_ERRORS = {
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
  BODY_UNREADABLE: spec(
    'invalid',
    'system',
    'A request body or address is not what it says it is.',
    'Send well-formed data.',
  ),
  BODY_UNSUPPORTED: {
    ...spec(
      'invalid',
      'system',
      'A request body comes in a type, character set or compression that is not read.',
      'Send JSON or a form in UTF-8.',
    ),
    http: 415,
  },
  BODY_TOO_LARGE: {
    ...spec('invalid', 'system', 'A request body is over the limit.', 'Send less.'),
    http: 413,
  },
} as const;
