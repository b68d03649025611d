import { spec } from './spec.ts';

/** Users, orders, payments and deliveries. */
export const MONEY_ERRORS = {
  ORDER_UNKNOWN: spec('notFound', 'user', 'This user has no such order.', 'Open the history.'),
  SWITCHED_OFF: spec('refused', 'system', 'The shop has switched this function off.', 'Try again later.'),
  CONFIGURED_OFF: spec(
    'refused',
    'user',
    'The configuration turns this function off, so staff cannot switch it on.',
    'Change the variable (BALANCE_SERVICE_ENABLED for top-ups) and restart.',
  ),
  USER_UNKNOWN: spec(
    'notFound',
    'user',
    'There is no such user, or the account was deleted.',
    'Send /start.',
  ),
  ACCOUNT_NOT_EMPTY: spec(
    'refused',
    'user',
    'The account still has a balance or waits for a payment.',
    'Spend the balance, wait for the payment, or agree to give the balance up.',
  ),
  USER_UNDER_REVIEW: spec(
    'refused',
    'user',
    'This user may not buy until staff have looked at the account.',
    'Write to support.',
  ),
  USER_BLOCKED: spec('refused', 'user', 'The user is blocked.', 'Write to support.'),
  PROVIDER_UNAVAILABLE: spec(
    'unavailable',
    'network',
    'The payment provider does not answer.',
    'Try again, or pay from balance.',
  ),
  CHAIN_UNAVAILABLE: spec(
    'unavailable',
    'network',
    'The TON node does not answer, or its answer cannot be used.',
    'Wait: the system asks again by itself. If it lasts, check TON_API_URL and TON_API_KEY.',
  ),
  PROVIDER_REFUSED: spec(
    'refused',
    'payment',
    'The payment provider refused the request.',
    'Look at the log, or try another amount.',
  ),
  PROVIDER_MISMATCH: spec(
    'bug',
    'payment',
    'The answer of the provider does not match what we sent.',
    'Finance must look at it.',
  ),
  DELIVERY_OFF: spec(
    'refused',
    'system',
    'This shop does not send stars to Telegram accounts.',
    'The stars stay on the balance. Set DELIVERY to change that.',
  ),
  DELIVERY_UNKNOWN: spec(
    'notFound',
    'user',
    'There is no such delivery, or it belongs to another user.',
    'Look at the list of deliveries.',
  ),
  DELIVERY_STATE: spec(
    'conflict',
    'user',
    'The state of the delivery does not allow this.',
    'Look at its state: somebody else may have done it first.',
  ),
  PAYMENT_NOT_PROVED: spec(
    'invalid',
    'user',
    'The transaction that a person names as the proof of a stuck payment does not pay it.',
    'Look at the wallet in an explorer again: amount, receiver and memo must be those of the payment.',
  ),
  DELIVERY_CLAIMED: spec(
    'conflict',
    'user',
    'Another person has taken this delivery.',
    'Take the next delivery, or ask that person to give it back.',
  ),
  RECIPIENT_INVALID: spec(
    'invalid',
    'user',
    'The text is not the name of a Telegram account.',
    'Send a name such as @name, or a link to the account.',
  ),
  RECIPIENT_REFUSED: spec(
    'refused',
    'user',
    'The account does not exist, or it cannot receive stars now.',
    'Check the name, or choose another recipient.',
  ),
  SUPPLIER_UNAVAILABLE: spec(
    'unavailable',
    'network',
    'The supplier of stars does not answer, so nothing was ordered.',
    'Wait: the system tries again by itself.',
  ),
  SUPPLIER_CHANGED: spec(
    'conflict',
    'system',
    'An order at another supplier has no answer yet, so no new order is made.',
    'Set DELIVERY_SUPPLIER back until the delivery has ended.',
  ),
  ORDER_STATE: spec(
    'refused',
    'payment',
    'The state of the order does not allow a payment.',
    'Open the history, or start a new order.',
  ),
  INVOICE_UNKNOWN: spec('notFound', 'payment', 'The order has no invoice.', 'Open the payment screen again.'),
  CIRCUIT_OPEN: spec(
    'unavailable',
    'network',
    'A service failed several times, so we do not call it for a while.',
    'Wait a minute, or pay from balance.',
  ),
} as const;
