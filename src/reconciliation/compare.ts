import type { BreakClass } from '../breaks/index.ts';
import type { Asset } from '../lib/index.ts';
import { figuresOf, PROVIDER_STATUSES, rankOf, samePrice, type ProviderInvoice } from '../payments/index.ts';
import type { OurRow } from './ours.ts';

/**
 * Returns the difference between one invoice of ours and the provider's row of it, or undefined. Waiting is not a
 * difference: two open invoices agree. One cause often shows in several ways, so the class that says the most is
 * returned.
 */
export function compare(ours: OurRow, theirs: ProviderInvoice, asset: Asset): BreakClass | undefined {
  if (ours.providerUuid !== null && ours.providerUuid !== theirs.uuid) return 'duplicate';
  if (theirs.currency !== ours.asset) return 'currency';
  if (!samePrice(theirs, ours.amount, asset)) return 'amount';
  const spec = PROVIDER_STATUSES[theirs.status];
  if (!spec) return 'status';
  // Most rows wait for money, so the received amount is calculated only if it is needed.
  const received = (): bigint | undefined => figuresOf(theirs, ours.amount, asset)?.received;
  const holdsMoney = spec.means === 'paid' || spec.means === 'short';
  if (holdsMoney && ours.booked === 0n) return 'paid_not_delivered';
  const neverPaid = spec.means === 'open' || spec.means === 'expired' || spec.means === 'failed';
  if (neverPaid && ours.booked > 0n && received() !== ours.booked) return 'delivered_not_paid';
  if (rankOf(theirs.status) !== rankOf(ours.status)) return 'status';
  return holdsMoney && (received() ?? ours.booked) !== ours.booked ? 'amount' : undefined;
}
