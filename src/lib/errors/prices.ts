import { spec } from './spec.ts';

/** Packages and prices. */
export const PRICE_ERRORS = {
  PACKAGE_UNKNOWN: spec(
    'notFound',
    'user',
    'The package does not exist or is not on sale now.',
    'Open the shop again.',
  ),
  PRICE_CHANGED: spec(
    'conflict',
    'user',
    'The price changed after the screen was drawn.',
    'Look at the new price and confirm it.',
  ),
  PROMO_UNKNOWN: spec('notFound', 'user', 'There is no such promo code.', 'Look at how the code is written.'),
  PROMO_REFUSED: spec(
    'refused',
    'user',
    'The promo code gives nothing here: `why` says the reason.',
    'Buy without it, or with another code.',
  ),
  PROMO_EXISTS: spec(
    'conflict',
    'user',
    'There is already a promo code with this text.',
    'Choose another text.',
  ),
  PROMO_STATE: spec(
    'conflict',
    'user',
    'The state of the promo code does not allow this.',
    'Look at its state: somebody else may have done it first.',
  ),
  PACKAGE_EXISTS: spec(
    'conflict',
    'user',
    'There is already a package of this size.',
    'Change the price of that package.',
  ),
  PRICE_CHANGE_UNKNOWN: spec(
    'notFound',
    'user',
    'There is no such price change.',
    'Look at the list of changes.',
  ),
  PRICE_STATE: spec(
    'conflict',
    'user',
    'The state of the price change does not allow this.',
    'Look at its state: somebody else may have done it first.',
  ),
  PRICE_OWN: spec(
    'refused',
    'user',
    'A person tries to approve or reject their own price change.',
    'Let another administrator decide.',
  ),
  PRICE_NOT_ALLOWED: spec(
    'refused',
    'user',
    'The person may not change prices, may not make this change alone, or the draft belongs to somebody else.',
    'Ask an administrator. A large change needs a second administrator.',
  ),
  PRICE_BASIS_CHANGED: spec(
    'conflict',
    'user',
    'The price got another version, in force or published, after this change was asked for.',
    'Reject the change and look at the new price. Ask again if the change is still wanted.',
  ),
  PRICE_OVER: spec(
    'refused',
    'user',
    'The price change has an end time, and that time is over.',
    'Reject it and ask again with another time.',
  ),
} as const;
