/**
 * A difference between the provider and us that a person must look at:
 * - `missing_at_provider`: we have an invoice that the provider does not know;
 * - `missing_with_us`: the provider has an invoice that we do not know;
 * - `amount`, `currency`, `status`: both know it, and say different things;
 * - `duplicate`: the provider has two invoices under one name of ours;
 * - `paid_not_delivered`, `delivered_not_paid`: there is money without goods, or goods without money;
 * - `unreadable`: the provider's answer about it cannot be read;
 * - `owner_gone`: money came for a user who deleted the account. It is in suspense until it is claimed.
 *
 * And a difference with a supplier of stars:
 * - `supply_missing_at_supplier`, `supply_missing_with_us`: one side does not know the order of the other;
 * - `supply_stars`, `supply_recipient`, `supply_status`: both know it, and say different things;
 * - `supply_paid_not_delivered`: we paid, and the supplier says that it saw no payment;
 * - `supply_twice`: the supplier has a second order for one delivery.
 */
export type BreakClass =
  | 'missing_at_provider'
  | 'missing_with_us'
  | 'amount'
  | 'currency'
  | 'status'
  | 'duplicate'
  | 'paid_not_delivered'
  | 'delivered_not_paid'
  | 'unreadable'
  | 'owner_gone'
  | 'supply_missing_at_supplier'
  | 'supply_missing_with_us'
  | 'supply_stars'
  | 'supply_recipient'
  | 'supply_status'
  | 'supply_paid_not_delivered'
  | 'supply_twice';

/** Open until a person decides or the difference is gone. It never opens again: a new difference is a new break. */
export type BreakStatus = 'open' | 'resolved';

/** Who found it: a comparison with the provider's rows, the settlement of a payment, or a comparison with a supplier. */
export type BreakFinder = 'sweep' | 'settlement' | 'supply';

/**
 * The possible decisions of a person:
 * - `credit`: the money goes to the balance of the order's buyer;
 * - `link`: money without an order goes to the balance of the named user;
 * - `write_off`: the money goes to suspense until somebody asks for it; or, if the money is gone, suspense bears the
 *   loss;
 * - `refund`: it went back, by the named refund or by other means, which the note explains;
 * - `ignore`: nothing has to be done, the note says why.
 */
export const RESOLUTIONS = ['credit', 'link', 'write_off', 'refund', 'ignore'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

/** `healed`: the difference disappeared by itself. */
export type BreakEnd = Resolution | 'healed';
