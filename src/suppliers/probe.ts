import type { Supplier } from './contract.ts';

/** What a supplier answers to questions that buy nothing. */
export interface Probe {
  /** `unknown`: it did not answer, so nothing is known about our key. */
  readonly key: 'accepted' | 'refused' | 'unknown';
  readonly quotes: Awaited<ReturnType<Supplier['quote']>>;
  readonly float: Awaited<ReturnType<Supplier['float']>>;
}

/** Asks for prices and for our balance. Orders nothing. */
export async function probeSupplier(supplier: Supplier): Promise<Probe> {
  const [quotes, float] = await Promise.all([supplier.quote([supplier.can.min, 1000]), supplier.float()]);
  const isRefused = [quotes, float].some((answer) => answer.is === 'later' && answer.why === 'key');
  // One of the two is no call where the supplier has no prices, or holds nothing for us.
  const proof = supplier.can.settlement === 'prepaid' ? float : quotes;
  return { key: isRefused ? 'refused' : proof.is === 'later' ? 'unknown' : 'accepted', quotes, float };
}
