import { MAX_MINOR, proportion, type Asset } from '../lib/index.ts';
import type { ProviderInvoice } from './provider.ts';
import { SCALE, scaled } from './decimals.ts';

/** The amount that came for an invoice, and the part that the provider kept, in minor units of the invoice's asset. */
export interface Figures {
  readonly received: bigint;
  readonly fee: bigint;
}

/**
 * Converts the provider's figures to our coin. The provider counts coins of the payer's choice; our price is in our own
 * coin. The received amount is the price times (coins that came / coins asked for), rounded down. Returns `undefined`
 * if the figures do not allow this.
 * A confirmed `paid` with no coins but with money on our balance is a real case (marked as paid by hand, or an internal
 * transfer). Then the price itself counts as received.
 */
export function figuresOf(facts: ProviderInvoice, price: bigint, asset: Asset): Figures | undefined {
  const received = receivedOf(facts, price, asset);
  if (received === undefined || received > MAX_MINOR) return undefined;
  const commission = scaled(facts.commission);
  const whole = scaled(facts.merchantAmount) + commission;
  return { received, fee: whole === 0n ? 0n : proportion(received, commission, whole) };
}

function receivedOf(facts: ProviderInvoice, price: bigint, asset: Asset): bigint | undefined {
  const came = scaled(facts.paymentAmount);
  if (came === 0n) {
    if (facts.status !== 'paid' && facts.status !== 'paid_over') return 0n;
    return scaled(facts.merchantAmount) > 0n ? price : undefined;
  }
  const asked = scaled(facts.payerAmount);
  if (asked > 0n) return proportion(price, came, asked);
  return facts.payerCurrency === facts.currency ? came / 10n ** BigInt(SCALE - asset.exponent) : undefined;
}

/** Whether the provider's price equals ours: "149.00000000" and "149.00" are the same. */
export function samePrice(facts: ProviderInvoice, price: bigint, asset: Asset): boolean {
  return scaled(facts.amount) === price * 10n ** BigInt(SCALE - asset.exponent);
}
