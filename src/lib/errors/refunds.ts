import { spec } from './spec.ts';

/** Refunds and adjustments. */
export const REFUND_ERRORS = {
  REFUND_UNKNOWN: spec(
    'notFound',
    'payment',
    'There is no such refund, or it belongs to another user.',
    'Look at the list of refunds.',
  ),
  REFUND_STATE: spec(
    'conflict',
    'payment',
    'The state of the refund does not allow this.',
    'Look at its state: somebody else may have done it first.',
  ),
  REFUND_NOT_ALLOWED: spec(
    'refused',
    'user',
    'The role does not allow this refund, or the refund is too large for the role.',
    'Ask finance.',
  ),
  REFUND_OWN: spec(
    'refused',
    'user',
    'A person tries to approve or reject a refund that they asked for.',
    'Let another person decide.',
  ),
  REFUND_SOURCE: spec(
    'refused',
    'payment',
    'The payment cannot be refunded in this way (`reason`: nothing_paid, balance, address, network).',
    'Choose the other destination or another order.',
  ),
  REFUND_BUSY: spec(
    'conflict',
    'payment',
    'The provider refunds each invoice only once, and this invoice already has a refund.',
    'Look at that refund. Refund the rest to the balance.',
  ),
  REFUND_VALUE_SPENT: spec(
    'refused',
    'payment',
    'The user has already spent what the refund would take back (`asset`, `need` and `have` in minor units).',
    'Refund less, or agree with the user first.',
  ),
  REFUND_UNCERTAIN: spec(
    'refused',
    'payment',
    'Nobody knows yet whether the refund was sent, so it may not be sent again. The provider must first say that nothing was sent.',
    'Wait for the look-up, or check at the provider.',
  ),
  REFUND_ADDRESS_LISTED: spec(
    'refused',
    'payment',
    'The refund would go to a wallet on the block list, and nobody has dismissed the flag.',
    'Decide on the flag of the user, ask for another address, or cancel the refund.',
  ),
  ADDRESS_INVALID: spec(
    'invalid',
    'user',
    'The address does not belong to this network, or its checksum is wrong.',
    'Copy the whole address from the wallet.',
  ),
  PAYOUT_KEY_MISSING: spec(
    'refused',
    'system',
    'This process should send a refund, but it has no payout key.',
    'Set HELEKET_PAYOUT_KEY for the processes with the role worker.',
  ),
} as const;
