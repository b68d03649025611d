import type { DeliveryContext } from '../delivery/index.ts';
import type { PaymentsContext } from '../payments/index.ts';
import type { Breaker, BreakerName } from '../platform/index.ts';

/** What the public port needs of the product. */
export type PublicApp = PaymentsContext &
  DeliveryContext & { readonly breakers: Readonly<Record<BreakerName, Breaker>> };
