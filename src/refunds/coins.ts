import { proportion } from '../lib/index.ts';
import type { ProviderInvoice } from '../payments/index.ts';

/** Decimals in which the provider counts coins. */
const DECIMALS = 8;

/**
 * The amount that we ask the provider to send: the payer's coins in the proportion of our amount to all that was
 * booked, rounded down, as decimal text. Without `amount`: all coins that came. Undefined: the provider knows no coins
 * that came, so none can go back.
 */
export function coinsOf(
  facts: Pick<ProviderInvoice, 'paymentAmount'>,
  money: { amount: bigint; booked: bigint },
): { amount?: string } | undefined {
  const came = scaled(facts.paymentAmount);
  if (came === 0n || money.booked <= 0n || money.amount > money.booked) return undefined;
  if (money.amount === money.booked) return {};
  const coins = proportion(came, money.amount, money.booked);
  if (coins === 0n) return undefined;
  const digits = coins.toString().padStart(DECIMALS + 1, '0');
  return { amount: `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}` };
}

function scaled(text: string | undefined): bigint {
  const [whole = '0', fraction = ''] = (text ?? '0').split('.');
  return BigInt(whole + fraction.slice(0, DECIMALS).padEnd(DECIMALS, '0'));
}
