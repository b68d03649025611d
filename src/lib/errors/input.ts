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
  BODY_TOO_LARGE: {
    ...spec('invalid', 'system', 'A request body is over the limit.', 'Send less.'),
    http: 413,
  },
} as const;
