import { spec } from './spec.ts';

/** Input. */
export const INPUT_ERRORS = {
  AMOUNT_INVALID: spec(
    'invalid',
    'user',
    'The amount is not a plain decimal number.',
    'Type digits, with a point or a comma.',
  ),
  AMOUNT_OUT_OF_RANGE: spec(
    'invalid',
    'user',
    'The amount is below the smallest or above the largest allowed amount.',
    'Choose an amount within the limits that the message gives.',
  ),
  TEXT_INVALID: spec(
    'invalid',
    'user',
    'The text is empty or too long.',
    'Send a text that keeps to the length in the message.',
  ),
  INPUT_INVALID: spec(
    'invalid',
    'user',
    'The request does not match its schema.',
    'Correct the fields that the message names.',
  ),
  BODY_UNREADABLE: spec(
    'invalid',
    'system',
    'The request body or the address cannot be read in the format that it claims.',
    'Send well-formed data.',
  ),
  BODY_UNSUPPORTED: {
    ...spec(
      'invalid',
      'system',
      'The request body has a type, character set or compression that we do not read.',
      'Send JSON or a form in UTF-8.',
    ),
    http: 415,
  },
  BODY_TOO_LARGE: {
    ...spec('invalid', 'system', 'The request body is larger than the limit.', 'Send less data.'),
    http: 413,
  },
} as const;
