import type { PaymentTruth, ShownPayTo } from '../../payments/index.ts';
import type { Order } from '../../shop/index.ts';
import type { GoesTo } from './delivery.ts';

export interface PaymentState {
  readonly order: Order;
  readonly truth: PaymentTruth;
  readonly now: Date;
  /** The provider does not answer at the moment. */
  readonly circuitOpen: boolean;
  /** Where the coins go, for a payment from the buyer's own wallet. Absent: on the provider's page. */
  readonly payTo?: ShownPayTo | undefined;
  /** The account that gets the stars after the payment. Absent: they stay on the balance. */
  readonly goesTo?: GoesTo | undefined;
}
