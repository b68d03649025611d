import type { Context } from '../../src/platform/index.ts';
import {
  approvePrice,
  createPackage,
  requestPrice,
  type AskedPrice,
  type PriceTerms,
} from '../../src/shop/index.ts';

let keys = 0;

export const newKey = (): string => `key-of-form-${++keys}`;

/** Asks for a price of a package, as one person. */
export function ask(
  context: Context,
  staffId: bigint,
  packageId: bigint | null,
  terms: Partial<PriceTerms> & Pick<PriceTerms, 'price'>,
): Promise<AskedPrice> {
  return requestPrice(context, {
    staffId,
    packageId,
    terms: { bonusStars: 0, reason: 'test', ...terms },
    requestKey: newKey(),
  });
}

let lastSize = 20_000;

/** A package for one test only, sold at once: one person asked for it, the other approved. */
export async function newPackage(
  context: Context,
  [asker, approver]: readonly [bigint, bigint],
  terms: Partial<PriceTerms> & Pick<PriceTerms, 'price'>,
): Promise<{ stars: number; packageId: bigint; priceId: bigint }> {
  const stars = ++lastSize;
  const { id, packageId } = await createPackage(context, {
    staffId: asker,
    stars,
    terms: { bonusStars: 0, reason: 'first', ...terms },
    requestKey: newKey(),
  });
  const { priceId } = await approvePrice(context, { changeId: id, staffId: approver });
  if (packageId === null || priceId === null) throw new Error('it is not sold');
  return { stars, packageId, priceId };
}
