import type { DeliveryContext } from '../delivery/index.ts';
import type { PaymentsContext } from '../payments/index.ts';
import type { Breaker, BreakerName } from '../platform/index.ts';

/** The parts of the product that the public port needs. */
export type PublicApp = PaymentsContext &
  DeliveryContext & { readonly breakers: Readonly<Record<BreakerName, Breaker>> };
