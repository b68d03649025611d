import { AppError } from '../lib/index.ts';
import type { Context } from '../platform/index.ts';
import { requireRight } from '../staff/index.ts';
import { findByKey, withRefusals } from './priceChanges.ts';
import { openRequest, type AskedPrice, type PriceRequest } from './priceRequests.ts';

/**
 * Asks for a package of a new size. There is no price to compare with, so it is sold only after a second person
 * approved it.
 * Errors: PACKAGE_EXISTS (it has a price), INPUT_INVALID, FORBIDDEN, KEY_REUSED.
 */
export async function createPackage(
  context: Context,
  input: Omit<PriceRequest, 'packageId' | 'expectedNewest'> & { readonly stars: number },
): Promise<AskedPrice> {
  const { stars, ...rest } = input;
  if (!Number.isSafeInteger(stars) || stars < 1 || stars > 1_000_000)
    throw new AppError('INPUT_INVALID', { fields: 'stars' });
  return withRefusals(() =>
    context.db.tx(async (tx) => {
      await requireRight(tx, input.staffId, 'edit', 'packages');
      await tx.query('INSERT INTO packages (stars) VALUES ($1) ON CONFLICT (stars) DO NOTHING', [stars]);
      const { rows } = await tx.query<{ id: bigint; isPriced: boolean }>(
        `SELECT p.id, EXISTS (SELECT FROM package_prices v WHERE v.package_id = p.id) AS "isPriced"
         FROM packages p WHERE p.stars = $1`,
        [stars],
      );
      const [found] = rows;
      if (!found) throw new AppError('PACKAGE_UNKNOWN');
      // A second click finds its change, even if that was approved in between.
      if (found.isPriced && !(await findByKey(tx, input.requestKey)))
        throw new AppError('PACKAGE_EXISTS', { stars });
      return openRequest(context, tx, { ...rest, packageId: found.id });
    }),
  );
}

/** Offers a package or takes it out of the shop; existing orders do not change. Errors: FORBIDDEN, PACKAGE_UNKNOWN. */
export async function setPackageActive(
  context: Context,
  input: { stars: number; active: boolean; staffId: bigint },
): Promise<void> {
  const { stars, active, staffId } = input;
  await context.db.tx(async (tx) => {
    await requireRight(tx, staffId, 'edit', 'packages');
    const { rowCount } = await tx.query('UPDATE packages SET active = $2 WHERE stars = $1', [stars, active]);
    if (rowCount !== 1) throw new AppError('PACKAGE_UNKNOWN');
  });
}
